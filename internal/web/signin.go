package web

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// setup is the first-run token: whoever started the server reads it on the
// terminal and makes the first admin with it, once.
type setup struct {
	mu    sync.Mutex
	token string // empty: the set-up is done
}

// SetupPath gives the path under which the first admin is made, "" where there is
// one already.
func (s *Server) SetupPath() string {
	s.setup.mu.Lock()
	defer s.setup.mu.Unlock()
	if s.setup.token == "" {
		return ""
	}
	return "/setup?token=" + s.setup.token
}

func newSetupToken() string { return strings.ToLower(rand.Text()) }

func (s *Server) setupToken(given string) bool {
	s.setup.mu.Lock()
	defer s.setup.mu.Unlock()
	return s.setup.token != "" && subtle.ConstantTimeCompare([]byte(s.setup.token), []byte(given)) == 1
}

func (s *Server) showSetup(v *visit) error {
	if !s.setupToken(v.r.URL.Query().Get("token")) {
		return incident.Errorf(incident.Forbidden, "%s", v.lang.Say("the set-up is done, or the token is not the one on the server's terminal", "初期設定は完了しているか、トークンがサーバーの端末に表示されたものと違います"))
	}
	return s.setupPage(v, http.StatusOK, v.r.URL.Query().Get("token"), "", "")
}

func (s *Server) setupPage(v *visit, status int, token, account, problem string) error {
	return v.showStatus(status, frame{title: v.lang.Say("First account", "最初のアカウント"), here: "/setup?token=" + token}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1><p>{}</p>`, p.lang.Say("First account", "最初のアカウント"), p.lang.Say("It may do everything, and makes the others.", "すべての操作ができ、ほかのアカウントを作成できます。"))
		if problem != "" {
			p.f(`<div class="flash refused" role="alert"><p>{}</p></div>`, problem)
		}
		p.f(`<form class="card" method="post" action="/setup"><input type="hidden" name="token" value="{}">`, token)
		p.credentials(account, "new-password")
		p.f(`<button>{}</button></form></div>`, p.lang.Say("Make the account", "作成する"))
	})
}

func (p *page) credentials(account, autocomplete string) {
	p.f(`<label for="account">{}</label><input id="account" name="account" required maxlength="100" autocomplete="username" autocapitalize="none" placeholder="@akiko" value="{}"><label for="password">{}</label><input id="password" name="password" type="password" required maxlength="1000" autocomplete="{}">`,
		p.lang.Say("Name", "アカウント名"), account, p.lang.Say("Password", "パスワード"), autocomplete)
	if autocomplete == "new-password" {
		p.f(`<span class="hint">{}</span>`, p.lang.Say("At least 12 characters; a few words are good.", "12文字以上。いくつかの単語を並べるのがおすすめです。"))
	}
}

func (s *Server) setUp(v *visit) error {
	f := v.r.PostForm
	if !s.setupToken(f.Get("token")) {
		return incident.Errorf(incident.Forbidden, "%s", v.lang.Say("that is not the token on the server's terminal", "トークンがサーバーの端末に表示されたものと違います"))
	}
	actor, err := s.tracker.FirstAdmin(v.r.Context(), f.Get("account"), f.Get("password"), originOf(v.r))
	if incident.CodeOf(err) == incident.Invalid {
		return s.setupPage(v, http.StatusBadRequest, f.Get("token"), f.Get("account"), capital(incident.Sentence(err, v.lang), v.lang))
	}
	if err != nil {
		return err
	}
	s.setup.mu.Lock()
	s.setup.token = ""
	s.setup.mu.Unlock()
	return s.welcome(v, actor, "/")
}

func (s *Server) showSignIn(v *visit) error {
	q := v.r.URL.Query()
	problem := ""
	if q.Has("ended") {
		problem = v.lang.Say("Your session has ended. Sign in, and you go on where you were.", "セッションが終了しました。サインインすると、元のページに戻ります。")
	}
	return s.signInPage(v, http.StatusOK, localPath(q.Get("back")), problem)
}

func (s *Server) signInPage(v *visit, status int, back, problem string) error {
	return v.showStatus(status, frame{title: v.lang.Say("Sign in", "サインイン"), here: "/signin"}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1>`, p.lang.Say("Sign in", "サインイン"))
		if problem != "" {
			p.f(`<div class="flash refused" role="alert"><p>{}</p></div>`, problem)
		}
		query := "?" + url.Values{"back": {back}}.Encode()
		for _, provider := range s.providers {
			p.f(`<p><a class="button" href="/signin/{}{}">{}</a></p>`, provider.id(), query, p.lang.Say("Sign in with %s", "%s でサインイン", provider.label()))
		}
		p.f(`<form class="card" method="post" action="/signin"><input type="hidden" name="back" value="{}">`, back)
		p.credentials("", "current-password")
		p.f(`<button>{}</button></form></div>`, p.lang.Say("Sign in", "サインイン"))
	})
}

func (s *Server) signIn(v *visit) error {
	f := v.r.PostForm
	back := localPath(f.Get("back"))
	right, ok := s.guesses.allow(time.Now(), v.r, f.Get("account"))
	if !ok {
		v.w.Header().Set("Retry-After", "10")
		return s.signInPage(v, http.StatusTooManyRequests, back, v.lang.Say("Too many tries. Wait a little, then try again.", "試行回数が多すぎます。少し待ってからやり直してください。"))
	}
	select {
	case s.guesses.busy <- struct{}{}:
		defer func() { <-s.guesses.busy }()
	case <-v.r.Context().Done():
		return v.r.Context().Err()
	}
	actor, err := s.tracker.SignIn(v.r.Context(), strings.TrimSpace(f.Get("account")), f.Get("password"), originOf(v.r))
	if incident.CodeOf(err) == incident.Forbidden {
		return s.signInPage(v, http.StatusForbidden, back, v.lang.Say("Name or password is wrong.", "アカウント名かパスワードが違います。"))
	}
	if err != nil {
		return err
	}
	right()
	return s.welcome(v, actor, back)
}

// welcome begins a session of somebody who signed in. The token of the session
// changes, so that nobody can have planted it.
func (s *Server) welcome(v *visit, actor tracker.Actor, back string) error {
	ctx := v.r.Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return incident.Errorf(incident.Internal, "cannot begin the session: %w", err)
	}
	agent := v.r.UserAgent()
	s.sessions.Put(ctx, sessionAccount, actor.Name)
	s.sessions.Put(ctx, sessionSince, v.now.UTC().Format(time.RFC3339))
	s.sessions.Put(ctx, sessionAgent, agent[:min(len(agent), 200)])
	s.sessions.Put(ctx, sessionOrigin, originOf(v.r))
	s.sessions.Remove(ctx, sessionFlow)
	return v.back(back, "")
}

func (s *Server) signOut(v *visit) error {
	if err := s.sessions.Destroy(v.r.Context()); err != nil {
		return incident.Errorf(incident.Internal, "cannot end the session: %w", err)
	}
	return v.back("/signin", "")
}

// openPaths are served to those who have not signed in.
func openPath(path string) bool {
	return path == "/preferences" || path == "/signin" || strings.HasPrefix(path, "/signin/") || path == "/setup"
}
