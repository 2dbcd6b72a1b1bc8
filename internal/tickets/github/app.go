package github

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// App is a GitHub App that pmtracker acts as, in place of a token.
type App struct {
	ID           string // its id or client id
	Installation string // empty: asked for by the repository
	PrivateKey   string // PEM
}

// appTokens gives installation tokens and renews each before it runs out, which
// is after an hour.
// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation
type appTokens struct {
	app        App
	key        *rsa.PrivateKey
	base       *url.URL
	repository string
	client     *http.Client
	clock      tickets.Clock

	mu      sync.Mutex
	token   string
	expires time.Time
}

func newAppTokens(c Config, base *url.URL) (*appTokens, error) {
	key, err := jwt.ParseRSAPrivateKeyFromPEM([]byte(c.App.PrivateKey))
	if err != nil { // what it says may quote the key
		return nil, incident.Tell(incident.Invalid, "GITHUB_APP_PRIVATE_KEY is not a private key in PEM; set the key that GitHub gave you for the App, or GITHUB_APP_PRIVATE_KEY_FILE",
			"GITHUB_APP_PRIVATE_KEY が PEM 形式の秘密鍵ではありません。GitHub が App に発行した鍵を設定するか、GITHUB_APP_PRIVATE_KEY_FILE を使ってください")
	}
	client := &http.Client{Transport: c.Transport, Timeout: c.Timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	clock := c.Clock
	if clock == nil {
		clock = tickets.SystemClock{}
	}
	return &appTokens{app: c.App, key: key, base: base, repository: c.Repository, client: client, clock: clock}, nil
}

// authorize puts a token that is good for five minutes more on a request.
func (a *appTokens) authorize(r *http.Request) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.token == "" || a.clock.Now().Add(5*time.Minute).After(a.expires) {
		if err := a.renew(r.Context()); err != nil {
			return err
		}
	}
	r.Header.Set("Authorization", "Bearer "+a.token)
	return nil
}

func (a *appTokens) renew(ctx context.Context) error {
	if a.app.Installation == "" {
		var installation struct {
			ID json.Number `json:"id"`
		}
		if err := a.call(ctx, http.MethodGet, "repos/"+a.repository+"/installation", &installation); err != nil {
			return err
		}
		a.app.Installation = installation.ID.String()
	}
	var out struct {
		Token     string    `json:"token"`
		ExpiresAt time.Time `json:"expires_at"`
	}
	if err := a.call(ctx, http.MethodPost, "app/installations/"+url.PathEscape(a.app.Installation)+"/access_tokens", &out); err != nil {
		return err
	}
	a.token, a.expires = out.Token, out.ExpiresAt
	if a.token == "" {
		return a.failed(http.StatusOK, "")
	}
	return nil
}

// call sends a request in the App's own name. The token of that lasts minutes.
func (a *appTokens) call(ctx context.Context, method, path string, out any) error {
	now := a.clock.Now()
	own, err := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": a.app.ID, "iat": now.Add(-time.Minute).Unix(), "exp": now.Add(9 * time.Minute).Unix(),
	}).SignedString(a.key)
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot sign as the GitHub App %s; check GITHUB_APP_PRIVATE_KEY", "GitHub App %s として署名できません。GITHUB_APP_PRIVATE_KEY を確かめてください", a.app.ID)
	}
	req, err := http.NewRequestWithContext(ctx, method, a.base.String()+path, nil)
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot ask GitHub for an installation token: %w", "GitHub にインストールトークンを要求できません: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+own)
	req.Header.Set("Accept", "application/vnd.github+json")
	resp, err := a.client.Do(req)
	if err != nil {
		return tickets.Attempt{Service: "GitHub", What: a.what()}.NoAnswer(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return tickets.Attempt{Service: "GitHub", What: a.what()}.NoAnswer(err)
	}
	if resp.StatusCode >= 300 {
		var said struct{ Message string }
		_ = json.Unmarshal(text, &said)
		return a.failed(resp.StatusCode, said.Message)
	}
	if err := json.Unmarshal(text, out); err != nil {
		return a.failed(resp.StatusCode, "")
	}
	return nil
}

func (a *appTokens) what() error {
	return tickets.Cannot("cannot sign in to %s as the GitHub App %s", "GitHub App %[2]s として %[1]s にサインインできません", a.repository, a.app.ID)
}

func (a *appTokens) failed(status int, said string) error {
	if status == http.StatusNotFound {
		return incident.Tell(incident.Invalid, "%s: it is not installed there; install the App on the repository, or correct GITHUB_APP_INSTALLATION_ID",
			"%s: インストールされていません。App をリポジトリにインストールするか、GITHUB_APP_INSTALLATION_ID を直してください", a.what())
	}
	return tickets.Attempt{Service: "GitHub", What: a.what()}.Answered(status, strings.TrimSpace(said))
}
