package tracker

import (
	"context"
	"errors"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketStates is what the provider says of the tickets of several documents, by
// document and item. Nil: it was not asked.
type TicketStates map[*postmortem.Document]map[string]incident.TicketFact

// Done tells whether an item of a document is finished: its check was seen to
// hold, or its ticket is closed.
func (s TicketStates) Done(d *postmortem.Document, item incident.ActionItem) bool {
	return item.IsVerified() || s[d][item.ID].Done
}

// Elsewhere tells whether the ticket of an item that is not known to be done belongs to
// another provider than the one that was asked, so that nobody knows whether it is closed.
func (s TicketStates) Elsewhere(d *postmortem.Document, item incident.ActionItem) bool {
	var other *tickets.OtherProvider
	return errors.As(s[d][item.ID].Why, &other)
}

// askOneByOne is up to how many tickets each is asked about by itself. More are
// looked for in one listing by pages of 100: an Action's token has 1,000 requests
// an hour.
const askOneByOne = 30

// UnreadTickets is an error that names the tickets of which nothing is known, since the
// provider did not answer, or gives this account no right to read them.
type UnreadTickets struct {
	Tickets []string // as documents name them
	why     error    // of the first
}

// Error says why the first was not answered.
func (u *UnreadTickets) Error() string { return u.why.Error() }

// Unwrap gives that in both languages.
func (u *UnreadTickets) Unwrap() error { return u.why }

// UnreadIn gives the tickets that an error of AskTickets names.
func UnreadIn(err error) []string {
	var u *UnreadTickets
	if errors.As(err, &u) {
		return u.Tickets
	}
	return nil
}

// AskTickets asks the provider about the ticket of every action item. What it said is
// given also where it did not answer about all; the error then is UnreadTickets.
func AskTickets(ctx context.Context, p tickets.Provider, docs []*postmortem.Document) (TicketStates, error) {
	q := inquiry{Inquiry: tickets.Inquiry{Provider: p}}
	var markers []string
	for _, d := range docs {
		for _, item := range d.ActionItems() {
			if _, ok := incident.ParseTicketRef(item.Ticket); ok {
				markers = append(markers, d.Front.Incident+"/"+item.ID)
			}
		}
	}
	if len(markers) > askOneByOne && p.ListsPresent() {
		var err error
		if q.listed, err = p.FindMarked(ctx, markers); err != nil {
			q.failed = err
			q.GiveUp(err)
		}
	}
	states := TicketStates{}
	for _, d := range docs {
		states[d] = map[string]incident.TicketFact{}
		for _, item := range d.ActionItems() {
			if ref, ok := incident.ParseTicketRef(item.Ticket); ok {
				q.ask(ctx, d, item, ref, states[d])
			}
		}
	}
	if len(q.unread) > 0 {
		return states, &UnreadTickets{q.unread, q.failed}
	}
	return states, nil
}

// inquiry asks about the tickets of documents.
type inquiry struct {
	tickets.Inquiry
	listed map[string][]tickets.Ticket // by marker; nil: nothing was listed
	unread []string
	failed error // why the first was not answered
}

// ask takes a ticket from the listing, or asks about one that is not in it. Whether one
// that this account has no right to read is closed, nobody knows.
func (q *inquiry) ask(ctx context.Context, d *postmortem.Document, item incident.ActionItem, ref incident.TicketRef, facts map[string]incident.TicketFact) {
	fact, err := q.Fact(ctx, item, q.listed[d.Front.Incident+"/"+item.ID])
	if err == nil {
		facts[item.ID] = fact
		if fact.Exists || incident.CodeOf(fact.Why) != incident.Refused {
			return
		}
		err = incident.Tell(incident.Refused, "cannot read ticket %s: %w", "チケット %s を読めません: %w", ref, fact.Why)
	}
	q.unread = append(q.unread, ref.String())
	if q.failed == nil {
		q.failed = err
	}
}
