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

// TestWhatStandsUnderARecordIsReviewed edits what is written below the line of a
// verification, nested in it or only indented, and removes that line: only the
// record itself is nobody's to review.
func TestWhatStandsUnderARecordIsReviewed(t *testing.T) {
	head := "---\nincident: INC-2026-0001\n---\n\n## Action items\n\n### AI-1: x\n\n- After: y\n- Verified: 2027-01-20 @ben: seen\n"
	for _, below := range []string{
		"\n ### AI-2: z\n\n - After: LAST\n\n ## Learning\n\n a\n", "  LAST\n", "  - LAST\n", "\n  LAST\n", " - After: LAST\n", "LAST\n", "\n ```\n LAST\n ```\n",
	} {
		src := head + below
		was := revisionOf(t, src)
		if revisionOf(t, strings.Replace(src, "LAST", "nothing", 1)) == was {
			t.Errorf("an edit below the record keeps the revision: %q", below)
		}
		if revisionOf(t, strings.Replace(src, "2027-01-20 @ben: seen", "2027-01-21 @ann: seen again", 1)) != was {
			t.Errorf("another record changes the revision: %q", below)
		}
	}
	nested := head + "  not in production\n"
	if revisionOf(t, strings.Replace(nested, "- Verified: 2027-01-20 @ben: seen\n", "", 1)) == revisionOf(t, nested) {
		t.Error("text under a record may be put under another field")
	}
}

// TestRecordStandsInItsItem verifies an item whose document is indented by a
// blank: the line stands behind the item's own.
func TestRecordStandsInItsItem(t *testing.T) {
	for _, below := range []string{"\n ### AI-2: z\n\n - Verified by: w\n", "\n ```\n code\n ```\n", "\n ***\n\n text\n", "\n | a |\n |---|\n"} {
		src := "## Action items\n\n### AI-1: x\n\n- Verified by: y\n" + below
		d, err := Parse("x.md", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		out, err := d.SetField("AI-1", incident.FieldVerified, "2027-01-20 @ben: seen")
		if want := strings.Replace(src, "- Verified by: y\n", "- Verified by: y\n- Verified: 2027-01-20 @ben: seen\n", 1); err != nil || string(out) != want {
			t.Errorf("%v\n%q, want\n%q", err, out, want)
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
