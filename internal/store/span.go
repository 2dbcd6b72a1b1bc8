package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Span is when an incident was declared, detected and recovered; zero: not yet,
// or the timeline does not say.
type Span struct {
	DeclaredAt, DetectedAt, RecoveredAt time.Time
	Service                             string
	Severity                            incident.Severity
}

// courseKinds are the kinds of events of which the index event_course is. SQLite
// uses it only where the query says so in these very words.
const courseKinds = "kind IN ('detection', 'containment', 'recovery')"

// rightTime is when an event e happened, as its last correction says.
const rightTime = `COALESCE((SELECT c.corrected_at FROM event c WHERE c.corrects = e.id AND c.corrected_at IS NOT NULL
	ORDER BY c.recorded_at DESC, c.id DESC LIMIT 1), e.at)`

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
		(SELECT min(`+rightTime+`) FROM event e WHERE e.incident_key = i.key AND e.`+courseKinds+` AND e.kind = 'detection'),
		(SELECT min(`+rightTime+`) FROM event e WHERE e.incident_key = i.key AND e.`+courseKinds+` AND e.kind = 'recovery')
		FROM incident i WHERE i.declared_at >= $1`, micros(since))
	return all, err
}

// Milestones gives the first detection, containment and recovery of incidents, as
// far as their timelines tell of them; of each only the kind and the time.
func (tx *Tx) Milestones(ctx context.Context, keys []string) (map[string][]incident.Event, error) {
	found := map[string][]incident.Event{}
	if len(keys) == 0 {
		return found, nil
	}
	q := itemQuery{}
	err := tx.each(ctx, "cannot read how incidents went", func(scan func(...any) error) error {
		var key string
		var e incident.Event
		var at sql.NullInt64
		err := scan(&key, &e.Kind, &at)
		e.At = fromMicros(at)
		found[key] = append(found[key], e)
		return err
	}, "SELECT incident_key, kind, min("+rightTime+") FROM event e WHERE incident_key IN ("+q.list(keys)+") AND "+courseKinds+" GROUP BY incident_key, kind", q.args...)
	return found, err
}

// LastChange gives the ID of the last entry of the audit log, "" where there is
// none: a mark of the whole database.
func (tx *Tx) LastChange(ctx context.Context) (string, error) {
	var id sql.NullString
	err := tx.QueryRowContext(ctx, "SELECT max(id) FROM audit").Scan(&id)
	return id.String, said(err, "cannot read the audit log")
}
