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

// queue lets a message reach every address, each once.
func (t *Tracker) queue(ctx context.Context, tx *store.Tx, key, about string, addresses []string, m notify.Message) error {
	for _, address := range addresses {
		if err := incident.CheckAddress(address); err != nil {
			return err
		}
		err := tx.AppendDelivery(ctx, store.Delivery{Incident: key, About: about, Address: address, Subject: m.Subject, Body: m.Markdown, Plain: m.Plain, Slack: m.Slack, HTML: m.HTML, NextAt: t.now(), CreatedAt: t.now()})
		if err != nil {
			return err
		}
	}
	return nil
}

// Deliver sends the messages that are due and gives what became of each. A
// message that failed for now is tried again later; one that a service refuses is
// given up and shown. about chooses the messages about one thing (a report's id);
// empty: all.
func (t *Tracker) Deliver(ctx context.Context, a Actor, about string) ([]store.Delivery, error) {
	if err := a.may(Responder); err != nil {
		return nil, err
	}
	if err := t.needsStore(); err != nil {
		return nil, err
	}
	var all []store.Delivery
	for {
		d, found, err := t.claim(ctx, about)
		if err != nil || !found {
			return all, err
		}
		t.attempt(ctx, &d)
		// What became of it is written also when the caller has gone meanwhile.
		settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		err = t.Store.Write(settle, func(tx *store.Tx) error { return tx.SettleDelivery(settle, d) })
		cancel()
		if err != nil {
			return all, err
		}
		all = append(all, d)
	}
}

func (t *Tracker) claim(ctx context.Context, about string) (d store.Delivery, found bool, err error) {
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		d, found, err = tx.ClaimDelivery(ctx, about, t.now(), lease)
		return err
	})
	return d, found, err
}

// attempt tries one message and sets what became of it.
func (t *Tracker) attempt(ctx context.Context, d *store.Delivery) {
	sender, err := t.sender()
	if err == nil {
		err = sender.Send(ctx, d.Address, notify.Message{ID: d.ID, Subject: d.Subject, Markdown: d.Body, Plain: d.Plain, Slack: d.Slack, HTML: d.HTML, SentAt: d.CreatedAt})
	}
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
		return tx.RetryDeliveries(ctx, key, t.now())
	})
}
