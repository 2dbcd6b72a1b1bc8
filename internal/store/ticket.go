package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
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

// SeenTicket is what a provider said of a ticket.
type SeenTicket struct {
	Ticket string // as the document writes it
	Owner  string // as the document writes it, of whom the fact tells the account; empty: the last one that was asked about stays
	incident.TicketFact
	AskedAt time.Time // before the provider was asked: what it said is not older
}

// SeeTicket stores what a provider said of a ticket, unless it was asked later
// about what is stored already.
func (tx *Tx) SeeTicket(ctx context.Context, s SeenTicket) error {
	due := ""
	if s.Due.IsValid() {
		due = s.Due.String()
	}
	account := s.WantOwner
	if s.Owner == "" {
		account = ""
	}
	return tx.exec(ctx, "cannot store what was seen of the ticket", `INSERT INTO ticket_seen
		(ticket, found, why, url, title, done, owners, due, seen_at, owner_asked, owner_account, why_ja) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (ticket) DO UPDATE SET found = $2, why = $3, why_ja = $12, url = $4, title = $5, done = $6, owners = $7, due = $8, seen_at = $9,
			owner_asked = CASE WHEN $11 = '' THEN ticket_seen.owner_asked ELSE $10 END,
			owner_account = CASE WHEN $11 = '' THEN ticket_seen.owner_account ELSE $11 END
		WHERE ticket_seen.seen_at <= $9`,
		s.Ticket, s.Exists, incident.Sentence(s.Why, incident.English), s.URL, s.Title, s.Done, strings.Join(s.Owners, " "), due, micros(s.AskedAt), s.Owner, account,
		incident.Sentence(s.Why, incident.Japanese))
}

// SeenTicket gives what was last seen of a ticket, and when; the zero time:
// never.
func (tx *Tx) SeenTicket(ctx context.Context, ticket string) (incident.TicketFact, time.Time, error) {
	var f incident.TicketFact
	var owners, due, why, whyJa string
	var at sql.NullInt64
	err := tx.QueryRowContext(ctx, "SELECT found, why, why_ja, url, title, done, owners, due, seen_at FROM ticket_seen WHERE ticket = $1", ticket).
		Scan(&f.Exists, &why, &whyJa, &f.URL, &f.Title, &f.Done, &owners, &due, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return f, time.Time{}, nil
	}
	f.Owners, f.Why = strings.Fields(owners), notConfirmed(why, whyJa)
	f.Due, _ = civil.ParseDate(due)
	return f, fromMicros(at), said(err, "cannot read what was seen of the ticket")
}

// notConfirmed is why a ticket is not confirmed; nil: nothing was said.
func notConfirmed(english, japanese string) error {
	if english == "" {
		return nil
	}
	return incident.Told(incident.NotFound, english, japanese)
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

// SeenTicketsOf gives what was last seen of the tickets of an incident's action
// items, by item, and when the oldest of it was seen. The account of the item's
// owner is known where that was asked.
func (tx *Tx) SeenTicketsOf(ctx context.Context, key string) (facts map[string]incident.TicketFact, oldest time.Time, err error) {
	facts = map[string]incident.TicketFact{}
	err = tx.each(ctx, "cannot read what was seen of the tickets", func(scan func(...any) error) error {
		var f incident.TicketFact
		var item, owners, due, why, whyJa string
		var at sql.NullInt64
		err := scan(&item, &f.Exists, &why, &whyJa, &f.URL, &f.Title, &f.Done, &owners, &due, &at, &f.WantOwner)
		f.Owners, f.Why = strings.Fields(owners), notConfirmed(why, whyJa)
		f.Due, _ = civil.ParseDate(due)
		facts[item] = f
		if seen := fromMicros(at); oldest.IsZero() || seen.Before(oldest) {
			oldest = seen
		}
		return err
	}, `SELECT a.id, t.found, t.why, t.why_ja, t.url, t.title, t.done, t.owners, t.due, t.seen_at, CASE WHEN t.owner_asked = a.owner THEN t.owner_account ELSE '' END
		FROM action_item a JOIN ticket_seen t ON t.ticket = a.ticket WHERE a.incident_key = $1`, key)
	return facts, oldest, err
}
