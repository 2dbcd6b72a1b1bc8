package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestBrowser walks from the declaration to the closing in a real browser, on a
// wide screen and on a phone, in both languages, and without JavaScript. Set
// PMTRACKER_SCREENSHOTS to a folder to keep the pictures.
func TestBrowser(t *testing.T) {
	folder := filepath.Join("..", "..", "test", "browser")
	need(t, filepath.Join(folder, "node_modules", "playwright-core"), "npm ci in test/browser")
	need(t, chromiumPath(), "the package chromium")
	for _, walk := range []struct {
		name, lang    string
		width, height int
		script, dark  bool
	}{
		{"en", "en", 1360, 900, true, false},
		{"ja-phone-dark", "ja", 390, 844, true, true},
		{"ja-without-script", "ja", 1360, 900, false, false},
	} {
		t.Run(walk.name, func(t *testing.T) {
			s := newSite(t, func(o *Options) { o.SignIn = true })
			hub := httptest.NewServer(&standin.Server{Vendor: &fakehub.GitHub{Repository: "acme/checkout", Login: "pmtracker", Assignable: []string{"akiko"}}})
			t.Cleanup(func() { hub.CloseClientConnections(); hub.Close() })
			s.tracker.Provider = func() (tickets.Provider, error) {
				return github.New(github.Config{BaseURL: hub.URL, Token: "t", Repository: "acme/checkout"})
			}
			runWalk(t, folder, "walk.mjs", walk.name, map[string]any{"url": s.url, "setup": s.server.SetupPath(), "lang": walk.lang, "width": walk.width, "height": walk.height,
				"script": walk.script, "dark": walk.dark})
		})
	}
}

// TestLiveRoom counts what a browser fetches while others write into the room.
func TestLiveRoom(t *testing.T) {
	folder := filepath.Join("..", "..", "test", "browser")
	need(t, filepath.Join(folder, "node_modules", "playwright-core"), "npm ci in test/browser")
	need(t, chromiumPath(), "the package chromium")
	s := newSite(t, nil)
	var err error
	if s.tracker.Config.Policy, err = incident.NewPolicy([]string{"G1", "G3", "G5", "G6", "G7"}); err != nil {
		t.Fatal(err)
	}
	room := s.person("en").must(s.person("en").post("/declare", "title", "Checkout fails", "severity", "SEV2"), http.StatusSeeOther).location
	burst := s.burst(t, room)
	runWalk(t, folder, "live.mjs", "live", map[string]any{"url": s.url, "room": room, "burst": burst.URL, "lang": "en", "width": 1360, "height": 900, "script": true})
}

// burst serves an address at which a walk asks others to write into a room.
func (s *site) burst(t *testing.T, room string) *httptest.Server {
	burst := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.URL.Query().Get("from"))
		n, _ := strconv.Atoi(r.URL.Query().Get("n"))
		if who := r.URL.Query().Get("takes"); who != "" { // the step of the checklist asks for both roles
			for _, role := range []incident.Role{incident.Commander, incident.Communication} {
				if err := s.tracker.AssignRole(r.Context(), tracker.CommandLine("@ben"), path.Base(room), role, who); err != nil {
					http.Error(w, err.Error(), http.StatusInternalServerError)
				}
			}
		}
		if does := r.URL.Query().Get("does"); does != "" {
			if err := s.elsewhere(r.Context(), path.Base(room), does); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		}
		for i := range n {
			entry := tracker.Entry{Kind: incident.KindNote, Text: fmt.Sprintf("event %d.", from+i)}
			if _, err := s.tracker.Log(r.Context(), tracker.CommandLine("@ben"), path.Base(room), entry); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		}
	}))
	t.Cleanup(burst.Close)
	return burst
}

// elsewhere does to an incident what somebody at another door does.
func (s *site) elsewhere(ctx context.Context, key, what string) error {
	ben, t := tracker.CommandLine("@ben"), s.tracker
	switch what {
	case "tick":
		return t.Tick(ctx, ben, key, incident.StepFirstReport)
	case "ops":
		return t.AssignRole(ctx, ben, key, incident.Operations, "@dora")
	case "handover":
		return t.HandOverRole(ctx, ben, key, incident.Commander, "@eve", "")
	case "contain":
		_, err := t.Log(ctx, ben, key, tracker.Entry{Kind: incident.KindContainment, Text: "the deploy is rolled back"})
		return err
	case "recover":
		value := 0.2
		_, err := t.Recover(ctx, ben, key, tracker.RecoveryRequest{KPIs: []incident.KPI{{Name: "error_rate", Value: &value, Baseline: &incident.Range{High: 2}, ReadBy: "@ben"}}})
		return err
	case "generate":
		_, err := t.Generate(ctx, ben, key, incident.English, postmortem.Template{})
		return err
	}
	_, err := t.Close(ctx, ben, key, incident.English, false)
	return err
}

// TestKeysAndPaper presses every key that the page of the keyboard names, and looks at
// what would be printed.
func TestKeysAndPaper(t *testing.T) {
	folder := filepath.Join("..", "..", "test", "browser")
	need(t, filepath.Join(folder, "node_modules", "playwright-core"), "npm ci in test/browser")
	need(t, chromiumPath(), "the package chromium")
	s := newSite(t, nil)
	p := s.person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	was := p.must(p.get(base+"/postmortem.md"), http.StatusOK).body
	p.must(p.post(base+"/edit", "base", "1", "text", paperWithItems(was, "improve monitoring")+"\nCheckout fails at noon. The engineer was careless.\n"), http.StatusSeeOther)
	live := p.must(p.post("/declare", "title", "Search fails", "severity", "SEV2"), http.StatusSeeOther).location
	runWalk(t, folder, "keys.mjs", "keys", map[string]any{"url": s.url, "incident": base, "live": live, "lang": "en", "width": 1360, "height": 900, "script": true})
}

