package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// DeliveryState is how far a message has come.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryPending DeliveryState = "pending" // it will be tried, again
	DeliverySent    DeliveryState = "sent"
	DeliveryFailed  DeliveryState = "failed" // given up: somebody has to correct something
)

// Delivery is a message to one address.
type Delivery struct {
	ID        string
	Incident  string // its key; empty: about no incident
	About     string // the id of the report or reminder
	Address   string // "slack:#sre", "mailto:sre@example.com"
	Subject   string
	Body      string // Markdown
	Plain     string // for e-mail; empty: the body
	Slack     string // in Slack's markup; empty: made from the body
	HTML      string // empty: made from the body
	State     DeliveryState
	Attempts  int
	NextAt    time.Time // no attempt before
	Error     string    // of the last attempt
	CreatedAt time.Time
	SentAt    time.Time // zero: not yet
}

const deliveryColumns = "id, incident_key, about, address, subject, body, plain, slack, html, state, attempts, next_at, error, created_at, sent_at"

// AppendDelivery queues a message, to be tried from NextAt on. A message about
// the same thing to the same address is there once: a second one changes nothing.
func (tx *Tx) AppendDelivery(ctx context.Context, d Delivery) error {
	return tx.exec(ctx, "cannot queue the message to "+d.Address, `INSERT INTO delivery (`+deliveryColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'pending', 0, $10, '', $11, NULL) ON CONFLICT (about, address) DO NOTHING`,
		NewID(), d.Incident, d.About, d.Address, d.Subject, d.Body, d.Plain, d.Slack, d.HTML, micros(d.NextAt), micros(d.CreatedAt))
}

// ClaimDelivery takes the next message that is due for an attempt, and keeps
// others from it until the lease ends. found is false when none is due. about
// chooses the messages about one thing; empty: all. Addresses that begin with one of
// without are left to whom can reach them.
func (tx *Tx) ClaimDelivery(ctx context.Context, about string, without []string, now time.Time, lease time.Duration) (d Delivery, found bool, err error) {
	q := itemQuery{}
	due := "state = 'pending' AND next_at <= " + q.arg(micros(now))
	if about != "" {
		due += " AND about = " + q.arg(about)
	}
	for _, scheme := range without {
		due += " AND address NOT LIKE " + q.arg(scheme+"%")
	}
	var id string
	err = tx.QueryRowContext(ctx, "SELECT id FROM delivery WHERE "+due+" ORDER BY next_at, id LIMIT 1"+tx.skipLocked(), q.args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, said(err, "cannot read the queue of messages")
	}
	if err := tx.exec(ctx, "cannot take the message", "UPDATE delivery SET attempts = attempts + 1, next_at = $2, claimed = TRUE WHERE id = $1", id, micros(now.Add(lease))); err != nil {
		return d, false, err
	}
	all, err := tx.deliveries(ctx, "WHERE id = $1", id)
	if err != nil || len(all) == 0 {
		return d, false, err
	}
	return all[0], true, nil
}

// skipLocked ends a SELECT that leaves alone what another node just takes.
func (tx *Tx) skipLocked() string {
	if tx.dialect == PostgreSQL {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// SettleDelivery writes what became of an attempt.
func (tx *Tx) SettleDelivery(ctx context.Context, d Delivery) error {
	return tx.exec(ctx, "cannot write what became of the message", "UPDATE delivery SET state = $2, next_at = $3, error = $4, sent_at = $5, claimed = FALSE WHERE id = $1",
		d.ID, string(d.State), micros(d.NextAt), d.Error, micros(d.SentAt))
}

// WaitingDeliveries counts the messages that are due and whose address begins with a
// scheme. about chooses as for ClaimDelivery.
func (tx *Tx) WaitingDeliveries(ctx context.Context, about, scheme string, now time.Time) (n int, err error) {
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM delivery WHERE state = 'pending' AND next_at <= $1 AND address LIKE $2 AND ($3 = '' OR about = $3)", micros(now), scheme+"%", about).Scan(&n)
	return n, said(err, "cannot read the queue of messages")
}

// RetryDelivery lets a message be tried at once, as often as a new one, unless it was
// sent, or a node just tries it: its lease runs.
func (tx *Tx) RetryDelivery(ctx context.Context, id string, now time.Time) error {
	return tx.exec(ctx, "cannot take the message back into the queue", `UPDATE delivery SET state = 'pending', attempts = 0, next_at = $2, claimed = FALSE
		WHERE id = $1 AND state <> 'sent' AND NOT (claimed AND next_at > $2)`, id, micros(now))
}

// Deliveries gives the messages about an incident, oldest first.
func (tx *Tx) Deliveries(ctx context.Context, key string) ([]Delivery, error) {
	return tx.deliveries(ctx, "WHERE incident_key = $1 ORDER BY id", key)
}

// LastDeliveries gives the messages about what was sent last that is about no incident:
// the digest.
func (tx *Tx) LastDeliveries(ctx context.Context) ([]Delivery, error) {
	return tx.deliveries(ctx, "WHERE incident_key = '' AND about = (SELECT about FROM delivery WHERE incident_key = '' ORDER BY id DESC LIMIT 1) ORDER BY id")
}

func (tx *Tx) deliveries(ctx context.Context, where string, args ...any) ([]Delivery, error) {
	var all []Delivery
	err := tx.each(ctx, "cannot read the messages", func(scan func(...any) error) error {
		var d Delivery
		var next, created, sent sql.NullInt64
		err := scan(&d.ID, &d.Incident, &d.About, &d.Address, &d.Subject, &d.Body, &d.Plain, &d.Slack, &d.HTML, &d.State, &d.Attempts, &next, &d.Error, &created, &sent)
		d.NextAt, d.CreatedAt, d.SentAt = fromMicros(next), fromMicros(created), fromMicros(sent)
		all = append(all, d)
		return err
	}, "SELECT "+deliveryColumns+" FROM delivery "+where, args...)
	return all, err
}

// DeliveryMark gives a mark of the messages about an incident that is another one
// after an attempt, and after what became of it.
func (tx *Tx) DeliveryMark(ctx context.Context, key string) (string, error) {
	var attempts, open sql.NullInt64
	err := tx.QueryRowContext(ctx, "SELECT sum(attempts), count(*) FILTER (WHERE state = 'pending') FROM delivery WHERE incident_key = $1", key).Scan(&attempts, &open)
	return fmt.Sprintf(" %d %d", attempts.Int64, open.Int64), said(err, "cannot read the messages")
}
