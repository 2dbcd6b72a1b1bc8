package postmortem

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// withAfter is a document of one item whose After is written like this.
func withAfter(after string) string {
	return "---\nincident: INC-1\nlang: en\n---\n\n## Action items\n\n### AI-1: T\n\n- When: x happens\n- Before: by hand\n- After:" + after + "\n- Verified by: a test\n"
}

func TestWhatIsNestedBelongsToTheField(t *testing.T) {
	for after, want := range map[string]string{
		" the pipeline:\n  - rolls back\n  - pages":               "the pipeline:\n- rolls back\n- pages",
		" the pipeline:\n\n  * rolls\n    back\n\n  + pages":      "the pipeline:\n- rolls back\n- pages",
		" the pipeline:\n\t- rolls back\n\t- pages":               "the pipeline:\n- rolls back\n- pages",
		"\n  - rolls back\n  - pages":                             "- rolls back\n- pages",
		"\n  - rolls back":                                        "rolls back",
		"\n\n  rolls back":                                        "rolls back",
		" all:\n  1. rolls back\n  2) pages\n\n  Nobody decides.": "all:\n1. rolls back\n2. pages\n\nNobody decides.",
		" all:\n  1. rolls back\n     - at once\n  2. pages":      "all:\n1. rolls back\n   - at once\n2. pages",
		" all:\n  - rolls back\n\n    at once\n  - pages":         "all:\n- rolls back\n\n  at once\n- pages",
		" all:\n  - [ ] rolls back\n  - [x] pages":                "all:\n- [ ] rolls back\n- [x] pages",
		" all:\n  - rolls back <!-- note -->\n  - ~~be careful~~": "all:\n- rolls back",
		" all:\n  <!-- note -->\n  - rolls back":                  "all:\n- rolls back",
		" all:\n  - rolls back\n  > somebody's words":             "all:\n- rolls back",
		" all:\n  > somebody's words":                             "all:",
		"\n  > the pipeline rolls back":                           "the pipeline rolls back",
		" the pipeline\n  rolls back":                             "the pipeline rolls back",
		" the pipeline\nrolls back":                               "the pipeline rolls back",
		" rolls back\n  ```\n  code\n  ```":                       "rolls back",

		" from now on:": "",
		" from now on:\n  - TODO\n  - ⟨what⟩":         "",
		" from now on:\n  <!-- note -->":              "",
		"\n  - TODO\n  - TBD":                         "",
		" from now on:\n  - TODO\n  - pages":          "from now on:\n- TODO\n- pages",
		" from now on:\n\n  | a |\n  |---|\n  | b2 |": "from now on:",
		" from now on:\n\n  > the pipeline":           "from now on: the pipeline",
		" rolls back <!-- c -->\n  - in 2 min":        "rolls back\n- in 2 min",
	} {
		for _, ending := range []string{"\n", "\r\n"} {
			if got := parsed(t, strings.ReplaceAll(withAfter(after), "\n", ending)).Items[0].After; got != want {
				t.Errorf("%q: %q, want %q", after, got, want)
			}
		}
	}
}

