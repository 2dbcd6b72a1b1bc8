package jira

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// ListsPresent is false: Jira's search lags behind.
func (p *Provider) ListsPresent() bool { return false }

// Edit changes an issue. The due date stands in the description too.
func (p *Provider) Edit(ctx context.Context, ref incident.TicketRef, c tickets.Change) error {
	ctx = tickets.WithLang(ctx, c.Lang)
	l := tickets.LangOf(ctx)
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
		if text := withDue(before.Fields.Description, *c.Due, l); text != nil {
			fields["description"] = text
		}
	}
	_, err := p.call(ctx, http.MethodPut, "issue/"+url.PathEscape(ref.Key), map[string]any{"fields": fields}, nil)
	var r *refusal
	if errors.As(err, &r) && r.Fields["duedate"] != "" {
		return incident.Tell(incident.Refused, "%s: project %s takes no due date (%s); have an administrator put the field \"Due date\" on its edit screen",
			"%s: プロジェクト %s では期限を設定できません（%s）。管理者に編集画面へ「期限（Due date）」を追加してもらってください", what, p.config.Project, r.Fields["duedate"])
	}
	if err != nil {
		return failure(err, what, false)
	}
	return nil
}
