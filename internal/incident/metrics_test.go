package incident_test

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestADurationIsThatOfTheTimesThatAreWritten: a document has times to the second, and
// whoever subtracts them gets the duration that is told everywhere.
func TestADurationIsThatOfTheTimesThatAreWritten(t *testing.T) {
	at := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct{ from, to, want time.Duration }{
		{100 * time.Millisecond, 1499*time.Second - 300*time.Millisecond, 1498 * time.Second},
		{900 * time.Millisecond, 60*time.Second + 100*time.Millisecond, time.Minute},
	} {
		in := incident.Incident{Events: []incident.Event{{Kind: incident.KindDetection, At: at.Add(c.from)}, {Kind: incident.KindRecovery, At: at.Add(c.to)}}}
		if got := in.Metrics().Recover; got == nil || *got != c.want {
			t.Errorf("%v to %v: %v, want %v", c.from, c.to, got, c.want)
		}
	}
}
