package tracker

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// writeTicket lets the ticket take over what the document says. That a ticket has
// moved only the document can take over. What the ticket says after that is what is
// settled, and what was changed is told and noted also where something else failed.
func (s *syncing) writeTicket(ctx context.Context, one *TicketSync, item incident.ActionItem, ticket tickets.Ticket, fact *incident.TicketFact) error {
	change, fields := ticketChange(one, item)
	if item.HasDue() && textLags(ticket, item.Due) {
		change.Due = &item.Due
	}
	was := item
	was.Title = ticket.Title
	nothing := change == (tickets.Change{})
	change, err := s.withText(change, was, item)
	if err != nil || nothing && !s.ownerLags(ctx, change, ticket) {
		return err
	}
	after, failed := s.editTicket(ctx, one, ticket, change)
	s.unread = cmp.Or(s.unread, failed)
	if after.URL == "" {
		return nil
	}
	now, err := tickets.FactOf(ctx, s.p, item, after)
	if err != nil {
		return err
	}
	*fact = now
	return s.settle(ctx, one, fields, differences(item, now))
}

// editTicket changes a ticket and gives it as it is then. One that refuses, or is not
// answered about, is told; it still differs, and the others go on. failed is why there
// was no answer.
func (s *syncing) editTicket(ctx context.Context, one *TicketSync, ticket tickets.Ticket, change tickets.Change) (after tickets.Ticket, failed error) {
	var refused error
	failed = s.q.Ask(func() (err error) {
		var warnings []string
		after, warnings, err = s.p.Edit(ctx, ticket.Ref, change)
		one.Warnings = append(one.Warnings, warnings...)
		if err != nil && incident.CodeOf(err) == incident.Refused {
			refused, err = err, nil
		}
		return err
	})
	if err := cmp.Or(refused, failed); err != nil {
		one.Warnings = append(one.Warnings, incident.Sentence(err, tickets.LangOf(ctx)))
	}
	return after, failed
}

// ticketChange gives what the document says and its ticket does not, and the fields
// in which that is.
func ticketChange(one *TicketSync, item incident.ActionItem) (change tickets.Change, fields []string) {
	for _, diff := range one.Differences {
		switch {
		case diff.Field == "title" && item.Title != "":
			change.Title = &item.Title
		case diff.Field == "owner" && item.Owner != "":
			change.Owner = &item.Owner
		case diff.Field == "due" && item.HasDue():
			change.Due = &item.Due
		default:
			continue
		}
		fields = append(fields, diff.Field)
	}
	return change, fields
}

// withText adds to a change what pmtracker writes into the ticket of an item, as it was
// and as it is.
func (s *syncing) withText(change tickets.Change, was, now incident.ActionItem) (tickets.Change, error) {
	var err error
	change.Lang = s.d.Lang
	if change.Was, err = s.d.TicketBody(was, s.place(s.d)); err != nil {
		return change, err
	}
	change.Text, err = s.d.TicketBody(now, s.place(s.d))
	return change, err
}

// settle marks those of the written fields that do not differ any longer, and notes
// what was changed.
func (s *syncing) settle(ctx context.Context, one *TicketSync, fields []string, left []SyncDifference) error {
	var settled []string
	for i, diff := range one.Differences {
		still := slices.ContainsFunc(left, func(d SyncDifference) bool { return d.Field == diff.Field })
		if slices.Contains(fields, diff.Field) && !still {
			one.Differences[i].Settled = true
			settled = append(settled, diff.Field)
		}
	}
	if len(settled) == 0 {
		settled = []string{"text"} // it says what the document does
	}
	return s.note(ctx, "ticket.sync", one.Item+" "+strings.Join(settled, ", ")+" to its ticket")
}

// textLags tells whether a ticket's text says another day than the one that was
// set where it counts, on a project board or a milestone. Who may not see that goes
// by the text.
func textLags(ticket tickets.Ticket, due civil.Date) bool {
	return ticket.TextDue.IsValid() && ticket.Due == due && ticket.TextDue != due
}

// ownerLags tells whether a ticket's text, as pmtracker wrote it, names another owner than
// the ticket has.
func (s *syncing) ownerLags(ctx context.Context, change tickets.Change, ticket tickets.Ticket) bool {
	return len(ticket.Markers) > 0 && tickets.OwnerLags(ticket.Body, change.Text, tickets.OwnerOf(ctx, s.p, ticket))
}

// writeText lets a ticket's text say the due date that the ticket has. Where that fails it
// is told, and nothing more: document and ticket agree already.
func (s *syncing) writeText(ctx context.Context, one *TicketSync, ticket tickets.Ticket) error {
	if after, _ := s.editTicket(ctx, one, ticket, tickets.Change{Due: &ticket.Due, Lang: s.d.Lang}); after.URL == "" {
		return nil
	}
	return s.note(ctx, "ticket.sync", one.Item+" due to the text of its ticket")
}
