package store

import (
	"context"
	"database/sql"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// AppendTick marks a step of the checklist as done. A step that is ticked already
// is a Conflict.
func (tx *Tx) AppendTick(ctx context.Context, key string, t incident.Tick) error {
	return tx.exec(ctx, "cannot tick the step "+t.Step, "INSERT INTO checklist_tick (incident_key, step, at, ticked_by) VALUES ($1, $2, $3, $4)",
		key, t.Step, micros(t.At), t.By)
}

// Ticks gives the steps that people ticked, in the order of time.
func (tx *Tx) Ticks(ctx context.Context, key string) ([]incident.Tick, error) {
	var ticks []incident.Tick
	err := tx.each(ctx, "cannot read the checklist", func(scan func(...any) error) error {
		var t incident.Tick
		var at sql.NullInt64
		err := scan(&t.Step, &at, &t.By)
		t.At = fromMicros(at)
		ticks = append(ticks, t)
		return err
	}, "SELECT step, at, ticked_by FROM checklist_tick WHERE incident_key = $1 ORDER BY at, step", key)
	return ticks, err
}
