package tickets

import (
	"context"
	"errors"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Facts asks the provider about the ticket of each item that names one, and gives
// by item id what it said, or why it said nothing. A ticket that does not exist or that
// this account may not see is a fact too, with the reason.
func Facts(ctx context.Context, p Provider, items []incident.ActionItem) (facts map[string]incident.TicketFact, unread map[string]error) {
	facts, unread = make(map[string]incident.TicketFact, len(items)), map[string]error{}
	q := Inquiry{Provider: p}
	for _, item := range items {
		if item.Ticket == "" {
			continue
		}
		if fact, err := q.Fact(ctx, item, nil); err != nil {
			unread[item.ID] = err
		} else {
			facts[item.ID] = fact
		}
	}
	return facts, unread
}

func factOf(ctx context.Context, p Provider, item incident.ActionItem, marked []Ticket) (incident.TicketFact, error) {
	ref, ok := incident.ParseTicketRef(item.Ticket)
	if !ok {
		return incident.TicketFact{Why: incident.Tell(incident.NotFound, "%q is not the address or key of a ticket", "「%s」はチケットのURLでもキーでもありません", item.Ticket)}, nil
	}
	if ref.Provider != p.Name() {
		return incident.TicketFact{
			Why:      incident.Tell(incident.NotFound, "it belongs to %s, but tickets are configured to be at %s", "%s のチケットですが、設定では %s を使うことになっています", ref.Provider, p.Name()),
			PutRight: Cannot("link a ticket of %s, or correct tickets.provider (--provider)", "%s のチケットを書くか、tickets.provider（--provider）を直してください", p.Name()),
		}, nil
	}
	if ticket, ok := Listed(p, ref, marked); ok {
		return FactOf(ctx, p, item, ticket)
	}
	ticket, err := p.Get(ctx, ref)
	if code := incident.CodeOf(err); err != nil && (code == incident.NotFound || code == incident.Refused) {
		return Unconfirmed(err), nil
	}
	if err != nil {
		return incident.TicketFact{}, err
	}
	return FactOf(ctx, p, item, ticket)
}

// Unconfirmed is the fact that nobody can confirm a ticket, with where it has moved
// to where the provider says that.
func Unconfirmed(why error) incident.TicketFact {
	fact := incident.TicketFact{Why: Reason(why)}
	var moved *Moved
	if errors.As(why, &moved) {
		fact.URL = moved.To
	}
	return fact
}

// FactOf gives what a ticket says as the gate asks it of an item.
func FactOf(ctx context.Context, p Provider, item incident.ActionItem, ticket Ticket) (incident.TicketFact, error) {
	want, err := wantedOwner(ctx, p, item.Owner)
	if err != nil {
		return incident.TicketFact{}, err
	}
	return incident.TicketFact{
		Exists: true, URL: ticket.URL, Title: ticket.Title, Done: ticket.Done,
		Owners: ticket.Owners, WantOwner: want, Due: ticket.Due,
	}, nil
}

// Listed gives the ticket of a reference from what FindMarked found of an item, where
// that is its present state: of a listing that lags behind nothing counts.
func Listed(p Provider, ref incident.TicketRef, marked []Ticket) (Ticket, bool) {
	if len(marked) == 0 || !p.ListsPresent() {
		return Ticket{}, false
	}
	for _, t := range marked {
		if t.Ref.Same(ref) {
			return t, true
		}
	}
	return Ticket{}, false
}

// wantedOwner gives the item's owner as the provider calls that person. One whom
// the provider does not know owns no ticket there: the name stays as it is
// written, and the gate says who the ticket is assigned to instead.
func wantedOwner(ctx context.Context, p Provider, owner string) (string, error) {
	if owner == "" {
		return "", nil
	}
	account, err := p.Account(ctx, owner)
	if code := incident.CodeOf(err); err != nil && (code == incident.NotFound || code == incident.Refused) {
		return owner, nil
	}
	return account, err
}
