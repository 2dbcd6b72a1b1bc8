package tracker

import (
	"context"
	"errors"
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
			first, _, _ := strings.Cut(diff.Ticket, ", ")
			value = s.documentName(first)
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
			if diff.Field == "title" {
				if d.Front.Status == postmortem.StatusClosed { // a file is not kept from it otherwise
					return edited{}, closedError(s.target)
				}
				text, err = d.SetTitle(one.Item, value)
			} else {
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

// documentName is how documents write an account of the provider.
func (s *syncing) documentName(account string) string {
	if person, ok := s.Config.People.Find(account); ok {
		return person.ID
	}
	if account == "" || s.p.Name() == incident.Jira {
		return account
	}
	return "@" + strings.TrimPrefix(account, "@")
}
