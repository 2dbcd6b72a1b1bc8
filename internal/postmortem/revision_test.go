package postmortem

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestVerifyingKeepsTheApproval records that an item was verified: what the
// reviewer approved is still the same text. An edit of any other field is not.
func TestVerifyingKeepsTheApproval(t *testing.T) {
	list := "---\nincident: INC-2026-0001\n---\n\n## Action items\n\n### AI-1: x\n\n- Owner: @a\n- After: y"
	table := "---\nincident: INC-2026-0001\n---\n\n## Action items\n\n| ID | Owner | After | Verified |\n|---|---|---|---|\n| AI-1 | @a | y | |\n"
	for _, src := range []string{list, list + "\n", strings.ReplaceAll(list, "\n", "\r\n"), table} {
		before := revisionOf(t, src)
		set := func(f incident.Field, value string) string {
			d, err := Parse("x.md", []byte(src))
			if err != nil {
				t.Fatal(err)
			}
			out, err := d.SetField("AI-1", f, value)
			if err != nil {
				t.Fatal(err)
			}
			return string(out)
		}
		verified := set(incident.FieldVerified, "2027-01-20 @ben: rolled back in 90 s")
		if after := revisionOf(t, verified); after != before || verified == src {
			t.Errorf("verifying changes the revision:\n%q\n%q", src, verified)
		}
		if after := revisionOf(t, set(incident.FieldAfter, "z")); after == before {
			t.Errorf("an edit keeps the revision: %q", src)
		}
	}
}

func revisionOf(t *testing.T, src string) string {
	t.Helper()
	d, err := Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return d.Revision()
}