// TestUnsent leaves pages on which something was typed.
func TestUnsent(t *testing.T) {
	folder := filepath.Join("..", "..", "test", "browser")
	need(t, filepath.Join(folder, "node_modules", "playwright-core"), "npm ci in test/browser")
	need(t, chromiumPath(), "the package chromium")
	s := newSite(t, nil)
	p := s.person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	live := p.must(p.post("/declare", "title", "Search fails", "severity", "SEV2"), http.StatusSeeOther).location
	burst := s.burst(t, live)
	runWalk(t, folder, "unsent.mjs", "unsent", map[string]any{"url": s.url, "incident": base, "live": live, "burst": burst.URL, "lang": "en", "width": 1360, "height": 900, "script": true})
}

// TestNarrow looks at every page with names as long as they may be.
func TestNarrow(t *testing.T) {
	folder := filepath.Join("..", "..", "test", "browser")
	need(t, filepath.Join(folder, "node_modules", "playwright-core"), "npm ci in test/browser")
	need(t, chromiumPath(), "the package chromium")
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			s := newSite(t, nil)
			long := s.longNames(lang)
			runWalk(t, folder, "narrow.mjs", "narrow-"+lang, map[string]any{"url": s.url, "lang": lang, "width": 360, "height": 740, "script": true, "room": long["room"], "pages": long})
		})
	}
}

// longNames makes incidents whose names nobody breaks, and gives their pages.
func (s *site) longNames(lang string) map[string]string {
	p := s.person(lang)
	word := strings.Repeat("checkout-payment-gateway-", 4)[:80]
	s.tracker.Config.People = append(s.tracker.Config.People, incident.Person{ID: "@" + word[:60], Name: word[:60], Team: word[:60]})
	title := strings.Repeat("x", 60) + " " + word
	live := p.must(p.post("/declare", "title", title, "severity", "SEV2", "service", word), http.StatusSeeOther).location
	p.must(p.post(live+"/roles", "role", "IC", "person", "@"+word[:60]), http.StatusSeeOther)
	p.must(p.post(live+"/log", "text", "https://example.com/"+strings.Repeat(word, 3)), http.StatusSeeOther)
	p.must(p.post(live+"/decide", "question", word, "option", word, "uncertainty", "low", "rollback", "high", "chosen", "0"), http.StatusSeeOther)
	p.must(p.post(live+"/reports/first", "next_in", "30", "set.symptom", word), http.StatusSeeOther)
	over := p.must(p.post("/declare", "title", title, "severity", "SEV2", "service", word), http.StatusSeeOther).location
	p.must(p.post(over+"/log", "text", "containment: "+word), http.StatusSeeOther)
	p.must(p.post(over+"/log", "text", "hypothesis: 接続プールが枯渇している可能性が高い https://example.com/"+strings.Repeat(word, 3)), http.StatusSeeOther)
	p.must(p.post(over+"/recover", "name", word[:60], "value", "0.2", "low", "0", "high", "2", "read_by", "@"+word[:60]), http.StatusSeeOther)
	p.must(p.post(over+"/generate"), http.StatusSeeOther)
	text := p.must(p.get(over+"/postmortem.md"), http.StatusOK).body
	text += "\n### AI-1: " + word + "\n- Kind: prevent\n- Owner: @" + word[:60] + "\n- Due: 2020-01-31\n- Ticket: https://github.com/acme/" + word + "/issues/812\n- After: " + word + " `" + word + "`\n"
	p.must(p.post(over+"/edit", "base", "1", "text", text, "note", word), http.StatusSeeOther)
	p.must(p.post(over+"/comments", "revision", "2", "line", "20", "text", word, "suggestion", word), http.StatusSeeOther)
	return map[string]string{
		"list": "/", "declare": "/declare", "items": "/items", "items-filtered": "/items?owner=@" + word[:60] + "&service=" + word, "trends": "/trends", "keys": "/keys", "api": "/api", "account": "/account",
		"room": live, "decide": live + "/decide", "review-early": live + "/review", "reports": live + "/reports", "report": live + "/reports/periodic", "recover": live + "/recover", "history-early": live + "/history",
		"room-over": over, "review": over + "/review", "source": over + "/review?source=1", "edit": over + "/edit", "comment": over + "/comments?revision=2&line=20", "item": over + "/items/AI-1", "history": over + "/history", "recovered": over + "/recover",
		"completion": over + "/reports/completion", "missing": "/" + word,
	}
}

// runWalk walks through the site in a real browser.
func runWalk(t *testing.T, folder, script, name string, options map[string]any) {
	t.Helper()
	if out := os.Getenv("PMTRACKER_SCREENSHOTS"); out != "" {
		options["out"] = filepath.Join(out, name)
	}
	text, err := json.Marshal(options)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(folder, script), string(text))
	cmd.Env = append(os.Environ(), "CHROMIUM="+chromiumPath())
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

func chromiumPath() string {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path
	}
	return "/usr/bin/chromium"
}

// need skips a test whose program is not installed, or fails it where everything
// has to be there.
func need(t *testing.T, path, what string) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		return
	}
	if all, _ := strconv.ParseBool(os.Getenv("PMTRACKER_TEST_ALL")); all {
		t.Fatalf("%s is not there; it comes with %s", path, what)
	}
	t.Skipf("%s is not there; it comes with %s", path, what)
}
