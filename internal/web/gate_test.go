package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// unmetPaper has two action items: one without a ticket, one whose ticket is none.
const unmetPaper = `
### AI-1: The pipeline rolls back by itself
- Kind: prevent
- Owner: @ben
- Due: 2099-01-31
- When: a deploy raises the error rate above 2% for 5 minutes
- Before: somebody notices and rolls back by hand after about 40 minutes
- After: the deploy pipeline rolls back within 2 minutes and pages the owner
- Verified by: a deploy that fails on purpose is rolled back within 2 minutes in staging

### AI-2: The alert names the deploy
- Owner: @ben
- Ticket: soon
`

var (
	gatePanel = regexp.MustCompile(`(?s)<section class="card gate".*?</section>`)
	gateLine  = regexp.MustCompile(`(?s)<li><a href="([^"]*)">(.*?)</li>`)
)

// TestEveryUnmetLineLeadsToItsForm follows each line of the gate to a page with the
// form or button that puts it right, and reads no command of the command line there.
func TestEveryUnmetLineLeadsToItsForm(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			s := newSite(t, nil)
			p := s.person(lang)
			live := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2", "service", "checkout"), 303).location
			p.follow(live, "/recover", `action="`+live+`/recover"`, "/reports/completion", `id="report"`)

			key := p.recovered("Checkout fails")
			base := "/incidents/" + key
			was, err := s.tracker.RevisionText(t.Context(), tracker.CommandLine("@akiko"), key, 1)
			if err != nil {
				t.Fatal(err)
			}
			p.must(p.post(base+"/edit", "base", "1", "text", was+unmetPaper), 303)
			p.follow(base, "/items/AI-1#ticket", `action="`+base+`/tickets"`, "/items/AI-2", `name="ticket"`, "/review#approve", `value="approve"`)
			p.follow(base+"/review", "/review#approve", `value="approve"`)

			none := strings.Replace(was, "author:", "no_action_items: \"the service is gone\"\nauthor:", 1)
			p.must(p.post(base+"/edit", "base", "2", "text", none), 303)
			p.follow(base, "/review#approve", `value="approve"`)

			empty := p.must(p.post("/declare", "title", "Search fails", "severity", "SEV3", "service", "search"), 303).location
			p.must(p.post(empty+"/log", "text", "containment: the deploy is rolled back", "role", "Ops"), 303)
			p.must(p.post(empty+"/recover", "name", "error_rate", "value", "0.2", "low", "0", "high", "2", "read_by", "@akiko"), 303)
			p.follow(empty, "#generate", `action="`+empty+`/generate"`)
		})
	}
}

// follow goes where every line of the gate of a page leads. The ways are some of
// them, each followed by what has to be there to put it right.
func (p *person) follow(path string, ways ...string) {
	p.Helper()
	panel := gatePanel.FindString(p.must(p.get(path), http.StatusOK).body)
	leads := map[string]string{}
	for _, line := range gateLine.FindAllStringSubmatch(panel, -1) {
		if text := plainText(line[2]); strings.Contains(text, "pmtracker") || strings.Contains(text, "--as") {
			p.Errorf("%s: a page tells to run a command: %s", path, text)
		}
		to, place, _ := strings.Cut(line[1], "#")
		leads[line[1]] = p.must(p.get(to), http.StatusOK).body
		if place != "" && !strings.Contains(leads[line[1]], `id="`+place+`"`) {
			p.Errorf("%s: %s has no place %q", path, to, place)
		}
	}
	base := strings.TrimSuffix(path, "/review")
	for i := 0; i+1 < len(ways); i += 2 {
		if body, ok := leads[base+ways[i]]; !ok || !strings.Contains(body, ways[i+1]) {
			p.Errorf("%s: no line leads to %s with %s", path, ways[i], ways[i+1])
		}
	}
}
