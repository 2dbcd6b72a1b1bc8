package web

import (
	"net/url"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// Somebody who signs in elsewhere before the first admin is made takes nothing from
// whoever reads the server's terminal.
func TestTheFirstAdminIsMadeAfterOthersSignedIn(t *testing.T) {
	storetest.Each(t, theFirstAdminIsMadeAfterOthersSignedIn)
}

func theFirstAdminIsMadeAfterOthersSignedIn(t *testing.T, dsn string) {
	s := newSiteOn(t, dsn, func(o *Options) { o.SignIn = true })
	early := tracker.Identity{Issuer: "https://id.example.com", Subject: "1", Login: "early"}
	if _, err := s.tracker.SignInAs(t.Context(), early, tracker.Viewer, "web 192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	again, err := New(t.Context(), s.tracker, s.server.options)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if again.SetupPath() == "" {
		t.Error("after a restart the first admin can no longer be made")
	}
	setup, err := url.Parse(s.server.SetupPath())
	if err != nil {
		t.Fatal(err)
	}
	token := setup.Query().Get("token")
	admin := s.person("en")
	admin.must(admin.post("/setup", "token", token, "account", "@early", "password", goodPassword), 409)
	admin.must(admin.post("/setup", "token", token, "account", "@root", "password", goodPassword), 303)
	admin.must(admin.post("/account/people", "account", "@early", "access", "responder"), 303)
	last, err := New(t.Context(), s.tracker, s.server.options)
	if err != nil {
		t.Fatal(err)
	}
	defer last.Close()
	if last.SetupPath() != "" {
		t.Error("a second first admin can be made")
	}
}

// TestTheSiteIsAHostAlone: a / at its end is no path.
func TestTheSiteIsAHostAlone(t *testing.T) {
	s := newSite(t, nil)
	for address, want := range map[string]string{"https://pm.example.com": "https://pm.example.com", "http://pm.example.com:8080//": "http://pm.example.com:8080",
		"https://ops.example.com/pm": "", "https://pm.example.com?x=1": "", "pm.example.com": ""} {
		o := s.server.options
		o.PublicURL = address
		server, err := New(t.Context(), s.tracker, o)
		if want == "" {
			if incident.CodeOf(err) != incident.Invalid {
				t.Errorf("%s: %v", address, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if server.Site() != want {
			t.Errorf("%s: %s, not %s", address, server.Site(), want)
		}
		server.Close()
	}
}
