package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestATicketBreaksLinesAsItsPostmortem: a line break of HTML is one there, too; other words
// in angle brackets, and code, stay what they say.
func TestATicketBreaksLinesAsItsPostmortem(t *testing.T) {
	d, err := postmortem.Parse("a.md", []byte("### AI-1: T\n- When: a deploy fails<br>twice\n- After: the pipeline rolls back <pod-name><br />and `a<br>b` pages\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.TicketBody(d.ActionItems()[0], "a.md")
	if err != nil || !strings.Contains(got, "** a deploy fails<br>twice\n") || !strings.Contains(got, "** the pipeline rolls back \\<pod-name><br />and `a<br>b` pages\n") {
		t.Errorf("%v\n%s", err, got)
	}
}

// TestATicketHasNoEmptyLabels: what an item does not say is left out of its ticket.
func TestATicketHasNoEmptyLabels(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "T\n\n- Incident: INC-2026-0042\n\n**When** a deploy fails\n\nThis ticket was opened from the postmortem a.md, action item AI-1. It is done when the change of behaviour above was seen to hold.\n",
		"ja": "T\n\n- インシデント: INC-2026-0042\n\n**きっかけ** a deploy fails\n\nポストモーテム a.md の AI-1 から起票しました。上の行動の変化が確認できたときに完了です。\n",
	} {
		d, err := postmortem.Parse("a.md", []byte("---\nincident: INC-2026-0042\nlang: "+lang+"\n---\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := d.TicketBody(incident.ActionItem{ID: "AI-1", Title: "T", When: "a deploy fails"}, "a.md"); err != nil || got != want {
			t.Errorf("%s: %v\n%q\nwant\n%q", lang, err, got, want)
		}
	}
}
