package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type listItemsInput struct {
	Owner   string `query:"owner" maxLength:"100"`
	Team    string `query:"team" maxLength:"100" doc:"of the owner, by the mapping of people"`
	Service string `query:"service" maxLength:"100"`
	State   string `query:"state" enum:"open,done,verified"`
	Overdue bool   `query:"overdue" doc:"only open ones whose day has passed"`
	After   string `query:"after" maxLength:"80" doc:"the cursor that the page before gave"`
	Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type itemsBody struct {
	ActionItems []itemBody `json:"action_items"`
	Next        string     `json:"next" doc:"cursor of the next page; empty: this is the last"`
}

type editItemInput struct {
	Matched
	Item string `path:"item" pattern:"^AI-[0-9]{1,6}$" example:"AI-1"`
	Body struct {
		Kind       *string `json:"kind,omitempty" maxLength:"20"`
		Owner      *string `json:"owner,omitempty" maxLength:"100"`
		Due        *string `json:"due,omitempty" maxLength:"10"`
		Ticket     *string `json:"ticket,omitempty" maxLength:"300"`
		When       *string `json:"when,omitempty" maxLength:"1000"`
		Before     *string `json:"before,omitempty" maxLength:"1000"`
		After      *string `json:"after,omitempty" maxLength:"1000" doc:"one line, or a line and below it a list whose entries begin with '- ' or '1. '; the other three hold such a list, too"`
		VerifiedBy *string `json:"verified_by,omitempty" maxLength:"1000"`
	}
}

type verifyInput struct {
	Matched
	Item string `path:"item" pattern:"^AI-[0-9]{1,6}$" example:"AI-1"`
	Body struct {
		Evidence string `json:"evidence" minLength:"1" maxLength:"500"`
	}
}

// items registers what is done with action items.
func (s *server) items(a huma.API) {
	huma.Register(a, operation("list-items", http.MethodGet, "/action-items", "List action items, those that are due first"), s.listItems)
	huma.Register(a, operation("edit-item", http.MethodPatch, "/incidents/{key}/action-items/{item}", "Change fields of an action item in the postmortem, and no other byte"), s.editItem)
	huma.Register(a, operation("verify-item", http.MethodPost, "/incidents/{key}/action-items/{item}/verification", "Record that the check of an action item was seen to hold"), func(ctx context.Context, in *verifyInput) (*body[wholeBody], error) {
		return s.after(ctx, &in.Matched, func(ctx context.Context) error {
			who := actor(ctx)
			return s.tracker.Verify(ctx, who, in.Key, in.Item, incident.Verification{On: s.tracker.Today(), By: who.Name, Evidence: in.Body.Evidence})
		})
	})
	s.orders(a)
}

func (s *server) listItems(ctx context.Context, in *listItemsInput) (*body[itemsBody], error) {
	q := tracker.ItemQuery{Owner: in.Owner, Team: in.Team, Service: in.Service, State: store.ItemState(in.State), After: in.After, Limit: in.Limit + 1}
	if in.Overdue {
		if q.DueBefore = s.tracker.Today(); q.State == "" {
			q.State = store.ItemOpen
		}
	}
	all, err := s.tracker.ListItems(ctx, actor(ctx), q)
	if err != nil {
		return nil, problem(err)
	}
	out := &body[itemsBody]{Body: itemsBody{ActionItems: []itemBody{}}}
	for i, it := range all {
		if i == in.Limit {
			out.Body.Next = all[i-1].Cursor()
			break
		}
		out.Body.ActionItems = append(out.Body.ActionItems, itemOf(it.Incident, it.IndexedItem))
	}
	return out, nil
}

func (s *server) editItem(ctx context.Context, in *editItemInput) (*body[wholeBody], error) {
	b := in.Body
	values := map[incident.Field]string{}
	for field, value := range map[incident.Field]*string{
		incident.FieldKind: b.Kind, incident.FieldOwner: b.Owner, incident.FieldDue: b.Due, incident.FieldTicket: b.Ticket,
		incident.FieldWhen: b.When, incident.FieldBefore: b.Before, incident.FieldAfter: b.After, incident.FieldVerifiedBy: b.VerifiedBy,
	} {
		if value != nil {
			values[field] = *value
		}
	}
	return s.after(ctx, &in.Matched, func(ctx context.Context) error {
		return s.tracker.SetFields(ctx, actor(ctx), in.Key, in.Item, tracker.ItemChange{Values: values})
	})
}
