package incident_test

import (
	"math"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestRoundingChangesNoVerdict: a range is told with three digits, unless a person set it or the value
// beside it would then lie on the other side.
func TestRoundingChangesNoVerdict(t *testing.T) {
	for _, c := range []struct {
		value, high float64
		want        string
	}{
		{0.4, 0.8447799999999999, "≤ 0.845"},
		{0.84405, 0.8441, "≤ 0.8441"},
		{99.96, 99.95, "≤ 99.95"},
		{98, 99.95, "≤ 99.95"},
		{1000, 1234.5, "≤ 1234.5"},
		{0.5, 0.8560329300000001, "≤ 0.856"},
	} {
		k := incident.KPI{Value: &c.value, Baseline: &incident.Range{Low: math.Inf(-1), High: c.high}}
		if got := k.RoundedBaseline().String(); got != c.want {
			t.Errorf("%v in %v: %q, want %q", c.value, c.high, got, c.want)
		}
	}
	if got := (incident.KPI{}).RoundedBaseline(); got != nil {
		t.Errorf("an unknown range is %v", got)
	}
}
