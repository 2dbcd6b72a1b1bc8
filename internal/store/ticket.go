package store

import (
	"context"
	"database/sql"
	"time"
)

// SetTicketIntent stores that a create for a marker is about to be sent.
func (tx *Tx) SetTicketIntent(ctx context.Context, key, marker string, at time.Time) error {
	return tx.exec(ctx, "cannot store the intent to open a ticket", `INSERT INTO ticket_intent (marker, incident_key, sent_at) VALUES ($1, $2, $3)
		ON CONFLICT (marker) DO UPDATE SET sent_at = $3`, marker, key, micros(at))
}

// DropTicketIntent removes an intent.
func (tx *Tx) DropTicketIntent(ctx context.Context, marker string) error {
	return tx.exec(ctx, "cannot remove the intent to open a ticket", "DELETE FROM ticket_intent WHERE marker = $1", marker)
}

// TicketIntents gives when the last create of each marker of an incident was
// sent.
func (tx *Tx) TicketIntents(ctx context.Context, key string) (map[string]time.Time, error) {
	intents := map[string]time.Time{}
	err := tx.each(ctx, "cannot read the intents to open tickets", func(scan func(...any) error) error {
		var marker string
		var at sql.NullInt64
		err := scan(&marker, &at)
		intents[marker] = fromMicros(at)
		return err
	}, "SELECT marker, sent_at FROM ticket_intent WHERE incident_key = $1", key)
	return intents, err
}

// TicketLink is an incident that links a ticket, and how it writes it.
type TicketLink struct{ Incident, Ticket string }

// TicketLinks gives who links tickets in whose spelling a part stands, as its number
// does in each spelling of a ticket. Which ticket each means, the caller reads.
func (tx *Tx) TicketLinks(ctx context.Context, part string) ([]TicketLink, error) {
	var links []TicketLink
	err := tx.each(ctx, "cannot look for who links the ticket", func(scan func(...any) error) error {
		var l TicketLink
		err := scan(&l.Incident, &l.Ticket)
		links = append(links, l)
		return err
	}, "SELECT DISTINCT incident_key, ticket FROM action_item WHERE ticket <> '' AND ticket LIKE $1 ORDER BY incident_key, ticket", "%"+part+"%")
	return links, err
}

// IncidentsWithTickets gives the keys of the incidents that link tickets.
func (tx *Tx) IncidentsWithTickets(ctx context.Context) ([]string, error) {
	var keys []string
	err := tx.each(ctx, "cannot list the incidents with tickets", func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	}, "SELECT DISTINCT incident_key FROM action_item WHERE ticket <> '' ORDER BY incident_key")
	return keys, err
}

// TakeDelivery records a webhook delivery and tells whether it is the first of
// its id.
func (tx *Tx) TakeDelivery(ctx context.Context, provider, delivery string, at time.Time) (first bool, err error) {
	const attempted = "cannot record the delivery"
	result, err := tx.ExecContext(ctx, `INSERT INTO webhook_delivery (provider, delivery, received_at) VALUES ($1, $2, $3)
		ON CONFLICT (provider, delivery) DO NOTHING`, provider, delivery, micros(at))
	if err != nil {
		return false, said(err, attempted)
	}
	n, err := result.RowsAffected()
	return n == 1, said(err, attempted)
}

// ForgetDeliveries removes what was recorded of a provider's deliveries before a time.
func (tx *Tx) ForgetDeliveries(ctx context.Context, provider string, before time.Time) error {
	return tx.exec(ctx, "cannot forget old deliveries", "DELETE FROM webhook_delivery WHERE provider = $1 AND received_at < $2", provider, micros(before))
}
