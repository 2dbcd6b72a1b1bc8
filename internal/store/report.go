package store

import (
	"context"
	"database/sql"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// AppendReport writes a report that was sent and gives its ID.
func (tx *Tx) AppendReport(ctx context.Context, key string, r incident.Report, by string) (string, error) {
	id := NewID()
	return id, tx.exec(ctx, "cannot write the report", `INSERT INTO report
		(id, incident_key, kind, sent_at, recorded_by, audience, next_at, tickets, text)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, key, string(r.Kind), micros(r.SentAt), by, r.Audience, micros(r.NextAt), list(r.Tickets), r.Text)
}

// Reports gives the reports of an incident in the order in which they were sent. One
// whose every delivery was given up is lost; one that is still tried is not. A ticket that
// has moved since stands there by its present address.
func (tx *Tx) Reports(ctx context.Context, key string) ([]incident.Report, error) {
	var reports []incident.Report
	named := false
	err := tx.each(ctx, "cannot read the reports", func(scan func(...any) error) error {
		var r incident.Report
		var sent, next sql.NullInt64
		var tickets string
		if err := scan(&r.ID, &r.Kind, &sent, &r.Audience, &next, &tickets, &r.Text, &r.Lost); err != nil {
			return err
		}
		r.SentAt, r.NextAt = fromMicros(sent), fromMicros(next)
		reports = append(reports, r)
		last := &reports[len(reports)-1]
		err := unlist(tickets, &last.Tickets)
		named = named || len(last.Tickets) > 0
		return err
	}, `SELECT id, kind, sent_at, audience, next_at, tickets, text,
		EXISTS (SELECT 1 FROM delivery d WHERE d.about = report.id) AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.about = report.id AND d.state <> 'failed')
		FROM report WHERE incident_key = $1 ORDER BY sent_at, id`, key)
	if err != nil || !named {
		return reports, err
	}
	return reports, tx.followMoved(ctx, key, reports)
}

// followMoved gives the tickets that reports name the addresses that the action items of
// the incident write now, where a provider said that a ticket has moved there.
func (tx *Tx) followMoved(ctx context.Context, key string, reports []incident.Report) error {
	return tx.each(ctx, "cannot read where the tickets of the reports are now", func(scan func(...any) error) error {
		var now, earlier string
		if err := scan(&now, &earlier); err != nil {
			return err
		}
		was, _ := incident.ParseTicketRef(earlier)
		for _, r := range reports {
			for i, named := range r.Tickets {
				if ref, ok := incident.ParseTicketRef(named); ok && ref.Same(was) {
					r.Tickets[i] = now
				}
			}
		}
		return nil
	}, `WITH RECURSIVE moved(present, ticket) AS (
			SELECT ticket, ticket FROM action_item WHERE incident_key = $1 AND ticket <> ''
			UNION
			SELECT m.present, t.ticket FROM moved m JOIN ticket_seen t ON t.url = m.ticket AND NOT t.found)
		SELECT present, ticket FROM moved WHERE present <> ticket`, key)
}
