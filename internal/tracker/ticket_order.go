package tracker

import (
	"context"
	"errors"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TaskTickets is the task that carries out the order of an incident.
const TaskTickets = "open-tickets"

// An order that fails for now is tried again after half a minute, and then after
// twice as long each time, up to a quarter of an hour.
const (
	firstOrderRetry = 30 * time.Second
	lastOrderRetry  = 15 * time.Minute
	orderAttempts   = 12
)

// OrderTickets lets the tickets be opened that the postmortem of an incident
// lacks: the order is stored with its items, in one transaction with the job that
// carries it out on any node. Where an order is under way already it is that one.
func (t *Tracker) OrderTickets(ctx context.Context, a Actor, key string) (o store.TicketOrder, err error) {
	err = t.change(repeatable(ctx), a, Responder, "tickets.order", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Incident = key
		if _, err := tx.LockIncident(ctx, key); err != nil {
			return err
		}
		earlier, found, err := tx.TicketOrder(ctx, key)
		if err != nil {
			return err
		}
		if o = earlier; found && !o.State.Over() {
			o.NextAt, o.Error, o.Code = t.now(), "", ""
			err = tx.SaveTicketOrder(ctx, o)
		} else if o, err = t.newOrder(ctx, tx, a, key); err == nil {
			err = tx.PutTicketOrder(ctx, o)
		}
		if err != nil || t.Queue == nil {
			return err
		}
		return t.Queue(ctx, tx, TaskTickets, key)
	})
	if err != nil || t.Queue != nil {
		return o, err
	}
	if err := t.CarryOutOrder(ctx, key); err != nil {
		return o, err
	}
	o, _, err = t.TicketOrder(ctx, a, key)
	return o, err
}

func (t *Tracker) newOrder(ctx context.Context, tx *store.Tx, a Actor, key string) (store.TicketOrder, error) {
	o := store.TicketOrder{Incident: key, By: a.Name, Origin: a.Origin, AskedAt: t.now(), State: store.OrderQueued, NextAt: t.now(), ChangedAt: t.now()}
	d, _, err := t.document(ctx, tx, key, 0)
	if err != nil {
		return o, err
	}
	drafts, err := t.TicketDrafts(d)
	for _, draft := range drafts {
		o.Items = append(o.Items, store.OrderedItem{Item: itemOf(draft.Marker)})
	}
	o.Total = len(drafts)
	return o, err
}

// TicketOrder gives the last order of an incident, with the items that its postmortem has
// now and the tickets that they link now; found is false where there was none.
func (t *Tracker) TicketOrder(ctx context.Context, a Actor, key string) (o store.TicketOrder, found bool, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		if _, err := tx.Incident(ctx, key); err != nil {
			return err
		}
		if o, found, err = tx.TicketOrder(ctx, key); err != nil || !found {
			return err
		}
		items, err := tx.ActionItems(ctx, key)
		o.Items = presentItems(o, items)
		return err
	})
	return o, found, err
}

// presentItems gives the items of a postmortem with what an order did for them. Once it is
// over, the postmortem alone says which ticket an item has: somebody may have linked another.
func presentItems(o store.TicketOrder, items []store.IndexedItem) []store.OrderedItem {
	did := map[string]store.OrderedItem{}
	for _, it := range o.Items {
		did[it.Item] = it
	}
	present := make([]store.OrderedItem, len(items))
	for i, it := range items {
		one := did[it.ID]
		one.Item = it.ID
		if one.Ticket != it.Ticket && (it.Ticket != "" || o.State.Over()) {
			one.Ticket, one.Found = it.Ticket, false
		}
		if _, linked := incident.ParseTicketRef(it.Ticket); linked {
			one.Error = ""
		}
		present[i] = one
	}
	return present
}

// AwaitOrder waits until an order is over, or its first attempt has failed, at
// most for so long, and gives how far it has come.
func (t *Tracker) AwaitOrder(ctx context.Context, a Actor, o store.TicketOrder, patience time.Duration) (store.TicketOrder, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	underWay := func() bool { return !o.State.Over() && (o.Error == "" || o.State == store.OrderRunning) }
	for underWay() {
		told := t.orders.next(o.Incident)
		now, found, err := t.TicketOrder(ctx, a, o.Incident)
		if ctx.Err() != nil {
			return o, nil
		}
		if err != nil || !found {
			return o, err
		}
		if o = now; !underWay() {
			break
		}
		timer := time.NewTimer(lookAgain)
		select {
		case <-ctx.Done():
		case <-told:
		case <-timer.C:
		}
		timer.Stop()
	}
	return o, nil
}

