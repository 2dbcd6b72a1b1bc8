package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/oklog/ulid/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// NewID makes the key of a new row: later ones of a process sort behind.
func NewID() string { return ulid.Make().String() }

// AppendEvent writes an event behind an incident's timeline and gives its ID.
// The incident must exist.
func (tx *Tx) AppendEvent(ctx context.Context, key string, e incident.Event) (string, error) {
	id := NewID()
	var corrects any
	if e.Corrects != "" {
		corrects = e.Corrects
	}
	return id, tx.exec(ctx, "cannot write the event", `INSERT INTO event
		(id, incident_key, at, recorded_at, recorded_by, kind, role, actor, text, links, corrects, corrected_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		id, key, micros(e.At), micros(e.RecordedAt), e.RecordedBy, string(e.Kind), string(e.Role), e.Actor, e.Text, list(e.Links), corrects, micros(e.CorrectedAt))
}

// Events gives the timeline of an incident in the order of time, as its corrections
// put it right.
func (tx *Tx) Events(ctx context.Context, key string) ([]incident.Event, error) {
	var events []incident.Event
	err := tx.each(ctx, "cannot read the timeline", func(scan func(...any) error) error {
		var e incident.Event
		var at, recorded, corrected sql.NullInt64
		var links string
		var corrects sql.NullString
		if err := scan(&e.ID, &at, &recorded, &e.RecordedBy, &e.Kind, &e.Role, &e.Actor, &e.Text, &links, &corrects, &corrected); err != nil {
			return err
		}
		e.At, e.RecordedAt, e.Corrects, e.CorrectedAt = fromMicros(at), fromMicros(recorded), corrects.String, fromMicros(corrected)
		events = append(events, e)
		return unlist(links, &events[len(events)-1].Links)
	}, `SELECT id, at, recorded_at, recorded_by, kind, role, actor, text, links, corrects, corrected_at
		FROM event WHERE incident_key = $1 ORDER BY at, id`, key)
	return incident.Correct(events), err
}

// list writes a list into one column.
func list(texts []string) string {
	if len(texts) == 0 {
		return "[]"
	}
	out, err := json.Marshal(texts)
	if err != nil { // a list of texts always has a JSON form
		return "[]"
	}
	return string(out)
}

// unlist reads what list wrote; an empty list is nil.
func unlist(column string, into *[]string) error {
	if column == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(column), into)
}
