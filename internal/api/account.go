package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// account registers what somebody does with the own account, and an admin with
// those of everybody.
func (s *server) account(a huma.API) {
	s.me(a)
	s.tokens(a)
	s.sessions(a)
	s.accounts(a)
}

type meBody struct {
	Account string `json:"account"`
	Access  string `json:"access"`
	Lang    string `json:"lang" enum:",en,ja" doc:"in which you read; empty: as Accept-Language says"`
	Zone    string `json:"timezone" doc:"in which the pages show you times; empty: as the browser says" example:"Asia/Tokyo"`

	Services map[string]string `json:"services" doc:"more access, by service"`
}

// me registers who somebody is, and how that one likes to read.
func (s *server) me(a huma.API) {
	huma.Register(a, operation("get-me-account", http.MethodGet, "/account", "Get who you are, what you may do and how you like to read"), func(ctx context.Context, _ *struct{}) (*body[meBody], error) {
		return s.whoAsks(ctx)
	})
	type readingInput struct {
		IfMatch string `header:"If-Match" doc:"the ETag of what was seen; the change is refused with 412 when it is another by now"`
		Body    struct {
			Lang *string `json:"lang,omitempty" enum:",en,ja" doc:"empty: as Accept-Language says"`
			Zone *string `json:"timezone,omitempty" maxLength:"60" doc:"IANA name; empty: as the browser says" example:"Asia/Tokyo"`
		}
	}
	huma.Register(a, bySignIn(operation("change-me-account", http.MethodPatch, "/account", "Choose in which language and time zone you read")), func(ctx context.Context, in *readingInput) (*body[meBody], error) {
		me := actor(ctx)
		err := s.tracker.SetReading(matchAccount(ctx, me.Name, in.IfMatch), me, tracker.Reading{Lang: (*incident.Lang)(in.Body.Lang), Zone: in.Body.Zone})
		if err != nil {
			return nil, problem(err)
		}
		return s.whoAsks(ctx)
	})
}

// whoAsks gives who asks as that one's account is now.
func (s *server) whoAsks(ctx context.Context) (*body[meBody], error) {
	me := actor(ctx)
	out := &body[meBody]{Body: meBody{me.Name, string(me.Access), string(me.Lang), me.Zone, map[string]string{}}}
	for service, access := range me.Services {
		out.Body.Services[service] = string(access)
	}
	own, err := s.tracker.OwnAccount(ctx, me)
	switch {
	case incident.CodeOf(err) == incident.NotFound: // nobody signs in
	case err != nil:
		return nil, problem(err)
	default:
		out.ETag = strconv.Quote(tracker.AccountMark(own))
		out.Body.Lang, out.Body.Zone = own.Lang, own.Zone
	}
	return out, nil
}

type tokenBody struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Access     string     `json:"access" enum:"viewer,responder,reviewer,admin"`
	CreatedAt  time.Time  `json:"created_at"`
	ExpiresAt  *time.Time `json:"expires_at"`
	LastUsedAt *time.Time `json:"last_used_at" doc:"to the hour"`
	Token      string     `json:"token,omitempty" doc:"the token itself, in the answer to its creation alone"`
}

// ownedID names something of the sender's own.
type ownedID struct {
	ID string `path:"id" maxLength:"100"`
}

// tokens registers what somebody does with the own API tokens.
func (s *server) tokens(a huma.API) {
	type tokensBody struct {
		Tokens []tokenBody `json:"tokens"`
	}
	huma.Register(a, operation("list-tokens", http.MethodGet, "/account/tokens", "List your API tokens"), func(ctx context.Context, _ *struct{}) (*body[tokensBody], error) {
		all, err := s.tracker.Tokens(ctx, actor(ctx))
		out := &body[tokensBody]{Body: tokensBody{[]tokenBody{}}}
		for _, t := range all {
			out.Body.Tokens = append(out.Body.Tokens, tokenBody{ID: t.ID, Name: t.Name, Access: t.Access, CreatedAt: t.CreatedAt, ExpiresAt: orNull(t.ExpiresAt), LastUsedAt: orNull(t.LastUsedAt)})
		}
		return out, problem(err)
	})
	type newTokenInput struct {
		Body struct {
			Name   string `json:"name" minLength:"1" maxLength:"100" doc:"what it is for"`
			Access string `json:"access" enum:"viewer,responder,reviewer,admin" doc:"at most your own, for all incidents or for those of a service"`
			Days   int    `json:"days,omitempty" minimum:"1" maximum:"3650" default:"90"`
		}
	}
	add := bySignIn(operation("add-token", http.MethodPost, tokensPath, "Make an API token; it is told this once"))
	add.DefaultStatus = http.StatusCreated
	huma.Register(a, add, func(ctx context.Context, in *newTokenInput) (*body[tokenBody], error) {
		now := s.tracker.Now().UTC()
		expires := now.AddDate(0, 0, in.Body.Days)
		id, secret, err := s.tracker.NewToken(ctx, actor(ctx), in.Body.Name, tracker.Access(in.Body.Access), expires)
		if err != nil {
			return nil, problem(err)
		}
		return &body[tokenBody]{Body: tokenBody{ID: id, Name: in.Body.Name, Access: in.Body.Access, CreatedAt: now, ExpiresAt: &expires, Token: secret}}, nil
	})
	drop := operation("drop-token", http.MethodDelete, "/account/tokens/{id}", "Take one of your API tokens away")
	drop.Description = "With a token, only that one itself; else by a session of who signed in."
	huma.Register(a, drop, func(ctx context.Context, in *ownedID) (*struct{}, error) {
		return nil, problem(s.tracker.DropToken(ctx, actor(ctx), in.ID))
	})
}

// sessions registers what somebody does with the own sessions.
func (s *server) sessions(a huma.API) {
	type sessionBody struct {
		ID        string    `json:"id"`
		ExpiresAt time.Time `json:"expires_at"`
	}
	type sessionsBody struct {
		Sessions []sessionBody `json:"sessions"`
	}
	huma.Register(a, operation("list-sessions", http.MethodGet, "/account/sessions", "List where you are signed in"), func(ctx context.Context, _ *struct{}) (*body[sessionsBody], error) {
		all, err := s.tracker.Sessions(ctx, actor(ctx))
		out := &body[sessionsBody]{Body: sessionsBody{[]sessionBody{}}}
		for _, one := range all {
			out.Body.Sessions = append(out.Body.Sessions, sessionBody{one.Key, one.ExpiresAt})
		}
		return out, problem(err)
	})
	huma.Register(a, bySignIn(operation("end-session", http.MethodDelete, "/account/sessions/{id}", "End one of your sessions")), func(ctx context.Context, in *ownedID) (*struct{}, error) {
		return nil, problem(s.tracker.EndSession(ctx, actor(ctx), in.ID))
	})
}
