package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/gorilla/mux"
	"golang.org/x/oauth2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// OAuth is a place elsewhere where people sign in.
type OAuth struct {
	Issuer       string // of OpenID Connect; empty: GitHub
	ClientID     string
	ClientSecret string
	GitHubURL    string // empty: https://github.com; a GitHub Enterprise Server's own
}

// provider is one that was asked for its addresses.
type provider struct {
	OAuth
	config   oauth2.Config
	verifier *oidc.IDTokenVerifier // nil: GitHub
}

// elsewhere is a way to sign in that is offered, whether or not its provider has
// answered yet: one that is down takes nothing else down.
type elsewhere struct {
	OAuth
	found atomic.Pointer[provider] // nil: it has not answered
}

// askTimeout bounds how long a person, or the start, waits for a provider's addresses.
const askTimeout = 10 * time.Second

// ask gives the provider, which is asked again until it has answered once.
func (e *elsewhere) ask(ctx context.Context, site string) (*provider, error) {
	if p := e.found.Load(); p != nil {
		return p, nil
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	p, err := discover(ctx, e.OAuth, site)
	if err != nil {
		slog.WarnContext(ctx, "an identity provider does not answer; it is asked again when somebody signs in with it", "issuer", e.Issuer, "error", err)
		return nil, err
	}
	e.found.Store(p)
	return p, nil
}

func (o OAuth) id() string {
	if o.Issuer == "" {
		return "github"
	}
	return "oidc"
}

func (o OAuth) label() string {
	if o.Issuer == "" {
		return "GitHub"
	}
	return shortLink(o.Issuer)
}

// discover asks an OpenID Connect provider for its addresses and keys; GitHub's
// are known.
func discover(ctx context.Context, o OAuth, site string) (*provider, error) {
	p := &provider{OAuth: o}
	p.config = oauth2.Config{ClientID: o.ClientID, ClientSecret: o.ClientSecret}
	if o.Issuer == "" {
		base := strings.TrimRight(o.GitHubURL, "/")
		if base == "" {
			base = "https://github.com"
		}
		p.config.Endpoint = oauth2.Endpoint{AuthURL: base + "/login/oauth/authorize", TokenURL: base + "/login/oauth/access_token"}
		p.config.RedirectURL = site + "/signin/github/done"
		p.config.Scopes = []string{"read:user"}
		return p, nil
	}
	found, err := oidc.NewProvider(ctx, o.Issuer)
	if err != nil {
		return nil, incident.Tell(incident.Unavailable, "cannot ask the identity provider %s: %w", "認証プロバイダー %s に問い合わせできません: %w", o.Issuer, err)
	}
	p.config.Endpoint = found.Endpoint()
	p.config.RedirectURL = site + "/signin/oidc/done"
	p.config.Scopes = []string{oidc.ScopeOpenID, "profile", "email"}
	p.verifier = found.Verifier(&oidc.Config{ClientID: o.ClientID})
	return p, nil
}

func (s *Server) providerOf(r *http.Request) (*provider, error) {
	for _, e := range s.providers {
		if e.id() == mux.Vars(r)["provider"] {
			return e.ask(r.Context(), s.site)
		}
	}
	return nil, incident.Tell(incident.NotFound, "nobody signs in that way here", "このサインイン方法は使えません")
}

// labelOf names the provider of the path to people.
func (s *Server) labelOf(r *http.Request) string {
	for _, e := range s.providers {
		if e.id() == mux.Vars(r)["provider"] {
			return e.label()
		}
	}
	return ""
}

// flow is a sign-in elsewhere that is under way; it is kept in the session.
type flow struct{ State, Nonce, Verifier, Back string }

// leave sends somebody to the provider, with PKCE (RFC 7636), a state and a nonce.
func (s *Server) leave(v *visit) error {
	p, err := s.providerOf(v.r)
	if incident.CodeOf(err) == incident.Unavailable {
		return s.signInPage(v, http.StatusServiceUnavailable, localPath(v.r.URL.Query().Get("back")), v.lang.Say("%s does not answer at the moment. Try again in a little while, or sign in another way.",
			"%s が現在応答していません。少し待ってからやり直すか、別の方法でサインインしてください。", s.labelOf(v.r)))
	}
	if err != nil {
		return err
	}
	f := flow{State: newSetupToken(), Nonce: newSetupToken(), Verifier: oauth2.GenerateVerifier(), Back: localPath(v.r.URL.Query().Get("back"))}
	kept, err := json.Marshal(f)
	if err != nil {
		return err
	}
	s.sessions.Put(v.r.Context(), sessionFlow, string(kept))
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(f.Verifier)}
	if p.verifier != nil {
		options = append(options, oidc.Nonce(f.Nonce))
	}
	http.Redirect(v.w, v.r, p.config.AuthCodeURL(f.State, options...), http.StatusSeeOther)
	return nil
}

