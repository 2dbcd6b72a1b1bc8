package jira

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// ListsPresent is false: Jira's search lags behind.
func (p *Provider) ListsPresent() bool { return false }

// Edit changes an issue. What pmtracker wrote of it into the description follows,
// where the edit screen has the description.
func (p *Provider) Edit(ctx context.Context, ref incident.TicketRef, c tickets.Change) (tickets.Ticket, []string, error) {
	what := tickets.Cannot("cannot change ticket %s", "チケット %s を変更できません", ref.Key)
	before, err := p.read(ctx, ref.Key)
	if err != nil {
		return tickets.Ticket{}, nil, failure(err, what, false)
	}
	fields, after, err := p.editFields(ctx, before, c)
	if err != nil {
		return tickets.Ticket{}, nil, err
	}
	if len(fields) == 0 { // nothing of the text is pmtracker's
		return tickets.Ticket{}, nil, nil
	}
	var warnings []string
	said, err := p.put(ctx, ref.Key, fields)
	if said["description"] != "" && len(fields) > 1 {
		warnings = append(warnings, tickets.LangOf(ctx).Say("Jira does not take the text of %s (%s); what it says of title, owner and due date stays", "Jira が %s の説明を受け付けません（%s）。説明に書かれたタイトル・担当・期限は元のままです", ref.Key, said["description"]))
		delete(fields, "description")
		said, err = p.put(ctx, ref.Key, fields)
	}
	for _, f := range ourFields {
		if said := said[f.id]; said != "" && offScreenSaid(said) {
			return tickets.Ticket{}, warnings, incident.Tell(incident.Refused, "%[1]s: project %[2]s takes no %[3]s (%[4]s); have an administrator put the field \"%[5]s\" on its edit screen",
				"%s: プロジェクト %[2]s では「%[6]s」を設定できません（%[4]s）。管理者に編集画面へ「%[6]s」を追加してもらってください", what, projectOf(ref.Key), strings.ToLower(f.label), said, f.label, f.labelJa)
		}
	}
	if err != nil {
		return tickets.Ticket{}, warnings, failure(err, what, false)
	}
	return after, warnings, nil
}

// put sends the edit, which Jira carries out as a whole or not at all, and gives
// what it says of fields that it refuses.
func (p *Provider) put(ctx context.Context, key string, fields map[string]any) (said map[string]string, err error) {
	_, err = p.call(ctx, http.MethodPut, "issue/"+url.PathEscape(key), map[string]any{"fields": fields}, nil)
	var r *refusal
	if errors.As(err, &r) {
		return r.Fields, err
	}
	return nil, err
}

// editFields gives the fields of the edit, by id, and the ticket as they make it.
func (p *Provider) editFields(ctx context.Context, before issue, c tickets.Change) (fields map[string]any, after tickets.Ticket, err error) {
	fields, after = map[string]any{}, p.ticket(before)
	if c.Title != nil {
		after.Title = summary(*c.Title)
		fields["summary"] = after.Title
	}
	if c.Owner != nil {
		account, err := p.assignee(ctx, *c.Owner, projectOf(before.Key))
		if err != nil {
			return nil, after, err
		}
		is, err := p.deployed(ctx)
		if err != nil {
			return nil, after, err
		}
		fields["assignee"] = assigneeField(is, account)
		after.Owners, after.OwnerNames = []string{account}, nil
	}
	if c.Due != nil {
		after.Due = *c.Due
		fields["duedate"] = c.Due.String()
	}
	if _, ours := before.mark(); !ours {
		c.Was, c.Text = "", ""
	}
	if text := changedText(before.Fields.Description, c, tickets.OwnerOf(ctx, p, p.ticket(before))); text != nil {
		fields["description"] = text
		data, _ := json.Marshal(text)
		after.Body = said(data)
	}
	return fields, after, nil
}
