package web

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestServiceAccessIsShown: what was given for a service stands in the row, and can be
// taken back there.
func TestServiceAccessIsShown(t *testing.T) {
	s, admin := signedSite(t, nil)
	s.signedIn(admin, "@ben", tracker.Viewer)
	admin.must(admin.post("/account/people", "account", "@ben", "service", "checkout", "access", "reviewer"), 303)
	const taken = `aria-label="Take the access to checkout from @ben"`
	if page := admin.get("/account").body; !strings.Contains(page, taken) || !strings.Contains(page, `checkout <span class="pill">reviewer`) {
		t.Error("the access for a service is shown nowhere")
	}
	admin.must(admin.post("/account/people", "account", "@ben", "service", "checkout", "access", ""), 303)
	if strings.Contains(admin.get("/account").body, taken) {
		t.Error("the access for a service is not taken back")
	}
}

// TestSetUpStaysInItsForm: a password that is too short is said where it is written.
func TestSetUpStaysInItsForm(t *testing.T) {
	s := newSite(t, func(o *Options) { o.SignIn = true })
	p := s.person("en")
	token := strings.TrimPrefix(s.server.SetupPath(), "/setup?token=")
	a := p.must(p.post("/setup", "token", token, "account", "@root", "password", "short"), 400)
	for _, text := range []string{`action="/setup"`, `value="` + token + `"`, `value="@root"`, `role="alert"`} {
		if !strings.Contains(a.body, text) {
			t.Errorf("the page lacks %s: %s", text, plainText(a.body))
		}
	}
}

// TestConflictKeepsTheNote: what the later of two editors said of the change is kept.
func TestConflictKeepsTheNote(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	was := p.get(base + "/postmortem.md").body
	p.must(p.post(base+"/edit", "base", "1", "text", was+"\nTheirs.\n"), 303)
	a := p.must(p.post(base+"/edit", "base", "1", "text", was+"\nOurs.\n", "note", "the cause is clear"), 409)
	for _, text := range []string{`value="the cause is clear"`, "One stretch was changed by both of you"} {
		if !strings.Contains(a.body, text) {
			t.Errorf("the page lacks %s", text)
		}
	}
}
