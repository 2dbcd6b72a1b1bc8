package tracker

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// writeDoc lets the document take over what the ticket says. What the ticket
// does not say is not taken over: an item without an owner or a day is worse than
// one that differs.
func (s *syncing) writeDoc(ctx context.Context, one *TicketSync, ticket tickets.Ticket) error {
	for i, diff := range one.Differences {
		value := diff.Ticket
		if diff.Field == "owner" {
			value = s.documentName(ctx, ticket)
		}
		if value == "" {
			continue
		}
		may := afterClosing
		if diff.Field == "title" { // the words are what was approved
			may = untilClosed
		}
		err := s.edit(ctx, s.actor, may, "ticket.sync", s.target, func(d *postmortem.Document) (edited, error) {
			var text []byte
			var err error
			switch diff.Field {
			case "title":
				if d.Front.Status == postmortem.StatusClosed { // a file is not kept from it otherwise
					return edited{}, closedError(s.target)
				}
				text, err = d.SetTitle(one.Item, value)
			case "ticket":
				text, err = d.MoveTicket(one.Item, value)
			default:
				text, err = d.SetField(one.Item, incident.Field(diff.Field), value)
			}
			return edited{text, one.Item + " " + diff.Field + " from its ticket"}, err
		})
		if errors.Is(err, errClosed) { // it still differs, and the others go on
			one.Warnings = append(one.Warnings, incident.Sentence(err, tickets.LangOf(ctx)))
			continue
		}
		if err != nil {
			return err
		}
		one.Differences[i].Settled = true
		if diff.Field == "ticket" {
			one.Ticket, one.Why = value, "" // nothing is left to do
		}
		if diff.Field == "due" && textLags(ticket, ticket.Due) {
			if err := s.writeText(ctx, one, ticket); err != nil {
				return err
			}
		}
	}
	return nil
}

// documentName is how documents write whom a ticket is assigned to first: by the mapping,
// else at Jira as this document does, by an e-mail address or by name rather than by the
// number of an account; "" for nobody.
func (s *syncing) documentName(ctx context.Context, t tickets.Ticket) string {
	if len(t.Owners) == 0 {
		return ""
	}
	account, email := t.Owners[0], emailOf(t)
	for _, known := range []string{account, email} {
		if person, ok := s.Config.People.Find(known); ok {
			return person.ID
		}
	}
	if s.p.Name() == incident.Jira {
		return cmp.Or(s.ownSpelling(ctx, t), email, s.wholeName(t), account)
	}
	return "@" + strings.TrimPrefix(account, "@")
}

// ownSpelling is how another action item of the document writes whom a ticket is assigned
// to; empty: none does.
func (s *syncing) ownSpelling(ctx context.Context, t tickets.Ticket) string {
	for _, item := range s.d.ActionItems() {
		if !s.Config.People.OnePerson(item.Owner) {
			continue
		}
		if account, err := s.p.Account(ctx, item.Owner, t.Ref); err == nil && incident.SameAccount(account, t.Owners[0]) {
			return item.Owner
		}
	}
	return ""
}

// wholeName is the name that Jira shows for whom a ticket is assigned to; empty where that
// is a user name already, or the name may mean several.
func (s *syncing) wholeName(t tickets.Ticket) string {
	if len(t.OwnerNames) == 0 || slices.Contains(t.OwnerNames, t.Owners[0]) {
		return ""
	}
	if name := t.OwnerNames[len(t.OwnerNames)-1]; s.Config.People.OnePerson(name) {
		return name
	}
	return ""
}

// emailOf gives the e-mail address of whom a ticket is assigned to, where that is what
// people know of the account; "" where it is a user name already.
func emailOf(t tickets.Ticket) string {
	if slices.Contains(t.OwnerNames, t.Owners[0]) {
		return ""
	}
	i := slices.IndexFunc(t.OwnerNames, func(name string) bool { return strings.Contains(name, "@") })
	if i < 0 {
		return ""
	}
	return t.OwnerNames[i]
}
