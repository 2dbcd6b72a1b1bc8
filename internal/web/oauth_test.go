package web

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"golang.org/x/oauth2"
)

// fakeGitHub is GitHub's web flow for OAuth apps as its documentation tells it
// ("Authorizing OAuth apps"): authorize hands back a code with the state, which is
// taken once, with the verifier of its challenge (PKCE), for a token; /user says
// whose it is. It is served like a GitHub Enterprise Server, API under /api/v3.
type fakeGitHub struct {
	mu         sync.Mutex
	challenges map[string]string // by code
	user       map[string]any
	asked      int // how often somebody asked whose token it is
}

func (g *fakeGitHub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	switch r.URL.Path {
	case "/login/oauth/authorize":
		q := r.URL.Query()
		code := "code-" + itoa(len(g.challenges))
		g.challenges[code] = q.Get("code_challenge")
		http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
	case "/login/oauth/access_token":
		challenge, ok := g.challenges[r.PostFormValue("code")]
		if r.PostFormValue("client_secret") != "secret" {
			_ = json.NewEncoder(w).Encode(map[string]string{"error": "incorrect_client_credentials"})
			return
		}
		if !ok || challenge != oauth2.S256ChallengeFromVerifier(r.PostFormValue("code_verifier")) {
			_ = json.NewEncoder(w).Encode(map[string]string{"error": "bad_verification_code"}) // GitHub answers 200
			return
		}
		g.challenges[r.PostFormValue("code")] = "taken"
		_ = json.NewEncoder(w).Encode(map[string]string{"access_token": "gho_x", "scope": "read:user", "token_type": "bearer"})
	case "/api/v3/user":
		g.asked++
		if r.Header.Get("Authorization") != "Bearer gho_x" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_ = json.NewEncoder(w).Encode(g.user)
	default:
		http.NotFound(w, r)
	}
}

func gitHubSite(t *testing.T) (*site, *person, *fakeGitHub) {
	t.Helper()
	hub := &fakeGitHub{challenges: map[string]string{}, user: map[string]any{"login": "mona", "id": 583231, "type": "User"}}
	server := httptest.NewServer(hub)
	t.Cleanup(server.Close)
	s, admin := signedSite(t, func(o *Options) {
		o.OAuth = []OAuth{{ClientID: "id", ClientSecret: "secret", GitHubURL: server.URL}}
	})
	return s, admin, hub
}

// authorize goes to the provider as a browser does and gives the way back, on our
// side, without going it.
func (p *person) authorize(back string) (done string) {
	p.Helper()
	a := p.must(p.get("/signin/github?"+url.Values{"back": {back}}.Encode()), 303)
	r, err := http.NewRequestWithContext(p.Context(), http.MethodGet, a.location, nil)
	if err != nil {
		p.Fatal(err)
	}
	return strings.TrimPrefix(p.must(p.do(r), 302).location, p.url)
}

func TestGitHubSignsIn(t *testing.T) {
	s, _, hub := gitHubSite(t)
	p := s.person("en")
	if page := p.must(p.get("/signin"), 200).body; !strings.Contains(page, "Sign in with GitHub") {
		t.Error("the page does not offer GitHub")
	}
	a := p.must(p.get(p.authorize("/items")), 303)
	if a.location != "/items" {
		t.Errorf("it goes on at %q", a.location)
	}
	if page := p.must(p.get("/account"), 200).body; !strings.Contains(page, "@mona") || !strings.Contains(page, "viewer") {
		t.Error("the account is not the login at GitHub, as a viewer")
	}
	// The number counts: somebody renamed is the same, somebody else who took the
	// login over is not, and does not get the account.
	hub.user = map[string]any{"login": "mona-lisa", "id": 583231}
	again := s.person("en")
	again.must(again.get(again.authorize("/")), 303)
	if !strings.Contains(again.must(again.get("/account"), 200).body, "@mona") {
		t.Error("somebody who was renamed at GitHub is somebody else")
	}
	hub.user = map[string]any{"login": "mona", "id": 1}
	other := s.person("en")
	other.must(other.get(other.authorize("/")), 409)
	other.must(other.get("/account"), 303)
}

// A client secret that is wrong is no outage: who signs in is told whom to ask, and the
// log says what GitHub said.
func TestWrongClientSecretIsTold(t *testing.T) {
	hub := &fakeGitHub{challenges: map[string]string{}}
	server := httptest.NewServer(hub)
	t.Cleanup(server.Close)
	var log lines
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(was) })
	s, _ := signedSite(t, func(o *Options) {
		o.OAuth = []OAuth{{ClientID: "id", ClientSecret: "mistyped", GitHubURL: server.URL}}
	})
	for lang, want := range map[string]string{"en": "tell whoever runs the server", "ja": "サーバーの管理者に連絡してください"} {
		p := s.person(lang)
		if page := p.must(p.get(p.authorize("/")), 503).body; !strings.Contains(page, want) {
			t.Errorf("%s: the page does not say whom to ask", lang)
		}
	}
	if !strings.Contains(log.String(), "incorrect_client_credentials") || strings.Contains(log.String(), "mistyped") {
		t.Errorf("the log says %s", log.String())
	}
}

// lines is a log that several may write to.
type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestGitHubSignInHoldsAgainstForgeries(t *testing.T) {
	s, admin, hub := gitHubSite(t)
	for name, done := range map[string]func(p *person, done string) string{
		"no state":         func(_ *person, done string) string { return done[:strings.Index(done, "&state=")] },
		"a forged state":   func(_ *person, done string) string { return done[:strings.Index(done, "&state=")] + "&state=guess" },
		"an unknown code":  func(_ *person, done string) string { return strings.Replace(done, "code=code-", "code=other-", 1) },
		"somebody's way":   func(_ *person, _ string) string { return s.person("en").authorize("/") }, // begun in another browser
		"the user refused": func(_ *person, done string) string { return done + "&error=access_denied" },
	} {
		p := s.person("en")
		if a := p.get(done(p, p.authorize("/"))); a.status != 403 && a.status != 503 {
			t.Errorf("%s: status %d", name, a.status)
		}
		p.must(p.get("/account"), 303)
	}
	if hub.asked != 0 {
		t.Errorf("GitHub was asked %d times whose token it is", hub.asked)
	}
	// A way back is gone once, and only to pages of ours.
	p := s.person("en")
	done := p.authorize("https://evil.example/")
	if a := p.must(p.get(done), 303); a.location != "/" {
		t.Errorf("the sign-in leads to %q", a.location)
	}
	p.must(p.get(done), 403)
	for _, back := range []string{"//evil.example", `/\evil.example`, "https:/evil.example", "/\t/evil.example"} {
		p := s.person("en")
		if a := p.must(p.get(p.authorize(back)), 303); a.location != "/" {
			t.Errorf("%q leads to %q", back, a.location)
		}
	}
	admin.must(admin.post("/account/people", "account", "@mona", "access", "disabled"), 303)
	p = s.person("en")
	p.must(p.get(p.authorize("/")), 403)
}
