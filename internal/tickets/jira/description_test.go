package jira

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TestDueInADescription: another day goes into the line in which people read it,
// in wiki markup and in documents, and into no other.
func TestDueInADescription(t *testing.T) {
	due := civil.Date{Year: 2027, Month: 2, Day: 1}
	change := tickets.Change{Due: &due, Lang: incident.English}
	for name, markdown := range map[string]string{
		"a line":           "text of 2026-11-30\n\nDue: 2026-11-30\n\nafter 2026-11-30\n",
		"a bold label":     "text of 2026-11-30\n\n- **Owner:** akiko\n- **Due:** 2026-11-30\n",
		"in Japanese":      "2026-11-30 の件\n\n- 担当: akiko\n- **期限**: 2026-11-30\n",
		"a row of a table": "2026-11-30\n\n| a | b |\n| --- | --- |\n| Owner | akiko |\n| Due | 2026-11-30 |\n| Seen | 2026-11-30 |\n",
		"a hard break":     "text of 2026-11-30  \nDue: 2026-11-30  \nafter 2026-11-30\n",
	} {
		before, err := json.Marshal(Document(markdown))
		if err != nil {
			t.Fatal(err)
		}
		after, err := json.Marshal(changedText(before, change, nil))
		if err != nil {
			t.Fatal(err)
		}
		old, now := strings.Count(string(before), "2026-11-30"), strings.Count(string(after), "2026-11-30")
		if now != old-1 || strings.Count(string(after), "2027-02-01") != 1 {
			t.Errorf("%s: %s\nbecomes %s", name, before, after)
		}
		var was, is any
		_ = json.Unmarshal(before, &was)
		_ = json.Unmarshal(after, &is)
		a, _ := json.Marshal(was)
		b, _ := json.Marshal(is)
		if strings.ReplaceAll(string(a), "2026-11-30", "") != strings.ReplaceAll(strings.ReplaceAll(string(b), "2027-02-01", ""), "2026-11-30", "") {
			t.Errorf("%s: more than the day has changed:\n%s\n%s", name, a, b)
		}
	}
	for name, before := range map[string]string{
		"nothing there": `null`, "no due date": `{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"2026-11-30"}]}]}`,
		"a text without one": `"2026-11-30"`, "no document": `[1]`,
	} {
		if got := changedText(json.RawMessage(before), change, nil); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := changedText(json.RawMessage(`"*Due:* 2026-11-30\n\ntext"`), change, nil); got != "*Due:* 2027-02-01\n\ntext" {
		t.Errorf("wiki markup: %q", got)
	}
}

// TestOwnLinesInADescription: title and owner follow in documents too, whatever nodes
// they stand in, and nothing else changes.
func TestOwnLinesInADescription(t *testing.T) {
	owner := "@carla"
	change := tickets.Change{Owner: &owner, Was: "Old `title`\n", Text: "New <b> `title` of all\n\n- Owner: @carla\n"}
	for name, c := range map[string]struct{ owner, markdown, want string }{
		"one node":     {"@ben", "Old `title`\n\n- Owner: @ben\n- Due: 2026-11-30\n\nOwner: Old title\n", "New  title of all\nOwner: @carla\nDue: 2026-11-30\nOwner: Old title"},
		"several":      {"@ben_k", "Old `title`\n\n- **Owner:** @b*e*n_k\n\ntext\n", "New  title of all\nOwner: @carla\ntext"},
		"a table":      {"@ben", "Old `title`\n\n| a | b |\n| --- | --- |\n| Owner | @ben |\n", "New  title of all\na|b\nOwner|@carla"},
		"the owner":    {"@ben", "Said otherwise\n\n- Owner: @ben\n", "Said otherwise\nOwner: @carla"},
		"shorter":      {"@carla-from-payments", "Old `title`\n\n- Owner: @carla-from-payments\n", "New  title of all\nOwner: @carla"},
		"people's":     {"@ben", "Old `title`\n\n- Owner: @ben, ask him before\n", "New  title of all\nOwner: @ben, ask him before"},
		"nothing left": {"@carlax", "Old `title`\n\n- Owner: @carla**x**\n\nx", "New  title of all\nOwner: @carla\nx"},
	} {
		before, err := json.Marshal(Document(c.markdown))
		if err != nil {
			t.Fatal(err)
		}
		after := changedText(before, change, func(said string) bool { return said == c.owner })
		if got := textOf(after); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if text, _ := json.Marshal(after); strings.Contains(string(text), `"text":""`) {
			t.Errorf("%s: an empty node: %s", name, text)
		}
	}
	ben := func(said string) bool { return said == "@ben" }
	if got := changedText(json.RawMessage(`"Old {{title}}\n\n* Owner: @ben"`), change, ben); got != "New  {{title}} of all\n\n* Owner: @carla" {
		t.Errorf("wiki markup: %q", got)
	}
	if got := changedText(json.RawMessage(`"by hand"`), change, ben); got != nil {
		t.Errorf("people's own: %q", got)
	}
}
