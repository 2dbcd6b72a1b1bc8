package tickets

import (
	"context"
	"errors"
	"slices"

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
			Why:      ofOther(ref, p),
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
	var nobody *NoAPI
	if errors.As(why, &nobody) {
		fact.PutRight = Cannot("link a ticket that exists; if the address is wrong, correct it and leave the link as it is", "実在するチケットを書いてください。アドレスのほうが誤っているときは、アドレスを直し、リンクはそのままにします")
	}
	return fact
}

// FactOf gives what a ticket says as the gate asks it of an item.
func FactOf(ctx context.Context, p Provider, item incident.ActionItem, ticket Ticket) (incident.TicketFact, error) {
	want, nobody, err := wantedOwner(ctx, p, item.Owner, ticket)
	if err != nil {
		return incident.TicketFact{}, err
	}
	return incident.TicketFact{
		Exists: true, URL: ticket.URL, Title: ticket.Title, Done: ticket.Done && !ticket.Dropped, Dropped: ticket.Dropped,
		Owners: ticket.Owners, WantOwner: want, Nobody: nobody, Due: ticket.Due, Unseen: ticket.Unseen,
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

// wantedOwner gives the item's owner as the provider calls that person. Where it
// names none, since nobody may be asked or whoever left can be assigned no more, the
// ticket itself may say that it is assigned to exactly that one. Else the name stays
// as it is written, nobody tells why, and the gate says who the ticket is assigned to.
func wantedOwner(ctx context.Context, p Provider, owner string, ticket Ticket) (account string, nobody, err error) {
	if owner == "" {
		return "", nil, nil
	}
	account, err = p.Account(ctx, owner, ticket.Ref)
	if code := incident.CodeOf(err); err != nil && (code == incident.NotFound || code == incident.Refused) {
		account, nobody, err = owner, err, nil
	}
	if err == nil && incident.SameAccount(account, owner) && ticket.assignedTo(owner) {
		return ticket.Owners[0], nil, nil
	}
	return account, nobody, err
}

// assignedTo tells whether the ticket itself calls the one it is assigned to so.
func (t Ticket) assignedTo(owner string) bool {
	return slices.ContainsFunc(t.OwnerNames, func(name string) bool { return incident.SameAccount(name, owner) })
}
