package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type tokenBody struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Access     string     `json:"access" enum:"viewer,responder,reviewer,admin"`
	CreatedAt  time.Time  `json:"created_at"`
	ExpiresAt  *time.Time `json:"expires_at"`
	LastUsedAt *time.Time `json:"last_used_at" doc:"to the hour"`
	Token      string     `json:"token,omitempty" doc:"the token itself, in the answer to its creation alone"`
}

type accountBody struct {
	ID       string            `json:"account" example:"@akiko"`
	Name     string            `json:"name"`
	Email    string            `json:"email"`
	Access   string            `json:"access" enum:"viewer,responder,reviewer,admin"`
	Disabled bool              `json:"disabled"`
	Services map[string]string `json:"services" doc:"more access, by service"`
}

func accountOf(a store.Account) accountBody {
	if a.Services == nil {
		a.Services = map[string]string{}
	}
	return accountBody{a.ID, a.Name, a.Email, a.Access, a.Disabled, a.Services}
}

// account registers what somebody does with the own account.
func (s *server) account(a huma.API) {
	type meBody struct {
		Account string `json:"account"`
		Access  string `json:"access"`
	}
	huma.Register(a, operation("get-me-account", http.MethodGet, "/account", "Get who you are and what you may do"), func(ctx context.Context, _ *struct{}) (*body[meBody], error) {
		who := actor(ctx)
		return &body[meBody]{Body: meBody{who.Name, string(who.Access)}}, nil
	})
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
			Access string `json:"access" enum:"viewer,responder,reviewer,admin" doc:"at most your own"`
			Days   int    `json:"days,omitempty" minimum:"1" maximum:"3650" default:"90"`
		}
	}
	add := operation("add-token", http.MethodPost, "/account/tokens", "Make an API token; it is told this once")
	add.DefaultStatus = http.StatusCreated
	huma.Register(a, add, func(ctx context.Context, in *newTokenInput) (*body[tokenBody], error) {
		now := s.tracker.Now().UTC()
		expires := now.AddDate(0, 0, in.Body.Days)
		secret, err := s.tracker.NewToken(ctx, actor(ctx), in.Body.Name, tracker.Access(in.Body.Access), expires)
		if err != nil {
			return nil, problem(err)
		}
		return &body[tokenBody]{Body: tokenBody{Name: in.Body.Name, Access: in.Body.Access, CreatedAt: now, ExpiresAt: &expires, Token: secret}}, nil
	})
	type idInput struct {
		ID string `path:"id" maxLength:"100"`
	}
	huma.Register(a, operation("drop-token", http.MethodDelete, "/account/tokens/{id}", "Take one of your API tokens away"), func(ctx context.Context, in *idInput) (*struct{}, error) {
		return nil, problem(s.tracker.DropToken(ctx, actor(ctx), in.ID))
	})
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
	huma.Register(a, operation("end-session", http.MethodDelete, "/account/sessions/{id}", "End one of your sessions"), func(ctx context.Context, in *idInput) (*struct{}, error) {
		return nil, problem(s.tracker.EndSession(ctx, actor(ctx), in.ID))
	})
	s.accounts(a)
}

// accounts registers what an admin does with the accounts of everybody.
func (s *server) accounts(a huma.API) {
	type accountsBody struct {
		Accounts []accountBody `json:"accounts"`
	}
	huma.Register(a, operation("list-accounts", http.MethodGet, "/accounts", "List the accounts, for an admin"), func(ctx context.Context, _ *struct{}) (*body[accountsBody], error) {
		all, err := s.tracker.Accounts(ctx, actor(ctx))
		out := &body[accountsBody]{Body: accountsBody{[]accountBody{}}}
		for _, one := range all {
			out.Body.Accounts = append(out.Body.Accounts, accountOf(one))
		}
		return out, problem(err)
	})
	type accountInput struct {
		ID string `path:"account" maxLength:"300" example:"@akiko"`
	}
	huma.Register(a, operation("get-account", http.MethodGet, "/accounts/{account}", "Get one account, for an admin"), func(ctx context.Context, in *accountInput) (*body[accountBody], error) {
		return s.oneAccount(ctx, in.ID)
	})
	type addAccountInput struct {
		Body struct {
			ID       string `json:"account" minLength:"1" maxLength:"100" example:"@akiko"`
			Password string `json:"password" minLength:"1" maxLength:"1000"`
			Access   string `json:"access" enum:"viewer,responder,reviewer,admin"`
		}
	}
	huma.Register(a, created(operation("add-account", http.MethodPost, "/accounts", "Make an account that signs in with a password")), func(ctx context.Context, in *addAccountInput) (*body[accountBody], error) {
		if err := s.tracker.AddAccount(ctx, actor(ctx), in.Body.ID, in.Body.Password, tracker.Access(in.Body.Access)); err != nil {
			return nil, problem(err)
		}
		return s.oneAccount(ctx, in.Body.ID)
	})
	type changeAccountInput struct {
		ID      string `path:"account" maxLength:"300" example:"@akiko"`
		IfMatch string `header:"If-Match" doc:"the ETag of the account that was seen; the change is refused with 412 when it is another by now"`
		Body    struct {
			Access   string `json:"access" enum:"viewer,responder,reviewer,admin"`
			Service  string `json:"service,omitempty" maxLength:"100" doc:"the access is for the incidents of this service alone"`
			Disabled bool   `json:"disabled,omitempty"`
		}
	}
	huma.Register(a, operation("change-account", http.MethodPatch, "/accounts/{account}", "Change what an account may do"), func(ctx context.Context, in *changeAccountInput) (*body[accountBody], error) {
		if in.IfMatch != "" && in.IfMatch != "*" {
			now, err := s.oneAccount(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			if now.ETag != in.IfMatch {
				return nil, outdated(in.ID)
			}
		}
		access := tracker.Access(in.Body.Access)
		var err error
		if in.Body.Service != "" {
			err = s.tracker.SetServiceAccess(ctx, actor(ctx), in.ID, in.Body.Service, access)
		} else {
			err = s.tracker.SetAccess(ctx, actor(ctx), in.ID, access, in.Body.Disabled)
		}
		if err != nil {
			return nil, problem(err)
		}
		return s.oneAccount(ctx, in.ID)
	})
}

// oneAccount gives an account with its ETag, a digest of what is told of it.
func (s *server) oneAccount(ctx context.Context, id string) (*body[accountBody], error) {
	all, err := s.tracker.Accounts(ctx, actor(ctx))
	if err != nil {
		return nil, problem(err)
	}
	for _, one := range all {
		if incident.SameAccount(one.ID, id) {
			b := accountOf(one)
			sum := sha256.Sum256(fmt.Append(nil, b)) // maps are printed in the order of their keys
			return &body[accountBody]{ETag: strconv.Quote(hex.EncodeToString(sum[:8])), Body: b}, nil
		}
	}
	return nil, problem(incident.Tell(incident.NotFound, "there is no account %s", "アカウント %s はありません", id))
}
