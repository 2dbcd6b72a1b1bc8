package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/pmtracker/pmtracker/internal/api"
	"github.com/pmtracker/pmtracker/internal/incident"
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
func (s *Server) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store = sessionStore{s.tracker}
	m.Codec = jsonCodec{}
	m.HashTokenInStore = true
	m.Lifetime, m.IdleTimeout = 7*24*time.Hour, 12*time.Hour
	m.Cookie.Name = sessionCookie
	m.Cookie.Secure = s.secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		l := negotiate(r)
		err = tracker.Outward(r.Context(), err, "method", r.Method, "path", r.URL.Path)
		code := incident.CodeOf(err)
		s.refuse(w, r, api.StatusOf(code), failTitle(code, l), capital(incident.Sentence(err, l), l))
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

// CommitCtx keeps a session while the answer to its request is on its way, also when
// the one who asked has gone. scs would write another answer into that one on an
// error, so a session that cannot be kept is only logged: its person signs in again.
func (s sessionStore) CommitCtx(ctx context.Context, key string, b []byte, expiry time.Time) error {
	var d sessionData
	err := json.Unmarshal(b, &d)
	if err == nil {
		account, _ := d.Values[sessionAccount].(string)
		err = s.tracker.KeepSession(context.WithoutCancel(ctx), store.Session{Key: key, Data: string(b), Account: account, ExpiresAt: expiry})
	}
	if err != nil {
		slog.ErrorContext(ctx, "a session is not kept", "error", err)
	}
	return nil
}

func (s sessionStore) DeleteCtx(ctx context.Context, key string) error {
	return s.tracker.DropSession(ctx, key)
}

var errNoContext = errors.New("sessions are asked for with a context")

func (sessionStore) Find(string) ([]byte, bool, error)      { return nil, false, errNoContext }
func (sessionStore) Commit(string, []byte, time.Time) error { return errNoContext }
func (sessionStore) Delete(string) error                    { return errNoContext }
