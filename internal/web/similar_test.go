package web

import (
	"strings"
	"testing"
)

// TestEarlierIncidentsSayWhatIsOverdue: beside a new incident the items that should have
// prevented it are open or overdue, in the reader's language.
func TestEarlierIncidentsSayWhatIsOverdue(t *testing.T) {
	for lang, want := range map[string]string{"en": "Roll back overdue AI-2 Train open", "ja": "Roll back 期限超過 AI-2 Train 未完了"} {
		p := newSite(t, nil).person(lang)
		base := "/incidents/" + p.recovered("Card payments fail")
		text := p.must(p.get(base+"/postmortem.md"), 200).body +
			"\n### AI-1: Roll back\n- Owner: @ben\n- Due: 2020-01-31\n\n### AI-2: Train\n- Owner: @ben\n- Due: 2099-01-31\n"
		p.must(p.post(base+"/edit", "base", "1", "text", text), 303)
		a := p.must(p.post("/declare", "title", "Card payments fail again", "severity", "SEV2"), 303)
		if got := plainTextAll(p.must(p.get(a.location), 200).body); !strings.Contains(got, want) {
			t.Errorf("%s: the page does not say %q: %s", lang, want, got)
		}
	}
}
