package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// sessionCookie holds the token of a session.
const sessionCookie = "pm_session"

// What a session holds.
const (
	sessionAccount = "account"
	sessionSince   = "since"  // when it was signed in, RFC 3339
	sessionAgent   = "agent"  // the browser, as it names itself
	sessionOrigin  = "origin" // from where
	sessionFlow    = "flow"   // a sign-in elsewhere that is under way
)

// newSessions makes the keeper of sessions. The cookie holds a random token, the
// database only its hash; a session ends after seven days, or twelve hours
// without a visit.
func newSessions(t *tracker.Tracker, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = sessionStore{t}
	m.Codec = jsonCodec{}
	m.HashTokenInStore = true
	m.Lifetime, m.IdleTimeout = 7*24*time.Hour, 12*time.Hour
	m.Cookie.Name = sessionCookie
	m.Cookie.Secure = secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, _ error) {
		http.Error(w, negotiate(r).Say("the session cannot be read right now", "セッションを読み取れません。少し待ってからもう一度お試しください"), http.StatusServiceUnavailable)
	}
	return m
}

// sessionKey gives the key under which scs keeps the session of a token.
func sessionKey(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// jsonCodec writes sessions so that the list of them can be read.
type jsonCodec struct{}

type sessionData struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(sessionData{deadline, values})
}

func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var d sessionData
	err := json.Unmarshal(b, &d)
	return d.Deadline, d.Values, err
}

// sessionStore keeps sessions in the database, as scs.CtxStore asks.
type sessionStore struct{ tracker *tracker.Tracker }

func (s sessionStore) FindCtx(ctx context.Context, key string) ([]byte, bool, error) {
	data, ok, err := s.tracker.FindSession(ctx, key)
	return []byte(data), ok, err
}

func (s sessionStore) CommitCtx(ctx context.Context, key string, b []byte, expiry time.Time) error {
	var d sessionData
	if err := json.Unmarshal(b, &d); err != nil {
		return err
	}
	account, _ := d.Values[sessionAccount].(string)
	return s.tracker.KeepSession(ctx, store.Session{Key: key, Data: string(b), Account: account, ExpiresAt: expiry})
}

func (s sessionStore) DeleteCtx(ctx context.Context, key string) error {
	return s.tracker.DropSession(ctx, key)
}

var errNoContext = errors.New("sessions are asked for with a context")

func (sessionStore) Find(string) ([]byte, bool, error)      { return nil, false, errNoContext }
func (sessionStore) Commit(string, []byte, time.Time) error { return errNoContext }
func (sessionStore) Delete(string) error                    { return errNoContext }
