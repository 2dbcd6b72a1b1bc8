package web

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/oauth2-proxy/mockoidc"

	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

const goodPassword = "correct horse battery"

// signedSite serves with sign-in and an admin, @root.
func signedSite(t *testing.T, change func(*Options)) (*site, *person) {
	t.Helper()
	return signedSiteOn(t, storetest.SQLite(t), change)
}

// signedSiteOn is signedSite on the database of a DSN.
func signedSiteOn(t *testing.T, dsn string, change func(*Options)) (*site, *person) {
	t.Helper()
	s := newSiteOn(t, dsn, func(o *Options) {
		o.SignIn = true
		if change != nil {
			change(o)
		}
	})
	admin := s.person("en")
	path := s.server.SetupPath()
	admin.must(admin.get(path), 200)
	token := strings.TrimPrefix(path, "/setup?token=")
	admin.must(admin.post("/setup", "token", "wrong", "account", "@evil", "password", goodPassword), 403)
	admin.must(admin.post("/setup", "token", token, "account", "@root", "password", "short"), 400)
	admin.must(admin.post("/setup", "token", token, "account", "@root", "password", goodPassword), 303)
	admin.must(admin.post("/setup", "token", token, "account", "@evil", "password", goodPassword), 403)
	admin.must(admin.get(path), 403)
	return s, admin
}

// signedIn gives somebody with an access, signed in.
func (s *site) signedIn(admin *person, name string, access tracker.Access) *person {
	s.Helper()
	admin.must(admin.post("/account/people", "new", "1", "account", name, "password", goodPassword, "access", string(access)), 303)
	p := s.person("en")
	p.must(p.post("/signin", "account", name, "password", goodPassword), 303)
	return p
}

