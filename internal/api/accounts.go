package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type accountBody struct {
	ID       string            `json:"account" example:"@akiko"`
	Name     string            `json:"name"`
	Email    string            `json:"email"`
	Access   string            `json:"access" enum:"viewer,responder,reviewer,admin"`
	Disabled bool              `json:"disabled"`
	Services map[string]string `json:"services" doc:"more access, by service"`
	Lang     string            `json:"lang" enum:",en,ja" doc:"in which the person reads; empty: as the browser says"`
	Zone     string            `json:"timezone" doc:"in which the person reads times; empty: as the browser says"`
}

func accountOf(a store.Account) accountBody {
	if a.Services == nil {
		a.Services = map[string]string{}
	}
	return accountBody{a.ID, a.Name, a.Email, a.Access, a.Disabled, a.Services, a.Lang, a.Zone}
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
	s.resetPassword(a)
	huma.Register(a, operation("change-account", http.MethodPatch, "/accounts/{account}", "Change what an account may do"), s.changeAccount)
}

// resetPassword registers how an admin helps in somebody who has forgotten the password.
func (s *server) resetPassword(a huma.API) {
	type passwordInput struct {
		ID      string `path:"account" maxLength:"300" example:"@akiko"`
		IfMatch string `header:"If-Match" doc:"the ETag of the account that was seen; the change is refused with 412 when it is another by now"`
		Body    struct {
			Password string `json:"password" minLength:"1" maxLength:"1000"`
		}
	}
	huma.Register(a, operation("reset-password-account", http.MethodPut, "/accounts/{account}/password", "Give an account another password, and end its sessions"), func(ctx context.Context, in *passwordInput) (*struct{}, error) {
		was, err := s.oneAccount(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		id := was.Body.ID
		return nil, problem(s.tracker.ResetPassword(matchAccount(ctx, id, in.IfMatch), actor(ctx), id, in.Body.Password))
	})
}

type changeAccountInput struct {
	ID      string `path:"account" maxLength:"300" example:"@akiko"`
	IfMatch string `header:"If-Match" doc:"the ETag of the account that was seen; the change is refused with 412 when it is another by now"`
	Body    struct {
		Access   string `json:"access" enum:"viewer,responder,reviewer,admin"`
		Service  string `json:"service,omitempty" maxLength:"100" doc:"the access is for the incidents of this service alone"`
		Disabled *bool  `json:"disabled,omitempty" doc:"of the whole account, so not together with a service; left out: as it was"`
	}
}

func (s *server) changeAccount(ctx context.Context, in *changeAccountInput) (*body[accountBody], error) {
	was, err := s.oneAccount(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	id := was.Body.ID
	err = s.tracker.ChangeAccount(matchAccount(ctx, id, in.IfMatch), actor(ctx), id,
		tracker.AccountChange{Access: tracker.Access(in.Body.Access), Service: in.Body.Service, Disabled: in.Body.Disabled})
	if err != nil {
		return nil, problem(err)
	}
	return s.oneAccount(ctx, id)
}

// oneAccount gives an account with its ETag.
func (s *server) oneAccount(ctx context.Context, id string) (*body[accountBody], error) {
	one, err := s.tracker.FindAccount(ctx, actor(ctx), id)
	if err != nil {
		return nil, problem(err)
	}
	return &body[accountBody]{ETag: strconv.Quote(tracker.AccountMark(one)), Body: accountOf(one)}, nil
}

// matchAccount gives the context under which an account is changed only while it is
// as its sender saw it (RFC 9110, If-Match).
func matchAccount(ctx context.Context, id, ifMatch string) context.Context {
	if ifMatch == "" || ifMatch == "*" {
		return ctx
	}
	return tracker.ExpectAccount(ctx, id, marksOf(ifMatch))
}
