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

// TestVerifyingAddsToATable verifies an item that is a row, or has a table of its
// own, without a place for the record: it is made, and the approval stays.
func TestVerifyingAddsToATable(t *testing.T) {
	const record = "2027-01-20 @ben: seen"
	for src, want := range map[string]string{
		"| ID | Owner | After |\n|---|---|---|\n| AI-1 | @a | y |\n| AI-2 | @b | z |\n":      "| ID | Owner | After | Verified |\n|---|---|---| --- |\n| AI-1 | @a | y | " + record + " |\n| AI-2 | @b | z |\n",
		"| ID | Owner | After |\n|---|---|---|\n| AI-1 | @a | |\n":                           "| ID | Owner | After | Verified |\n|---|---|---| --- |\n| AI-1 | @a | | " + record + " |\n",
		"| ID | Owner | After |\n|---|---|---|\n| AI-1 | @a |":                               "| ID | Owner | After | Verified |\n|---|---|---| --- |\n| AI-1 | @a |  | " + record + " |",
		"ID | 担当 | これから\n---|---|---\nAI-1 | @a | y \n":                                      "ID | 担当 | これから | 確認済み\n---|---|--- | ---\nAI-1 | @a | y | " + record + " \n",
		"| ID | Owner | After | Verified |\n|---|---|---|---|\n| AI-1 | @a |\n":              "| ID | Owner | After | Verified |\n|---|---|---|---|\n| AI-1 | @a |  | " + record + " |\n",
		"| ID | Verified | Owner | After |\n|---|---|---|---|\n| AI-1 || @a | y |\n":         "| ID | Verified | Owner | After |\n|---|---|---|---|\n| AI-1 | " + record + " | @a | y |\n",
		"### AI-1: x\n\n| Field | Value |\n|---|---|\n| **Owner** | @a |\n| **After** | y |": "### AI-1: x\n\n| Field | Value |\n|---|---|\n| **Owner** | @a |\n| **After** | y |\n| **Verified** | " + record + " |",
		"### AI-1: x\n\n| Owner | @a |\n|---|---|\n":                                         "### AI-1: x\n\n| Owner | @a |\n|---|---|\n| Verified | " + record + " |\n",
	} {
		for _, ending := range []string{"\n", "\r\n"} {
			crlf := func(s string) string {
				return strings.ReplaceAll("---\nincident: INC-1\n---\n\n## Action items\n\n"+s, "\n", ending)
			}
			d, err := Parse("x.md", []byte(crlf(src)))
			if err != nil {
				t.Fatal(err)
			}
			out, err := d.SetField("AI-1", incident.FieldVerified, record)
			if err != nil || string(out) != crlf(want) {
				t.Errorf("%v\n%s\nwant\n%s", err, out, crlf(want))
				continue
			}
			if revisionOf(t, string(out)) != d.Revision() {
				t.Errorf("verifying changes the revision:\n%s", src)
			}
			again, _ := Parse("x.md", out)
			if it, err := again.Item("AI-1"); err != nil || it.Verified != record {
				t.Errorf("%v: the record does not read back:\n%s", err, out)
			}
			if edited := strings.Replace(string(out), "@a", "@c", 1); revisionOf(t, edited) == d.Revision() {
				t.Errorf("an edit keeps the revision:\n%s", edited)
			}
		}
	}
}

// TestForeignTableBlocksNothing has a table of measurements under an item.
func TestForeignTableBlocksNothing(t *testing.T) {
	src := "### AI-1: x\n\n- Verified by: y\n\n| Check | Pool in use |\n|---|---|\n| 100 rps | 40% |\n"
	d, err := Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for f, line := range map[incident.Field]string{incident.FieldVerified: "- Verified: z\n", incident.FieldTicket: "- Ticket: z\n"} {
		out, err := d.SetField("AI-1", f, "z")
		if err != nil || !strings.Contains(string(out), line) || strings.Replace(string(out), line, "", 1) != src {
			t.Errorf("%v\n%s", err, out)
		}
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

// TestTheMarkOfAnEncodingIsNoEdit saves a document with an editor that writes a mark before
// it, and approves one that has it.
func TestTheMarkOfAnEncodingIsNoEdit(t *testing.T) {
	for _, src := range []string{"---\nincident: INC-2026-0001\nstatus: in-review\n---\n\n## Summary\n\nIt failed.\n", "## Summary\n"} {
		if marked := "\ufeff" + src; revisionOf(t, marked) != revisionOf(t, src) {
			t.Errorf("the mark is an edit of %q", src)
		}
		if revisionOf(t, src+"\ufeff.") == revisionOf(t, src+".") {
			t.Error("within the text it is one")
		}
	}
}
