package tickets

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// patience is how many tickets in a row may not be answered before no more is asked:
// each has been waited for already.
const patience = 3

// Inquiry asks a provider about tickets one after the other. What it did not say of one
// costs the others nothing, until it is plain that it says nothing of any.
type Inquiry struct {
	Provider Provider
	inRow    int   // how many in a row were not answered
	last     error // why
}

// Fact gives what the provider says of an item's ticket, from the listing where it is
// in it. The error is of a provider that did not answer, or is asked no more.
func (q *Inquiry) Fact(ctx context.Context, item incident.ActionItem, marked []Ticket) (fact incident.TicketFact, err error) {
	err = q.Ask(func() error {
		fact, err = factOf(ctx, q.Provider, item, marked)
		return err
	})
	return fact, err
}

// Ask lets one ticket be asked about, unless no more is asked. An error of that is the
// provider's for this ticket.
func (q *Inquiry) Ask(about func() error) error {
	if q.inRow >= patience {
		return Reason(q.last) // without the ticket that it was said of
	}
	err := about()
	if err == nil {
		q.inRow = 0
		return nil
	}
	q.last = err
	if q.inRow++; incident.CodeOf(err) != incident.Unavailable {
		q.GiveUp(err) // it would say the same of every other
	}
	return err
}

// GiveUp asks about no further ticket, for what the provider said already.
func (q *Inquiry) GiveUp(why error) { q.last, q.inRow = why, patience }
