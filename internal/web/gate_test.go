package web

import (
	"net/http"
	"os"
	"path/filepath"
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

// handledElsewhere is an incident that was recovered without numbers.
const handledElsewhere = `title: Search is slow
severity: SEV3
timezone: UTC
events:
  - {at: 2026-03-01T10:00:00Z, kind: detection, text: the alert fires}
  - {at: 2026-03-01T10:10:00Z, kind: containment, text: the deploy is rolled back}
  - {at: 2026-03-01T10:40:00Z, kind: recovery, text: it looks fine}
`

var (
	gatePanel = regexp.MustCompile(`(?s)<section class="card gate".*?</section>`)
	gateLine  = regexp.MustCompile(`(?s)<a href="([^"]*)">(.*?)</a>`)
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
			p.follow(base, "/items/AI-1#ticket", `action="`+base+`/tickets"`, "/review#approve", `id="approve"`,
				"/items/AI-2#f-when", `name="when"`, "/items/AI-2#f-before", `name="before"`, "/items/AI-2#f-after", `name="after"`, "/items/AI-2#f-verified_by", `name="verified_by"`,
				"/items/AI-2#f-due", `name="due"`, "/items/AI-2#f-ticket", `name="ticket"`)
			blame := strings.Replace(was, "## Impact", "The on-call engineer was careless.\n\n## Impact", 1)
			blame = strings.Replace(blame, "## 影響", "当番の不注意が原因だった。\n\n## 影響", 1) + strings.ReplaceAll(strings.ReplaceAll(unmetPaper, "- Owner: @ben\n- Ticket", "- Ticket"), "the deploy pipeline rolls back within 2 minutes and pages the owner", "improve monitoring")
			p.must(p.post(base+"/edit", "base", "2", "text", blame), 303)
			line := itoa(strings.Count(blame[:max(strings.Index(blame, "careless"), strings.Index(blame, "不注意"))], "\n") + 1)
			p.follow(base, "/review#note-line-"+line, `action="`+base+`/line"`, "/items/AI-1#f-after", `name="after"`, "/items/AI-2#f-owner", `name="owner"`)
			p.follow(base+"/review", "/review#approve", `id="approve"`)

			none := strings.Replace(was, "author:", "no_action_items: \"the service is gone\"\nauthor:", 1)
			p.must(p.post(base+"/edit", "base", "3", "text", none), 303)
			p.follow(base, "/review#approve", `id="approve"`)

			empty := p.must(p.post("/declare", "title", "Search fails", "severity", "SEV3", "service", "search"), 303).location
			p.must(p.post(empty+"/log", "text", "containment: the deploy is rolled back", "role", "Ops"), 303)
			p.must(p.post(empty+"/recover", "name", "error_rate", "value", "0.2", "low", "0", "high", "2", "read_by", "@akiko"), 303)
			if again := p.post(empty+"/recover", "name", "error_rate", "value", "0.1", "read_by", "@akiko"); again.status == 303 || strings.Count(p.get(empty+"/history").body, "incident.recover") > 1 {
				t.Errorf("a second recovery is declared: status %d", again.status)
			}
			if body := p.get(empty + "/recover").body; strings.Contains(body, `name="read_by"`) {
				t.Error("there is a form for a recovery that numbers show already")
			}
			p.follow(empty, "#generate", `action="`+empty+`/generate"`)
		})
	}
}

// TestRecoveryWithoutNumbers follows the gate of an incident that was imported as
// recovered to a form for its values, which then satisfy the gate.
func TestRecoveryWithoutNumbers(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			s := newSite(t, nil)
			p := s.person(lang)
			path := filepath.Join(t.TempDir(), "handled.yaml")
			if err := os.WriteFile(path, []byte(handledElsewhere), 0o600); err != nil {
				t.Fatal(err)
			}
			in, err := s.tracker.Import(t.Context(), tracker.CommandLine("@akiko"), []string{path})
			if err != nil {
				t.Fatal(err)
			}
			base := "/incidents/" + in[0].Key
			p.must(p.post(base+"/generate"), 303)
			p.follow(base, "/recover", `name="read_by"`)
			p.must(p.post(base+"/recover", "name", "error_rate", "value", "0.2", "low", "0", "high", "2", "read_by", "@akiko"), 303)
			if body := p.get(base + "/recover").body; strings.Contains(body, `name="read_by"`) || !strings.Contains(body, "error_rate") {
				t.Error("the values were not recorded")
			}
			if panel := gatePanel.FindString(p.get(base).body); strings.Contains(panel, base+"/recover") {
				t.Errorf("the gate still asks for the recovery: %s", panel)
			}
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
