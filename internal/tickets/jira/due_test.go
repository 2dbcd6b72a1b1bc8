package jira

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestDueInADescription: another day goes into the line in which people read it,
// in wiki markup and in documents, and into no other.
func TestDueInADescription(t *testing.T) {
	due := civil.Date{Year: 2027, Month: 2, Day: 1}
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
		after, err := json.Marshal(withDue(before, due, incident.English))
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
		if got := withDue(json.RawMessage(before), due, incident.English); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := withDue(json.RawMessage(`"*Due:* 2026-11-30\n\ntext"`), due, incident.English); got != "*Due:* 2027-02-01\n\ntext" {
		t.Errorf("wiki markup: %q", got)
	}
}
