package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestThePanelIsOnEveryPageOfAnIncident: whether it can be closed is to be seen
// wherever somebody works on it, before there is a postmortem and afterwards.
func TestThePanelIsOnEveryPageOfAnIncident(t *testing.T) {
	p := newSite(t, nil).person("en")
	live := p.must(p.post("/declare", "title", "Search fails", "severity", "SEV2"), http.StatusSeeOther).location
	over := "/incidents/" + p.recovered("Checkout fails")
	was := p.must(p.get(over+"/postmortem.md"), http.StatusOK).body
	p.must(p.post(over+"/edit", "base", "1", "text", paperWithItems(was, "roll back")), http.StatusSeeOther)
	p.post(over + "/tickets") // no provider answers, and the page of the order says so
	pages := map[string][]string{
		live: {"", "/review", "/reports", "/reports/first", "/recover", "/history", "/decide"},
		over: {"", "/review", "/edit", "/reports", "/reports/completion", "/recover", "/history", "/items/AI-1", "/tickets", "/comments?revision=2&line=20"},
	}
	for base, all := range pages {
		for _, path := range all {
			page := p.must(p.get(base+path), http.StatusOK).body
			if n := strings.Count(page, `id="gate"`); n != 1 || !strings.Contains(page, `href="#gate"`) {
				t.Errorf("%s has the panel %d times", base+path, n)
			}
			if n := strings.Count(page, `class="rule `); n != 8 {
				t.Errorf("%s tells of %d rules", base+path, n)
			}
		}
	}
}