func TestNobodyGetsInWithoutSigningIn(t *testing.T) {
	s, _ := signedSite(t, nil)
	stranger := s.person("en")
	for _, path := range []string{"/", "/items", "/items.csv", "/items.ics", "/trends", "/incidents/INC-2026-0001", "/incidents/INC-2026-0001/events", "/account", "/declare"} {
		a := stranger.must(stranger.get(path), 303)
		if !strings.HasPrefix(a.location, "/signin?back=") {
			t.Errorf("%s leads to %q", path, a.location)
		}
	}
	for _, path := range []string{"/declare", "/incidents/INC-2026-0001/close", "/account/people", "/account/tokens"} {
		stranger.must(stranger.post(path, "title", "x"), 403)
	}
	r := stranger.request(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer pmt_guess")
	stranger.must(stranger.do(r), 303)
}

func TestAccessIsWhatTheAccountHas(t *testing.T) { storetest.Each(t, accessIsWhatTheAccountHas) }

func accessIsWhatTheAccountHas(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	responder := s.signedIn(admin, "@resp", tracker.Responder)
	key := responder.recovered("Checkout fails")
	viewer := s.signedIn(admin, "@view", tracker.Viewer)
	base := "/incidents/" + key
	viewer.must(viewer.get(base+"/review"), 200)
	for _, path := range []string{"/declare", base + "/log", base + "/generate", base + "/edit", base + "/comments", base + "/roles", base + "/approve", base + "/close", base + "/reopen", base + "/reports/first", base + "/recover", base + "/line", base + "/tickets"} {
		a := viewer.post(path, "title", "x", "text", "x", "kind", "note", "line", "1", "base", "1", "revision", "1", "role", "IC", "person", "@view", "reason", "x", "name", "k", "value", "1")
		if a.status != 403 {
			t.Errorf("a viewer may post %s: %d", path, a.status)
		}
	}
	responder.must(responder.post(base+"/approve", "verdict", "approve"), 403)
	responder.must(responder.post(base+"/close"), 403)
	responder.must(responder.post("/account/people", "account", "@resp", "access", "admin"), 403)
	responder.must(responder.post("/account/tokens", "name", "x", "access", "admin"), 403)
	// More access for one service holds for its incidents alone.
	other := s.signedIn(admin, "@other", tracker.Viewer)
	admin.must(admin.post("/account/people", "account", "@other", "access", "reviewer", "service", "search"), 303)
	other.must(other.post(base+"/approve", "verdict", "approve"), 403)
	admin.must(admin.post("/account/people", "account", "@view", "access", "reviewer", "service", "checkout"), 303)
	viewer.must(viewer.post(base+"/approve", "verdict", "approve"), 303)
	viewer.must(viewer.post("/declare", "title", "x", "service", "other"), 403)
	// Somebody who is disabled is out at once.
	admin.must(admin.post("/account/people", "account", "@resp", "access", "disabled"), 303)
	responder.must(responder.post(base+"/log", "text", "x"), 403)
	admin.must(admin.post("/account/people", "account", "@root", "access", "viewer"), 422)
}

func TestSessionsAreFreshAndCanBeEnded(t *testing.T) {
	storetest.Each(t, sessionsAreFreshAndCanBeEnded)
}

func sessionsAreFreshAndCanBeEnded(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	p := s.person("en")
	site, _ := url.Parse(s.url)
	planted := &http.Cookie{Name: "pm_session", Value: "planted-by-somebody-else", Path: "/"}
	p.client.Jar.SetCookies(site, []*http.Cookie{planted})
	admin.must(admin.post("/account/people", "new", "1", "account", "@ben", "password", goodPassword, "access", "viewer"), 303)
	p.must(p.post("/signin", "account", "ben", "password", goodPassword), 303)
	for _, c := range p.client.Jar.Cookies(site) {
		if c.Name == "pm_session" && c.Value == planted.Value {
			t.Fatal("the planted session was taken")
		}
	}
	// Nor is one that is known: somebody plants a session of his own.
	mallory := s.signedIn(admin, "@mallory", tracker.Viewer)
	own := mallory.client.Jar.Cookies(site)
	victim := s.person("en")
	victim.client.Jar.SetCookies(site, own)
	victim.must(victim.post("/signin", "account", "ben", "password", goodPassword), 303)
	if strings.Contains(mallory.get("/account").body, "@ben") {
		t.Error("who planted a session is signed in as who used it")
	}
	victim.must(victim.post("/signout"), 303)
	page := p.must(p.get("/account"), 200).body
	_, rest, _ := strings.Cut(page, `name="key" value="`)
	key, _, _ := strings.Cut(rest, `"`)
	admin.must(admin.post("/account/sessions", "key", key), 404) // somebody else's
	p.must(p.post("/account/sessions", "key", key), 303)
	p.must(p.get("/account"), 303)
}

func TestTokensDoWhatTheyMay(t *testing.T) { storetest.Each(t, tokensDoWhatTheyMay) }

func tokensDoWhatTheyMay(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	for _, days := range []string{"0", "-1", "3651", "x"} {
		if a := admin.must(admin.post("/account/tokens", "name", "ci", "access", "viewer", "days", days), 400); !strings.Contains(a.body, "1 to 3650 days") {
			t.Errorf("%s days: %s", days, plainText(a.body))
		}
	}
	admin.must(admin.post("/account/tokens", "name", "wide", "access", "viewer", "days", "９０"), 200)
	page := admin.must(admin.post("/account/tokens", "name", "ci", "access", "viewer", "days", "1"), 200).body
	if tomorrow := s.tracker.Now().AddDate(0, 0, 1).Format("2006-01-02"); !strings.Contains(plainTextAll(page), "expires "+tomorrow) {
		t.Errorf("the list does not say when the token ends: %s", plainText(page))
	}
	_, rest, _ := strings.Cut(page, `id="secret">`)
	secret, _, _ := strings.Cut(rest, "<")
	if !strings.HasPrefix(secret, "pmt_") || strings.Contains(admin.get("/account").body, secret) {
		t.Fatal("the token is not shown once and only once")
	}
	program := s.person("en")
	r := program.request(http.MethodGet, "/items.csv", nil)
	r.Header.Set("Authorization", "Bearer "+secret)
	program.must(program.do(r), 200)
	r = program.request(http.MethodPost, "/declare", strings.NewReader("title=x"))
	r.Header.Set("Authorization", "Bearer "+secret)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	program.must(program.do(r), 403)
}

func TestGuessingIsSlowedDown(t *testing.T) {
	s, _ := signedSite(t, nil)
	p := s.person("en")
	refused := 0
	for range 12 {
		if p.post("/signin", "account", "@root", "password", "wrong wrong wrong").status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused < 5 {
		t.Errorf("only %d of 12 guesses were refused", refused)
	}
	a := p.post("/signin", "account", "@root", "password", goodPassword)
	if a.status != http.StatusTooManyRequests || a.header.Get("Retry-After") == "" {
		t.Errorf("the right password after the limit gives %d", a.status)
	}
}

// TestOpenIDConnect signs in at a whole provider: redirect, PKCE, code, ID token.
func TestOpenIDConnect(t *testing.T) {
	provider, err := mockoidc.Run()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Shutdown() })
	s, admin := signedSite(t, func(o *Options) {
		o.OAuth = []OAuth{{Issuer: provider.Issuer(), ClientID: provider.ClientID, ClientSecret: provider.ClientSecret}}
	})
	provider.QueueUser(&mockoidc.MockUser{Subject: "s-1", Email: "akiko@example.com", EmailVerified: true, PreferredUsername: "akiko"})
	p := s.person("en")
	a := p.must(p.get("/signin/oidc?back=/items"), 303)
	if !strings.Contains(a.location, "code_challenge_method=S256") || !strings.Contains(a.location, "nonce=") {
		t.Fatalf("the provider is asked without PKCE or nonce: %s", a.location)
	}
	elsewhere, err := p.client.Get(a.location)
	if err != nil {
		t.Fatal(err)
	}
	_ = elsewhere.Body.Close()
	back, err := url.Parse(elsewhere.Header.Get("Location"))
	if err != nil || back.Path != "/signin/oidc/done" {
		t.Fatalf("the provider leads to %v: %v", back, err)
	}
	thief := s.person("en")
	thief.must(thief.get(back.RequestURI()), 403) // a code that was begun in another browser
	a = p.must(p.get(back.RequestURI()), 303)
	if a.location != "/items" {
		t.Errorf("after signing in one is at %q", a.location)
	}
	if page := p.must(p.get("/account"), 200).body; !strings.Contains(page, "@akiko") {
		t.Error("the verified address is not the person whom the team knows")
	}
	p.must(p.post("/declare", "title", "x"), 403) // a viewer at first
	p.must(p.get(back.RequestURI()), 403)         // the state is used up
	if page := admin.must(admin.get("/account"), 200).body; !strings.Contains(page, "@akiko") {
		t.Error("the admin does not see who joined")
	}
	// An address that nobody verified is not believed.
	provider.QueueUser(&mockoidc.MockUser{Subject: "s-2", Email: "ben@example.com", EmailVerified: false, PreferredUsername: "mallory"})
	m := s.person("en")
	a = m.must(m.get("/signin/oidc"), 303)
	elsewhere, err = m.client.Get(a.location)
	if err != nil {
		t.Fatal(err)
	}
	_ = elsewhere.Body.Close()
	back, _ = url.Parse(elsewhere.Header.Get("Location"))
	m.must(m.get(back.RequestURI()), 303)
	if page := m.get("/account").body; !strings.Contains(page, "@mallory") || strings.Contains(page, "ben@example.com") {
		t.Error("an unverified address was believed")
	}
	// A login that anybody can choose does not make somebody of the team.
	provider.QueueUser(&mockoidc.MockUser{Subject: "s-3", Email: "mallory@example.org", EmailVerified: false, PreferredUsername: "ben"})
	n := s.person("en")
	a = n.must(n.get("/signin/oidc"), 303)
	elsewhere, err = n.client.Get(a.location)
	if err != nil {
		t.Fatal(err)
	}
	_ = elsewhere.Body.Close()
	back, _ = url.Parse(elsewhere.Header.Get("Location"))
	if refused := n.must(n.get(back.RequestURI()), 403).body; !strings.Contains(refused, "verified") {
		t.Errorf("the refusal does not say why: %s", refused)
	}
}

