package incident_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestALongTextIsQuotedOnce in the sentence that refuses it.
func TestALongTextIsQuotedOnce(t *testing.T) {
	err := incident.CheckEventText(strings.Repeat("long ", 1000))
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		if said := incident.Sentence(err, l); !strings.HasPrefix(said, `"long long`) || strings.Contains(said, `\"`) || strings.Contains(said, `""`) {
			t.Errorf("%s", said)
		}
	}
}
