package tracker

import (
	"context"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/store"
)

// A message is tried for about a day: at once, after 15 seconds, and then after
// twice as long each time, up to an hour.
const (
	firstRetry  = 15 * time.Second
	lastRetry   = time.Hour
	maxAttempts = 32
	lease       = time.Minute // nobody else tries meanwhile
)

// queue lets a message reach every address, each once. An address that is none is
// given up where it is tried, and shown as such: it keeps the message from no other.
func (t *Tracker) queue(ctx context.Context, tx *store.Tx, key, about string, addresses []string, m notify.Message) error {
	if sender, err := t.sender(); err == nil { // another error than that of queueing, told by Deliver
		addresses = sender.Places(addresses)
	}
	for _, address := range addresses {
		err := tx.AppendDelivery(ctx, store.Delivery{Incident: key, About: about, Address: address, Subject: m.Subject, Body: m.Markdown, Plain: m.Plain, Slack: m.Slack, HTML: m.HTML, NextAt: t.now(), CreatedAt: t.now()})
		if err != nil {
			return err
		}
	}
	return nil
}

// Delivered is what came of a look at the queue.
type Delivered struct {
	Tried   []store.Delivery
	Waiting int      // messages that were left to a place which can send them
	Lacking []string // the settings by which they could be sent here
}

// Deliver sends the messages that are due and gives what became of each. A
// message that failed for now is tried again later; one that a service refuses is
// given up and shown; one for which no way is set up here waits for a place that has
// it. about chooses the messages about one thing (a report's id); empty: all.
func (t *Tracker) Deliver(ctx context.Context, a Actor, about string) (Delivered, error) {
	var all Delivered
	if err := a.may(Responder); err != nil {
		return all, err
	}
	if err := t.needsStore(); err != nil {
		return all, err
	}
	sender, err := t.sender()
	if err != nil {
		return all, err
	}
	for {
		d, found, err := t.claim(ctx, sender, about)
		if err != nil {
			return all, err
		}
		if !found {
			return all, t.left(ctx, sender, about, &all)
		}
		t.attempt(ctx, sender, &d)
		// What became of it is written also when the caller has gone meanwhile.
		settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		err = t.Store.Write(settle, func(tx *store.Tx) error { return tx.SettleDelivery(settle, d) })
		cancel()
		if err != nil {
			return all, err
		}
		all.Tried = append(all.Tried, d)
	}
}

func (t *Tracker) claim(ctx context.Context, sender *notify.Sender, about string) (d store.Delivery, found bool, err error) {
	var without []string
	for _, way := range sender.Closed() {
		without = append(without, way.Scheme)
	}
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		d, found, err = tx.ClaimDelivery(ctx, about, without, t.now(), lease)
		return err
	})
	return d, found, err
}

// left counts the messages that wait for a place which can send them.
func (t *Tracker) left(ctx context.Context, sender *notify.Sender, about string, all *Delivered) error {
	return t.Store.Read(ctx, func(tx *store.Tx) error {
		for _, way := range sender.Closed() {
			n, err := tx.WaitingDeliveries(ctx, about, way.Scheme, t.now())
			if err != nil {
				return err
			}
			if n > 0 {
				all.Waiting += n
				all.Lacking = append(all.Lacking, way.Setting)
			}
		}
		return nil
	})
}

// attempt tries one message and sets what became of it.
func (t *Tracker) attempt(ctx context.Context, sender *notify.Sender, d *store.Delivery) {
	err := sender.Send(ctx, d.Address, notify.Message{ID: d.ID, Subject: d.Subject, Markdown: d.Body, Plain: d.Plain, Slack: d.Slack, HTML: d.HTML, SentAt: d.CreatedAt})
	if err == nil {
		d.State, d.Error, d.SentAt = store.DeliverySent, "", t.now()
		return
	}
	d.Error = incident.Sentence(err, t.Config.Lang)
	again, after := notify.Temporary(err)
	if !again || d.Attempts >= maxAttempts {
		d.State = store.DeliveryFailed
		return
	}
	pause := min(lastRetry, firstRetry<<min(d.Attempts-1, 10))
	d.NextAt = t.now().Add(max(pause, after))
}

func (t *Tracker) sender() (*notify.Sender, error) {
	if t.Sender == nil {
		return &notify.Sender{}, nil
	}
	return t.Sender()
}

// Retry takes the messages about an incident that were given up, or that wait, back
// into the queue as if they were new, after what was wrong with them has been
// corrected. One that is being sent is left alone.
func (t *Tracker) Retry(ctx context.Context, a Actor, key string) error {
	return t.change(ctx, a, Responder, "delivery.retry", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Incident = key
		if _, err := tx.Incident(ctx, key); err != nil {
			return err
		}
		all, err := tx.Deliveries(ctx, key)
		if err != nil {
			return err
		}
		return t.again(ctx, tx, all)
	})
}

// RetryDigest does so with the messages of the last digest.
func (t *Tracker) RetryDigest(ctx context.Context, a Actor) error {
	return t.change(ctx, a, Responder, "delivery.retry", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Detail = "digest"
		all, err := tx.LastDeliveries(ctx)
		if err != nil {
			return err
		}
		return t.again(ctx, tx, all)
	})
}

func (t *Tracker) again(ctx context.Context, tx *store.Tx, all []store.Delivery) error {
	for _, d := range all {
		if err := tx.RetryDelivery(ctx, d.ID, t.now()); err != nil {
			return err
		}
	}
	return nil
}

// DigestDeliveries gives what became of the messages of the last digest.
func (t *Tracker) DigestDeliveries(ctx context.Context, a Actor) (all []store.Delivery, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		all, err = tx.LastDeliveries(ctx)
		return err
	})
	return all, err
}
