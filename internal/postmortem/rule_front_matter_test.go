package postmortem

import (
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// TestARecoveryBeforeTheDetectionIsFound in the front matter, at its value; one at the
// same moment is none, whatever offset it is written with.
func TestARecoveryBeforeTheDetectionIsFound(t *testing.T) {
	for recovered, want := range map[string]bool{
		"2026-03-01T08:59:00Z": true, "2026-03-01T09:00:00Z": false, "2026-03-01T18:00:00+09:00": false, "2026-03-01T17:59:00+09:00": true, "": false,
	} {
		d, err := Parse("a.md", []byte("---\nincident: INC-1\ntitle: t\nseverity: SEV2\nstatus: draft\ndetected_at: 2026-03-01T09:00:00Z\nrecovered_at: "+recovered+"\n---\n"))
		if err != nil {
			t.Fatal(err)
		}
		found := Check(d, CheckOptions{}).Diagnostics
		i := slices.IndexFunc(found, func(f diagnostic.Diagnostic) bool {
			return f.Rule == diagnostic.FrontMatter && strings.Contains(f.Message, "is earlier than detected_at")
		})
		if (i >= 0) != want || want && (found[i].Line != 7 || found[i].Column != 15) {
			t.Errorf("recovered_at: %q: %+v", recovered, found)
		}
	}
}
