package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ListedItem is an action item with the incident that it came from.
type ListedItem struct {
	IndexedItem
	Incident      string
	IncidentTitle string
	Service       string
}

// AllItems gives the action items of every incident, by the day on which they are
// due, those without a day last.
func (tx *Tx) AllItems(ctx context.Context) ([]ListedItem, error) {
	var items []ListedItem
	err := tx.each(ctx, "cannot list the action items", func(scan func(...any) error) error {
		var it ListedItem
		var due string
		err := scan(&it.Incident, &it.IncidentTitle, &it.Service, &it.ID, &it.Title, &it.Kind, &it.Owner, &due, &it.Ticket, &it.When, &it.Before, &it.After, &it.VerifiedBy, &it.Concrete, &it.State)
		if err == nil && due != "" {
			it.Due, err = civil.ParseDate(due)
		}
		items = append(items, it)
		return err
	}, `SELECT i.key, i.title, i.service, a.id, a.title, a.kind, a.owner, a.due, a.ticket, a.trigger_text, a.before_text, a.after_text, a.verified_by, a.concrete, a.state
		FROM action_item a JOIN incident i ON i.key = a.incident_key ORDER BY CASE WHEN a.due = '' THEN 1 ELSE 0 END, a.due, i.key, a.position`)
	return items, err
}

// Span is when an incident was declared, detected and recovered; zero: not yet,
// or the timeline does not say.
type Span struct {
	DeclaredAt, DetectedAt, RecoveredAt time.Time
	Service                             string
	Severity                            incident.Severity
}

// Spans gives the spans of the incidents that were declared since a time.
func (tx *Tx) Spans(ctx context.Context, since time.Time) ([]Span, error) {
	var all []Span
	err := tx.each(ctx, "cannot read how long incidents took", func(scan func(...any) error) error {
		var s Span
		var declared, detected, recovered sql.NullInt64
		err := scan(&s.Service, &s.Severity, &declared, &detected, &recovered)
		s.DeclaredAt, s.DetectedAt, s.RecoveredAt = fromMicros(declared), fromMicros(detected), fromMicros(recovered)
		all = append(all, s)
		return err
	}, `SELECT i.service, i.severity, i.declared_at,
		(SELECT min(at) FROM event e WHERE e.incident_key = i.key AND e.kind = 'detection'),
		(SELECT min(at) FROM event e WHERE e.incident_key = i.key AND e.kind = 'recovery')
		FROM incident i WHERE i.declared_at >= $1`, micros(since))
	return all, err
}