// TestWordsStandInTheirLine: what is nested under an owner, a day, a ticket or a record of
// a verification is a note, unless nothing stands in the line.
func TestWordsStandInTheirLine(t *testing.T) {
	d := parsed(t, "## Action items\n\n### AI-1: T\n\n- Owner: @ben\n  - @akiko\n- Due: 2026-12-15\n  - agreed\n- Ticket:\n  - PAY-7\n- Verified: 2027-01-20 @ben: seen\n  - not in production\n")
	it := d.Items[0]
	if it.Owner != "@ben" || it.Due.String() != "2026-12-15" || it.Ticket != "PAY-7" || it.Verified != "2027-01-20 @ben: seen" {
		t.Errorf("%+v", it.ActionItem)
	}
	out, err := d.SetField("AI-1", incident.FieldOwner, "@chris")
	if want := strings.Replace(string(d.Source), "@ben\n", "@chris\n", 1); err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestAListIsConcreteByOneEntry(t *testing.T) {
	for after, want := range map[string]string{ // the words that the finding is about; empty: there is none
		" from now on:\n  - improve monitoring\n  - be careful":                                    "improve monitoring",
		" from now on:\n  - TODO\n  - [ ] improve monitoring":                                      "improve monitoring",
		" from now on:\n\n  improve monitoring":                                                    "improve monitoring",
		" improve monitoring\n  - be careful":                                                      "improve monitoring",
		"\n  1. improve\n     monitoring\n  2. be careful":                                         "improve\n     monitoring",
		" from now on:\n  - this:\n    - be careful":                                               "be careful",
		" the deploy pipeline does this:\n  - rolls back within 2 minutes\n  - pages on-call":      "",
		" the deploy pipeline rolls back within 2 minutes:\n  - improve monitoring":                "",
		" improve monitoring\n  - the alert payment_pool_full pages on-call within 1 minute":       "",
		"\n  - improve monitoring\n  - the deploy pipeline rolls back within 2 minutes":            "",
		" from now on:\n  - in production:\n    - the deploy pipeline rolls back within 2 minutes": "",
	} {
		d := parsed(t, withAfter(after))
		got := ""
		for _, f := range Check(d, CheckOptions{}).Diagnostics {
			if f.Rule == diagnostic.ActionVague {
				got += d.text(Span{d.Offset(Position{f.Line, f.Column}), d.Offset(Position{f.EndLine, f.EndColumn})})
			}
		}
		if got != want {
			t.Errorf("%q: a finding about %q, want %q", after, got, want)
		}
	}
}

// TestBlameInAnEntryIsFoundOnce, where it stands and as the item's.
func TestBlameInAnEntryIsFoundOnce(t *testing.T) {
	d := parsed(t, strings.Replace(withAfter(" x"), "a test\n", "a test:\n  - the engineer was careless\n", 1))
	var found []diagnostic.Diagnostic
	for _, f := range Check(d, CheckOptions{}).Diagnostics {
		if f.Rule == diagnostic.Blame {
			found = append(found, f)
		}
	}
	if len(found) != 1 || found[0].Line != 14 || found[0].Column < 5 || found[0].Item != "AI-1" {
		t.Errorf("%+v", found)
	}
}

// TestTheTeamsWordsAreFoundInEntries, where they stand.
func TestTheTeamsWordsAreFoundInEntries(t *testing.T) {
	d := parsed(t, withAfter(" the deploy pipeline rolls back within 2 minutes:\n  - we touch base"))
	for _, f := range Check(d, CheckOptions{VagueWords: []string{"touch base"}}).Diagnostics {
		if f.Rule == diagnostic.ActionVague {
			if f.Line != 13 || f.Column != 8 {
				t.Errorf("%+v", f)
			}
			return
		}
	}
	t.Error("nothing was found")
}

func TestAnOverviewSumsUpByTheLead(t *testing.T) {
	const table = "\n| ID | Title | After |\n| --- | --- | --- |\n| AI-1 | T | the pipeline does this: |\n"
	d := parsed(t, withAfter(" the pipeline does this:\n  - rolls back within 2 minutes")+table)
	for _, f := range Check(d, CheckOptions{}).Diagnostics {
		if strings.Contains(f.Message, "overview") {
			t.Errorf("%+v", f)
		}
	}
}

func TestSetListOfField(t *testing.T) {
	for _, c := range []struct{ after, value, want string }{
		{" a1:\n  * b1\n  * c1 <!-- note -->", "a1:\n- b1\n- d1", " a1:\n  * b1\n  * d1 <!-- note -->"},
		{" a1:\n  - b1\n    ```\n    code\n    ```\n  - c1", "x:\n- b1\n- c1", " x:\n  - b1\n    ```\n    code\n    ```\n  - c1"},
		{" a1:\n  - b1\n  - c1", "a1:\n- b1", " a1:\n  - b1"},
		{" a1:\n  - b1\n  - c1", "x", " x"},
		{" a1:\n  - b1\n  - c1", "", " "},
		{" a1\n\n  note", "x", " x"},
		{"\n  - b1\n  - c1", "x:\n- b1\n- c1", " x:\n  - b1\n  - c1"},
		{"\n  - b1", "x", "\n  - x"},
		{" a1", "1. b1\n2. c1", "\n  1. b1\n  2. c1"},
		{" a1\n  ```\n  code\n  ```", "a1:\n- b1", " a1:\n  - b1\n  ```\n  code\n  ```"},
		{"", "a1:\n- b1", " a1:\n  - b1"},
	} {
		out, err := parsed(t, withAfter(c.after)).SetField("AI-1", incident.FieldAfter, c.value)
		if err != nil || string(out) != withAfter(c.want) {
			t.Errorf("%q to %q: %v\n%s", c.after, c.value, err, out)
		}
	}
}

// TestSetListLosesNothing: what would be lost unseen is not written over, and a text that
// would be read otherwise is not written.
func TestSetListLosesNothing(t *testing.T) {
	for _, c := range []struct {
		after, value string
		code         incident.Code
	}{
		{" a:\n  - b\n    ```\n    code\n    ```\n  - c", "x", incident.Refused},
		{" a: <!-- pmtracker:ignore blame why -->\n  - b", "x", incident.Refused},
		{" a:\n  > quoted\n\n  - b", "x", incident.Refused},
		{" a:\n  - ~~old~~\n  - b", "x", incident.Refused},
		{" a", "a\nb", incident.Invalid},
		{" a", "a\n* b", incident.Invalid},
		{" a", "a1\n- ```", incident.Invalid},
		{" a", "a1\n- # b1", incident.Invalid},
	} {
		if out, err := parsed(t, withAfter(c.after)).SetField("AI-1", incident.FieldAfter, c.value); incident.CodeOf(err) != c.code {
			t.Errorf("%q to %q: %v\n%s", c.after, c.value, err, out)
		}
	}
	if _, err := parsed(t, withAfter(" a")).SetField("AI-1", incident.FieldOwner, "a\n- b"); incident.CodeOf(err) != incident.Invalid {
		t.Errorf("two owners: %v", err)
	}
}

func TestFieldText(t *testing.T) {
	for typed, want := range map[string]string{
		" a ": "a", "a\r\nb": "a b", "切り戻す\n呼び出す": "切り戻す呼び出す", "- a": "- a",
		"a:\n* b\n• c\n・d\n+ e":         "a:\n- b\n- c\n- d\n- e",
		"a:\n1) b\n1. c\n  - d\n7. e":   "a:\n1. b\n2. c\n   - d\n3. e",
		"a:\n\n- b\n\n- c\n\n\nd\ne":    "a:\n- b\n- c\n\nd e",
		"a:\n　- b\n　　- c\n-\n- d":       "a:\n- b\n  - c\n- d",
		"a:\n\t- b\n\t\t- c":            "a:\n- b\n  - c",
		"a:\n4. b\n5. c\n\nd\n\n6. e":   "a:\n\n4. b\n5. c\n\nd\n\n6. e",
		"**a**\n-5 minutes\n10:00 call": "**a** -5 minutes 10:00 call",
	} {
		got := FieldText(typed)
		if got != want || FieldText(got) != got {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestATicketShowsTheList(t *testing.T) {
	d := parsed(t, withAfter("\n  - rolls back\n  - x <b>"))
	it := d.Items[0].ActionItem
	it.Before = "by hand:\n- a"
	body, err := d.TicketBody(it, "x.md")
	if err != nil || !strings.Contains(body, "**Before** by hand:\n- a\n\n**After** \n- rolls back\n- x \\<b>\n\n**Verified by** a test\n") {
		t.Errorf("%v\n%s", err, body)
	}
}
