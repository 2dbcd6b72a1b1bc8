package web

import (
	"encoding/json"
	"html"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestWhatAGenerateLeftIsSaid: where people changed what the record has, generating
// again leaves it, and the page that answers lists each place, with both values; the API does, too.
func TestWhatAGenerateLeftIsSaid(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"Where people had changed it", `Value at recovery: "0.3" stands here and stays; pmtracker has "0.2"`, "To the postmortem"},
		"ja": {"手で直されていた次の箇所", "「0.3」は手で直された可能性があるため残しました。記録では「0.2」です", "ポストモーテムへ"},
	} {
		s := newSite(t, nil)
		s.tracker.Config.Lang = incident.Lang(lang)
		p := s.person(lang)
		base := "/incidents/" + p.recovered("Checkout answers 500")
		p.must(p.post(base+"/generate"), 303) // nobody changed anything: there is nothing to list
		was := p.get(base + "/postmortem.md").body
		changed := strings.Replace(was, "| error_rate |  | 0.2 |", "| error_rate |  | 0.3 |", 1)
		if changed == was {
			t.Fatal(was)
		}
		p.must(p.post(base+"/edit", "base", "1", "text", changed), 303)
		answer := p.must(p.post(base+"/generate"), 200)
		said := html.UnescapeString(plainTextAll(answer.body))
		for _, text := range want {
			if !strings.Contains(said, text) {
				t.Errorf("%s: the answer lacks %q: %s", lang, text, said)
			}
		}
		if !strings.Contains(answer.body, `href="`+base+`/review"`) {
			t.Errorf("%s: the answer leads nowhere: %s", lang, answer.body)
		}
		var paper struct {
			Left []string `json:"left"`
		}
		if err := json.Unmarshal([]byte(p.must(p.call("POST", base+"/postmortem", ""), 200).body), &paper); err != nil || len(paper.Left) != 1 || !strings.Contains(paper.Left[0], want[1]) {
			t.Errorf("%s: the API says %q, %v", lang, paper.Left, err)
		}
		if now := p.get(base + "/postmortem.md").body; now != changed {
			t.Errorf("%s: what people wrote was changed: %s", lang, now)
		}
	}
}
