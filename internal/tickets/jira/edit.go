package jira

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// ListsPresent is false: Jira's search lags behind.
func (p *Provider) ListsPresent() bool { return false }

// Edit changes an issue. The due date stands in the description too.
func (p *Provider) Edit(ctx context.Context, ref incident.TicketRef, c tickets.Change) error {
	what := tickets.Cannot("cannot change ticket %s", "チケット %s を変更できません", ref.Key)
	fields := map[string]any{}
	if c.Title != nil {
		fields["summary"] = summary(*c.Title)
	}
	if c.Owner != nil {
		account, err := p.assignee(ctx, *c.Owner)
		if err != nil {
			return err
		}
		is, err := p.deployed(ctx)
		if err != nil {
			return err
		}
		fields["assignee"] = assigneeField(is, account)
	}
	if c.Due != nil {
		before, err := p.read(ctx, ref.Key)
		if err != nil {
			return failure(err, what, false)
		}
		fields["duedate"] = c.Due.String()
		if text := withDue(before.Fields.Description, *c.Due, c.Lang); text != nil {
			fields["description"] = text
		}
	}
	_, err := p.call(ctx, http.MethodPut, "issue/"+url.PathEscape(ref.Key), map[string]any{"fields": fields}, nil)
	var r *refusal
	if !errors.As(err, &r) {
		r = &refusal{}
	}
	for _, f := range ourFields {
		if said := r.Fields[f.id]; said != "" && offScreenSaid(said) {
			return incident.Tell(incident.Refused, "%[1]s: project %[2]s takes no %[3]s (%[4]s); have an administrator put the field \"%[5]s\" on its edit screen",
				"%s: プロジェクト %[2]s では「%[6]s」を設定できません（%[4]s）。管理者に編集画面へ「%[6]s」を追加してもらってください", what, p.config.Project, strings.ToLower(f.label), said, f.label, f.labelJa)
		}
	}
	if err != nil {
		return failure(err, what, false)
	}
	return nil
}