// arrive takes somebody who comes back from the provider.
func (s *Server) arrive(v *visit) error {
	ctx := v.r.Context()
	p, err := s.providerOf(v.r)
	if err != nil {
		return err
	}
	var f flow
	kept := s.sessions.PopString(ctx, sessionFlow)
	q := v.r.URL.Query()
	if json.Unmarshal([]byte(kept), &f) != nil || f.State == "" || q.Get("state") != f.State {
		return incident.Errorf(incident.Forbidden, "%s", v.lang.Say("this sign-in was not begun here, or it was begun twice; try again", "このサインインはここで始まったものではないか、二重に始まっています。やり直してください"))
	}
	if q.Get("error") != "" {
		slog.WarnContext(ctx, "somebody could not sign in", "provider", p.label(), "step", "asking the person", "error", clipped(q.Get("error")), "description", clipped(q.Get("error_description")))
		return incident.Errorf(incident.Forbidden, "%s", v.lang.Say("the provider refused the sign-in", "プロバイダーがサインインを拒否しました"))
	}
	token, err := p.config.Exchange(ctx, q.Get("code"), oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return p.signInFailed(ctx, "exchanging the code", err)
	}
	who, err := p.identify(ctx, token, f.Nonce)
	if err != nil {
		return err
	}
	actor, err := s.tracker.SignInAs(ctx, who, s.options.DefaultAccess, originOf(v.r))
	if err != nil {
		return err
	}
	return s.welcome(v, actor, f.Back)
}

// errNobody is of an answer that names no account.
var errNobody = errors.New("it names no account")

// identify says for whom the provider vouches.
func (p *provider) identify(ctx context.Context, token *oauth2.Token, nonce string) (tracker.Identity, error) {
	if p.verifier == nil {
		return p.githubUser(ctx, token)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return tracker.Identity{}, p.signInFailed(ctx, "verifying the token", err)
	}
	if id.Nonce != nonce {
		return tracker.Identity{}, incident.Tell(incident.Forbidden, "the identity provider's token is of another sign-in; try again", "認証プロバイダーのトークンが別のサインインのものです。やり直してください")
	}
	var claims struct {
		Email    string  `json:"email"`
		Verified claimed `json:"email_verified"`
		Login    string  `json:"preferred_username"`
	}
	if err := id.Claims(&claims); err != nil {
		return tracker.Identity{}, incident.Tell(incident.Forbidden, "the identity provider's token cannot be read: %w", "認証プロバイダーのトークンを読み取れません: %w", err)
	}
	// OpenID Connect Core 1.0, section 5.7: issuer and subject alone tell who it is.
	who := tracker.Identity{Issuer: id.Issuer, Subject: id.Subject, Login: claims.Login, LoginChosen: true}
	if claims.Verified {
		who.Email = claims.Email
	}
	if who.Login == "" {
		who.Login = id.Subject
	}
	return who, nil
}

// claimed is a claim that holds or does not. OpenID Connect writes true; some providers
// write "true". Anything else does not hold.
type claimed bool

func (c *claimed) UnmarshalJSON(b []byte) error {
	*c = string(b) == "true" || string(b) == `"true"`
	return nil
}

// githubUser asks GitHub whose token it is (REST API, "Get the authenticated
// user"). The account is known by its number: a login can change hands.
func (p *provider) githubUser(ctx context.Context, token *oauth2.Token) (tracker.Identity, error) {
	api := "https://api.github.com/user"
	issuer := "https://github.com"
	if base := strings.TrimRight(p.GitHubURL, "/"); base != "" && base != issuer {
		api, issuer = base+"/api/v3/user", base
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, api, nil)
	if err != nil {
		return tracker.Identity{}, incident.Errorf(incident.Internal, "cannot ask GitHub: %w", err)
	}
	answer, err := p.config.Client(ctx, token).Do(request)
	if err != nil {
		return tracker.Identity{}, p.signInFailed(ctx, "asking whose token it is", err)
	}
	defer func() { _ = answer.Body.Close() }()
	var user struct {
		ID    int64  `json:"id"`
		Login string `json:"login"`
	}
	err = json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&user)
	if answer.StatusCode != http.StatusOK || err != nil || user.ID == 0 {
		return tracker.Identity{}, p.signInFailed(ctx, "asking whose token it is", fmt.Errorf("%s answered %s: %w", api, answer.Status, cmp.Or(err, errNobody)))
	}
	return tracker.Identity{Issuer: issuer, Subject: strconv.FormatInt(user.ID, 10), Login: user.Login}, nil
}