// CarryOutOrders looks after the orders that nobody carries out: those that failed
// for now, and those whose node has died.
func (t *Tracker) CarryOutOrders(ctx context.Context) error {
	var keys []string
	err := t.Store.Write(ctx, func(tx *store.Tx) (err error) {
		if keys, err = tx.DueTicketOrders(ctx, t.now(), ticketLease); err != nil || t.Queue == nil {
			return err
		}
		for _, key := range keys {
			if err := t.Queue(ctx, tx, TaskTickets, key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || t.Queue != nil {
		return err
	}
	for _, key := range keys {
		if err := t.CarryOutOrder(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// CarryOutOrder opens the tickets of an order, as the person who asked for them.
// Where another node does so already, or nothing is to be done, it does nothing.
// What it could not do stands in the order; the error is of the database alone.
func (t *Tracker) CarryOutOrder(ctx context.Context, key string) error {
	o, found, err := t.dueOrder(ctx, key)
	if err != nil || !found {
		return err
	}
	ctx = tickets.WithLang(ctx, t.Config.Lang) // what is stored of it, its readers share
	desk, err := t.tryStoreDesk(ctx, Actor{Name: o.By, Access: Responder, Origin: o.Origin}, key)
	if err != nil || desk == nil {
		return err
	}
	defer desk.close()
	if o, found, err = t.dueOrder(ctx, key); err != nil || !found { // it may have been over just now
		return err
	}
	w := &orderWork{t: t, o: o, ctx: desk.context()}
	w.o.State, w.o.Attempts, w.o.Done = store.OrderRunning, o.Attempts+1, 0
	if err := w.save(w.ctx); err != nil {
		return err
	}
	failed := t.createAt(desk, TicketRun{Opened: w.opened, Progress: w.progress, Limited: w.limited})
	if context.Cause(w.ctx) == store.ErrLeaseLost {
		return nil // somebody else has the order now
	}
	return w.end(failed)
}

// dueOrder gives the order of an incident, if it is to be carried out.
func (t *Tracker) dueOrder(ctx context.Context, key string) (o store.TicketOrder, due bool, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) (err error) {
		o, due, err = tx.TicketOrder(ctx, key)
		return err
	})
	return o, due && !o.State.Over() && !o.NextAt.After(t.now()), err
}

// orderWork is one attempt at an order.
type orderWork struct {
	t   *Tracker
	o   store.TicketOrder
	ctx context.Context

	unsaved []store.OrderedItem // what became of items, and could not be written yet
}

// save writes how far the order has come, with the items that changed, and those that
// an earlier one could not write.
func (w *orderWork) save(ctx context.Context, changed ...store.OrderedItem) error {
	w.o.ChangedAt = w.t.now()
	defer w.t.orders.tell(w.o.Incident)
	w.unsaved = append(w.unsaved, changed...)
	err := w.t.Store.Write(ctx, func(tx *store.Tx) error {
		for _, it := range w.unsaved {
			if err := tx.SaveOrderedItem(ctx, w.o.Incident, it); err != nil {
				return err
			}
		}
		return tx.SaveTicketOrder(ctx, w.o)
	})
	if err == nil {
		w.unsaved = nil
	}
	return err
}

// progress, limited and opened tell people who look. What of it cannot be written is
// written with the next word, or with the last, whose failure counts.
func (w *orderWork) progress(done, total int) {
	w.o.Done, w.o.Total, w.o.WaitingFor, w.o.WaitingTill = done, total, "", time.Time{}
	_ = w.save(w.ctx)
}

func (w *orderWork) limited(wait time.Duration, service string) {
	w.o.WaitingFor, w.o.WaitingTill = service, w.t.now().Add(wait)
	_ = w.save(w.ctx)
}

func (w *orderWork) opened(t OpenedTicket) {
	w.o.Done = min(w.o.Done+1, w.o.Total)
	w.o.WaitingFor, w.o.WaitingTill = "", time.Time{}
	ctx, cancel := lastWord(w.ctx)
	defer cancel()
	_ = w.save(ctx, store.OrderedItem{Item: t.Item, Ticket: t.Ticket, Found: t.Found, Closed: t.Closed, Warnings: t.Warnings})
}

// end writes what came of the attempt.
func (w *orderWork) end(failed error) error {
	ctx, cancel := lastWord(w.ctx)
	defer cancel()
	w.o.WaitingFor, w.o.WaitingTill, w.o.Error, w.o.Code = "", time.Time{}, "", ""
	var changed []store.OrderedItem
	switch {
	case failed == nil:
		w.o.State, w.o.Done = store.OrderDone, w.o.Total
	case w.ctx.Err() != nil: // this node stops; the order goes on elsewhere, or at the next start
		w.o.State, w.o.NextAt = store.OrderQueued, w.t.now()
	default:
		changed = itemErrors(failed, w.t.Config.Lang)
		w.o.Error, w.o.Code = incident.Sentence(failed, w.t.Config.Lang), incident.CodeOf(failed)
		w.o.State = store.OrderFailed
		if w.o.Code == incident.Unavailable && w.o.Attempts < orderAttempts {
			w.o.State = store.OrderQueued
			w.o.NextAt = w.t.now().Add(min(lastOrderRetry, firstOrderRetry<<min(w.o.Attempts-1, 10)))
		}
	}
	return w.save(ctx, changed...)
}

// itemErrors gives what the provider said of single items, in the team's language.
func itemErrors(err error, l incident.Lang) []store.OrderedItem {
	var all []store.OrderedItem
	var one *tickets.DraftError
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			all = append(all, itemErrors(e, l)...)
		}
	} else if errors.As(err, &one) {
		all = append(all, store.OrderedItem{Item: itemOf(one.Marker), Error: incident.Sentence(one, l)})
	}
	return all
}
