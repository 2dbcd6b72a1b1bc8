package web

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestNotesAreInTheReadersLanguage: an item's names its fields, and what people wrote stays.
func TestNotesAreInTheReadersLanguage(t *testing.T) {
	for note, want := range map[string]string{
		"AI-1 owner due": "AI-1: 担当、期限", "AI-12 ticket": "AI-12: チケット", "AI-1 owner is new": "AI-1 owner is new", "AI-1": "AI-1", "": "",
		"AI-1 verified": "AI-1: " + incident.FieldVerified.Label(incident.Japanese),
		"put right":     "訂正", "imported from a.md": "a.md から取り込み", "suggestion by @ben": "@ben の提案", "reopened: it came back": "再オープン: it came back",
	} {
		if got := noteLabel(note, incident.Japanese); got != want {
			t.Errorf("%q reads %q, want %q", note, got, want)
		}
	}
}
