package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// SeenTicket is what a provider said of a ticket.
type SeenTicket struct {
	Ticket string // as the document writes it
	Owner  string // as the document writes it, of whom the fact tells the account; empty: the last one that was asked about stays
	incident.TicketFact
	AskedAt time.Time // before the provider was asked: what it said is not older
}

// SeeTicket stores what a provider said of a ticket, unless it was asked later
// about what is stored already, and works out anew how far the action items have come
// that link it. Where the account has no right to read it, whether it is done stays as it
// was seen last.
func (tx *Tx) SeeTicket(ctx context.Context, s SeenTicket) error {
	due := ""
	if s.Due.IsValid() {
		due = s.Due.String()
	}
	account := s.WantOwner
	if s.Owner == "" {
		account = ""
	}
	code := ""
	if s.Why != nil {
		code = string(incident.CodeOf(s.Why))
	}
	why, putRight, nobody, unseen := wordsOf(s.Why), wordsOf(s.PutRight), wordsOf(s.Nobody), wordsOf(s.Unseen)
	err := tx.exec(ctx, "cannot store what was seen of the ticket", `INSERT INTO ticket_seen (ticket, found, why, why_ja, why_code, put_right, put_right_ja,
			url, title, done, owners, due, unseen, unseen_ja, seen_at, owner_asked, owner_account, nobody, nobody_ja, dropped)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
		ON CONFLICT (ticket) DO UPDATE SET found = $2, why = $3, why_ja = $4, why_code = $5, put_right = $6, put_right_ja = $7,
			url = $8, title = $9, done = CASE WHEN $5 = 'refused' THEN ticket_seen.done ELSE $10 END,
			dropped = CASE WHEN $5 = 'refused' THEN ticket_seen.dropped ELSE $20 END, owners = $11, due = $12, unseen = $13, unseen_ja = $14, seen_at = $15,
			owner_asked = CASE WHEN $17 = '' THEN ticket_seen.owner_asked ELSE $16 END,
			owner_account = CASE WHEN $17 = '' THEN ticket_seen.owner_account ELSE $17 END,
			nobody = CASE WHEN $17 = '' THEN ticket_seen.nobody ELSE $18 END,
			nobody_ja = CASE WHEN $17 = '' THEN ticket_seen.nobody_ja ELSE $19 END
		WHERE ticket_seen.seen_at <= $15`,
		s.Ticket, s.Exists, why.english, why.japanese, code, putRight.english, putRight.japanese,
		s.URL, s.Title, s.Done, strings.Join(s.Owners, " "), due, unseen.english, unseen.japanese, micros(s.AskedAt), s.Owner, account, nobody.english, nobody.japanese, s.Dropped)
	if err != nil {
		return err
	}
	return tx.refreshItemStates(ctx, "ticket <> '' AND ticket = $1", s.Ticket)
}

// words is an error as it is stored; empty: there is none.
type words struct{ english, japanese string }

func wordsOf(err error) words {
	return words{incident.Sentence(err, incident.English), incident.Sentence(err, incident.Japanese)}
}

// as gives the error again, of that code.
func (w words) as(code incident.Code) error {
	if w.english == "" {
		return nil
	}
	return incident.Told(code, w.english, w.japanese)
}

const seenColumns = `t.ticket, t.found, t.why, t.why_ja, t.why_code, t.put_right, t.put_right_ja, t.url, t.title, t.done, t.owners, t.due,
	t.unseen, t.unseen_ja, t.seen_at, t.owner_asked, t.owner_account, t.nobody, t.nobody_ja, t.dropped`

// scanSeen reads seenColumns, and what is selected before them.
func scanSeen(scan func(...any) error, before ...any) (s SeenTicket, err error) {
	var owners, due string
	var code incident.Code
	var why, putRight, nobody, unseen words
	var at sql.NullInt64
	err = scan(append(before, &s.Ticket, &s.Exists, &why.english, &why.japanese, &code, &putRight.english, &putRight.japanese, &s.URL, &s.Title, &s.Done, &owners, &due,
		&unseen.english, &unseen.japanese, &at, &s.Owner, &s.WantOwner, &nobody.english, &nobody.japanese, &s.Dropped)...)
	s.Owners, s.AskedAt = strings.Fields(owners), fromMicros(at)
	s.Due, _ = civil.ParseDate(due)
	s.Why, s.PutRight, s.Nobody, s.Unseen = why.as(code), putRight.as(code), nobody.as(incident.Refused), unseen.as(incident.Refused)
	return s, err
}

// SeenTicket gives what was last seen of a ticket; the zero SeenTicket: it never was.
func (tx *Tx) SeenTicket(ctx context.Context, ticket string) (s SeenTicket, err error) {
	err = tx.each(ctx, "cannot read what was seen of the ticket", func(scan func(...any) error) error {
		s, err = scanSeen(scan)
		return err
	}, "SELECT "+seenColumns+" FROM ticket_seen t WHERE t.ticket = $1", ticket)
	return s, err
}

// SeenTicketsOf gives what was last seen of the tickets of an incident's action
// items, by item. The account of the item's owner is known where that was asked.
func (tx *Tx) SeenTicketsOf(ctx context.Context, key string) (map[string]SeenTicket, error) {
	seen := map[string]SeenTicket{}
	err := tx.each(ctx, "cannot read what was seen of the tickets", func(scan func(...any) error) error {
		var item, owner string
		s, err := scanSeen(scan, &item, &owner)
		if s.Owner != owner {
			s.WantOwner, s.Nobody = "", nil
		}
		seen[item] = s
		return err
	}, "SELECT a.id, a.owner, "+seenColumns+" FROM action_item a JOIN ticket_seen t ON t.ticket = a.ticket WHERE a.incident_key = $1", key)
	return seen, err
}
