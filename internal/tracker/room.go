package tracker

import (
	"context"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Room is an incident with everything that the people who work on it look at.
type Room struct {
	store.Incident
	Roster     incident.Roster
	Checklist  []incident.StepState
	Owed       []incident.Owed     // the reports for which people wait, the next first
	Silences   []incident.Silence  // promises to report that were broken
	Reminders  []incident.Reminder // what is due now
	Decisions  map[string]incident.Decision
	Deliveries []store.Delivery
	Curves     []store.Curve

	at time.Time // as of when it stands so
}

// Room gives an incident with everything that the people who work on it look at,
// as it stands now.
func (t *Tracker) Room(ctx context.Context, a Actor, key string) (r Room, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		facts, in, err := t.facts(ctx, tx, key)
		if err != nil {
			return err
		}
		now := t.now()
		r = Room{Incident: in, Roster: facts.Roster, Checklist: facts.Checklist.Progress(in.Incident, facts.Roster, facts.Ticks, now),
			Owed:      facts.ReportsOwed(),
			Silences:  facts.Silences(now),
			Reminders: incident.Reminders(facts, now), at: now}
		if r.Decisions, err = tx.Decisions(ctx, key); err != nil {
			return err
		}
		if r.Deliveries, err = tx.Deliveries(ctx, key); err != nil {
			return err
		}
		r.Curves, err = tx.Curves(ctx, key)
		return err
	})
	return r, err
}

// facts reads what reminders and the checklist depend on.
func (t *Tracker) facts(ctx context.Context, tx *store.Tx, key string) (incident.RoomFacts, store.Incident, error) {
	in, err := tx.WholeIncident(ctx, key)
	if err != nil {
		return incident.RoomFacts{}, in, err
	}
	f := incident.RoomFacts{Incident: in.Incident, State: in.State, DeclaredAt: in.DeclaredAt, ImportedAt: importedAt(in, t.now())}
	if f.Roster, err = tx.Roster(ctx, key); err != nil {
		return f, in, err
	}
	if f.Ticks, err = tx.Ticks(ctx, key); err != nil {
		return f, in, err
	}
	f.Checklist, err = t.checklist(ctx, in.Lang)
	f.Checklist = f.Checklist.For(in.Impact, in.Lang)
	return f, in, err
}