// A session that is ended while a request of it is under way stays ended: the
// answer of that request does not write it again.
func TestAnEndedSessionStaysEnded(t *testing.T) { storetest.Each(t, anEndedSessionStaysEnded) }

func anEndedSessionStaysEnded(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	p := s.signedIn(admin, "@ben", tracker.Responder)
	body, write := io.Pipe()
	r := p.request(http.MethodPost, "/account/tokens", body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Expect", "100-continue") // the server asks for the body once it has read the session
	reading := make(chan struct{})
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{Got100Continue: func() { close(reading) }}))
	p.client.Transport = &http.Transport{ExpectContinueTimeout: time.Minute}
	answered := make(chan error, 1)
	go func() {
		answer, err := p.client.Do(r)
		if err == nil {
			err = answer.Body.Close()
		}
		answered <- err
	}()
	<-reading
	actor := tracker.Actor{Name: "@ben", Access: tracker.Responder}
	sessions, err := s.tracker.Sessions(t.Context(), actor)
	if err != nil || len(sessions) != 1 {
		t.Fatalf("%d sessions: %v", len(sessions), err)
	}
	if err := s.tracker.EndSession(t.Context(), actor, sessions[0].Key); err != nil {
		t.Fatal(err)
	}
	if _, err := write.Write([]byte("name=x&access=viewer")); err != nil {
		t.Fatal(err)
	}
	_ = write.Close()
	if err := <-answered; err != nil {
		t.Fatal(err)
	}
	if sessions, err = s.tracker.Sessions(t.Context(), actor); err != nil || len(sessions) != 0 {
		t.Errorf("%d sessions are there again: %v", len(sessions), err)
	}
	p.must(p.get("/account"), 303)
}
