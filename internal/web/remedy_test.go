package web

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// TestRefusalsLeadToTheForm: a page does not teach the command line.
func TestRefusalsLeadToTheForm(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		p := newSite(t, nil).person(lang)
		base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
		p.must(p.post(base+"/roles", "role", "IC", "person", "@chie"), 303)
		for _, c := range []struct {
			path string
			form []string
			way  string
		}{
			{"/log", []string{"text", "recovered: it works again"}, "/recover"},
			{"/log", []string{"text", "role: @ben is Ops"}, "#roles"},
			{"/log", []string{"text", "correction: it was 10:05"}, "#timeline"},
			{"/log", []string{"text", "action: rolled back", "role", "IC"}, "/decide?question=rolled+back"},
			{"/roles", []string{"role", "IC", "person", "@ben"}, "#roles"},
			{"/reports/completion", nil, "/recover"},
		} {
			a := p.post(base+c.path, c.form...)
			if a.status != 400 && a.status != 422 {
				t.Fatalf("%v: status %d", c.form, a.status)
			}
			if said := html.UnescapeString(plainTextAll(a.body)); strings.Contains(said, " --") || strings.Contains(said, "pmtracker ") && strings.Contains(said, "INC ") {
				t.Errorf("%v: %s", c.form, said)
			}
			if !strings.Contains(a.body, `href="`+base+c.way+`"`) {
				t.Errorf("%v: no way to %s", c.form, c.way)
			}
			if !strings.HasPrefix(c.way, "#") && !strings.Contains(a.body, `href="`+base+`"`) {
				t.Errorf("%v: no way back", c.form)
			}
		}
		for _, a := range []answer{p.must(p.get(base+"/reports/completion"), 200), p.must(p.post(base+"/reports/completion/preview"), 200)} {
			if strings.Contains(a.body, "pmtracker recover") || !strings.Contains(a.body, `<a href="`+base+`/recover">`) {
				t.Error("the page of the completion report does not lead to the recovery")
			}
		}
		p.must(p.post(base+"/log", "text", "containment: rolled back"), 303)
		if a := p.must(p.post(base+"/recover", "read_by", "@ben"), 422); strings.Contains(a.body, "--kpi") {
			t.Error("the page of the recovery teaches the command line")
		}
	}
}

// TestALineIsCorrectedFromWhereItStands: the correction points at the line, which stays.
func TestALineIsCorrectedFromWhereItStands(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
	p.must(p.post(base+"/log", "text", "the pool of node 3 is full"), 303)
	way := regexp.MustCompile(`href="(` + base + `/correct/[^"]+)">correct this<span class="vh">: the pool`).FindStringSubmatch(p.get(base).body)
	if way == nil {
		t.Fatal("no line can be corrected")
	}
	if a := p.must(p.get(way[1]), 200); !strings.Contains(a.body, "the pool of node 3 is full") {
		t.Error("the form does not show the line")
	}
	p.must(p.post(way[1], "text", " "), 400)
	p.must(p.post(way[1], "text", "it was node 4"), 303)
	room := p.get(base).body
	if !strings.Contains(room, "it was node 4") || !strings.Contains(room, `class="k-note corrected"`) || !strings.Contains(room, "the pool of node 3 is full") {
		t.Error("the line is not corrected")
	}
	p.must(p.get(base+"/correct/none"), 404)
	p.must(p.post(way[1], "text", "2 min ago node 4 was full already"), 303)
	if shown := p.must(p.call("GET", base, ""), 200).body; !strings.Contains(shown, `"text":"node 4 was full already"`) || !strings.Contains(shown, `"corrected_at":"20`) {
		t.Errorf("the time at the beginning is not that of the line: %s", shown)
	}
}

// TestAServerWithoutTicketsSaysSo: closing asks the ticket system. Where the server has no
// access to it nothing that was sent is wrong, and the page says whom to ask.
func TestAServerWithoutTicketsSaysSo(t *testing.T) {
	s := newSite(t, nil)
	s.tracker.Provider = func() (tickets.Provider, error) { return github.New(github.Config{Repository: "acme/checkout"}) }
	for lang, want := range map[string][2]string{"en": {"Not reachable right now", "Ask whoever runs it"}, "ja": {"いまは利用できません", "サーバーの管理者に"}} {
		p := s.person(lang)
		base := "/incidents/" + p.recovered("Checkout fails")
		text := p.must(p.get(base+"/postmortem.md"), 200).body + "\n### AI-1: Roll back\n- Ticket: https://github.com/acme/checkout/issues/8\n"
		p.must(p.post(base+"/edit", "base", "1", "text", text), 303)
		if page := plainText(p.must(p.post(base+"/close"), 503).body); !strings.Contains(page, want[0]) || !strings.Contains(page, want[1]) {
			t.Errorf("closing without a ticket system: %s", page)
		}
	}
}

// TestTheCommandersLineIsNotLost: a line that reads as hands-on work of the IC comes back
// in the form in which it was written, with the kinds and roles to choose from, and is
// taken as a decision then.
func TestTheCommandersLineIsNotLost(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		p := newSite(t, nil).person(lang)
		base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
		p.must(p.post(base+"/roles", "role", "IC", "person", "@chie"), 303)
		a := p.must(p.post(base+"/log", "text", "action: restart <the> pods", "role", "IC"), 422)
		for _, want := range []string{`action="` + base + `/log"`, `value="action: restart &lt;the&gt; pods"`, `<option value="IC" selected>`, `<option value="decision">`,
			`href="` + base + `/decide?question=restart+%3Cthe%3E+pods"`, `href="` + base + `">`} {
			if !strings.Contains(a.body, want) {
				t.Errorf("%s: the page lacks %s", lang, want)
			}
		}
		if a := p.must(p.get(base+"/decide?question=restart+%3Cthe%3E+pods"), 200); !strings.Contains(a.body, `value="restart &lt;the&gt; pods"`) {
			t.Error("the form of a decision does not say what is decided")
		}
		p.must(p.post(base+"/log", "text", "action: restart <the> pods", "role", "IC", "kind", "decision"), 303)
	}
}
