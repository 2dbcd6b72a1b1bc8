package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// OrderState is how far an order to open tickets has come.
type OrderState string

// The states of an order.
const (
	OrderQueued  OrderState = "queued"  // it will be carried out, again
	OrderRunning OrderState = "running" // it is under way; where its node has died another takes it over
	OrderDone    OrderState = "done"
	OrderFailed  OrderState = "failed" // given up: somebody has to correct something
)

// Over tells whether nothing more happens by itself.
func (s OrderState) Over() bool { return s == OrderDone || s == OrderFailed }

// TicketOrder is the order to open the tickets of an incident.
type TicketOrder struct {
	Incident    string
	By, Origin  string // who asked, and from where
	AskedAt     time.Time
	State       OrderState
	Attempts    int
	NextAt      time.Time // no attempt before
	Done, Total int       // of the attempt that is under way
	WaitingFor  string    // "GitHub's limit"; empty: it does not wait
	WaitingTill time.Time
	Error       string // of the last attempt
	Code        incident.Code
	ChangedAt   time.Time
	Items       []OrderedItem
}

// OrderedItem is an action item of an order and what became of it.
type OrderedItem struct {
	Item, Ticket string // Ticket: its address; empty: not yet
	Opened       bool   // the order gave it a ticket; worked out when it is read
	Found        bool   // that existed already
	Error        string // why it has none
	Closed       []string
	Warnings     []string
}

type orderNotes struct {
	Closed   []string `json:"closed,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

const orderColumns = "incident_key, asked_by, origin, asked_at, state, attempts, next_at, done, total, waiting_for, waiting_till, error, error_code, changed_at"

// PutTicketOrder stores an order, with its items, in place of an earlier one.
func (tx *Tx) PutTicketOrder(ctx context.Context, o TicketOrder) error {
	if err := tx.SaveTicketOrder(ctx, o); err != nil {
		return err
	}
	if err := tx.exec(ctx, "cannot store the order to open tickets", "DELETE FROM ticket_order_item WHERE incident_key = $1", o.Incident); err != nil {
		return err
	}
	for _, it := range o.Items {
		if err := tx.SaveOrderedItem(ctx, o.Incident, it); err != nil {
			return err
		}
	}
	return nil
}

// SaveTicketOrder stores how far an order has come, and leaves its items.
func (tx *Tx) SaveTicketOrder(ctx context.Context, o TicketOrder) error {
	return tx.exec(ctx, "cannot store the order to open tickets", `INSERT INTO ticket_order (`+orderColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (incident_key) DO UPDATE SET asked_by = $2, origin = $3, asked_at = $4, state = $5, attempts = $6, next_at = $7, done = $8, total = $9,
		waiting_for = $10, waiting_till = $11, error = $12, error_code = $13, changed_at = $14`,
		o.Incident, o.By, o.Origin, micros(o.AskedAt), string(o.State), o.Attempts, micros(o.NextAt), o.Done, o.Total,
		o.WaitingFor, micros(o.WaitingTill), o.Error, string(o.Code), micros(o.ChangedAt))
}

// SaveOrderedItem stores what became of an item of an order.
func (tx *Tx) SaveOrderedItem(ctx context.Context, key string, it OrderedItem) error {
	const attempted = "cannot store what became of the ticket"
	notes, err := json.Marshal(orderNotes{it.Closed, it.Warnings})
	if err != nil {
		return incident.Errorf(incident.Internal, attempted+": %w", err)
	}
	return tx.exec(ctx, attempted, `INSERT INTO ticket_order_item (incident_key, place, item, ticket, found, error, notes)
		VALUES ($1, (SELECT count(*) FROM ticket_order_item WHERE incident_key = $1), $2, $3, $4, $5, $6)
		ON CONFLICT (incident_key, item) DO UPDATE SET ticket = $3, found = $4, error = $5, notes = $6`,
		key, it.Item, it.Ticket, it.Found, it.Error, string(notes))
}

// TicketOrder gives the last order of an incident; found is false where there was
// none.
func (tx *Tx) TicketOrder(ctx context.Context, key string) (o TicketOrder, found bool, err error) {
	var asked, next, till, changed sql.NullInt64
	err = tx.QueryRowContext(ctx, "SELECT "+orderColumns+" FROM ticket_order WHERE incident_key = $1", key).
		Scan(&o.Incident, &o.By, &o.Origin, &asked, &o.State, &o.Attempts, &next, &o.Done, &o.Total, &o.WaitingFor, &till, &o.Error, &o.Code, &changed)
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	if err != nil {
		return o, false, said(err, "cannot read the order to open tickets")
	}
	o.AskedAt, o.NextAt, o.WaitingTill, o.ChangedAt = fromMicros(asked), fromMicros(next), fromMicros(till), fromMicros(changed)
	err = tx.each(ctx, "cannot read the order to open tickets", func(scan func(...any) error) error {
		var it OrderedItem
		var text string
		var notes orderNotes
		if err := scan(&it.Item, &it.Ticket, &it.Found, &it.Error, &text); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(text), &notes)
		it.Opened = it.Ticket != ""
		it.Closed, it.Warnings = notes.Closed, notes.Warnings
		o.Items = append(o.Items, it)
		return err
	}, "SELECT item, ticket, found, error, notes FROM ticket_order_item WHERE incident_key = $1 ORDER BY place", key)
	return o, true, err
}

// DueTicketOrders gives the incidents whose orders are to be carried out and that
// nobody carries out just now, those that wait longest first.
func (tx *Tx) DueTicketOrders(ctx context.Context, now time.Time, lease func(key string) string) ([]string, error) {
	var keys []string
	err := tx.each(ctx, "cannot list the orders to open tickets", func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	}, "SELECT incident_key FROM ticket_order WHERE state IN ('queued', 'running') AND next_at <= $1 ORDER BY next_at, incident_key", micros(now))
	if err != nil {
		return nil, err
	}
	free := keys[:0]
	for _, key := range keys {
		held := false
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM lease WHERE name = $1 AND until_at >= $2)", lease(key), micros(time.Now())).Scan(&held)
		if err != nil {
			return nil, said(err, "cannot look who opens tickets")
		}
		if !held {
			free = append(free, key)
		}
	}
	return free, nil
}

// OrderMark is another one after anything about the order of an incident changed.
func (tx *Tx) OrderMark(ctx context.Context, key string) (int64, error) {
	var at sql.NullInt64
	err := tx.QueryRowContext(ctx, "SELECT changed_at FROM ticket_order WHERE incident_key = $1", key).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return at.Int64, said(err, "cannot read the order to open tickets")
}
