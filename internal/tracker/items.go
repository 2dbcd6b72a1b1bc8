package tracker

import (
	"context"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// AllItems gives the action items of every incident, those that are due first.
func (t *Tracker) AllItems(ctx context.Context, a Actor) (all []store.ListedItem, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		all, err = tx.AllItems(ctx)
		return err
	})
	return all, err
}

// SetFields changes several fields of one action item of an incident's
// postmortem in one revision, and no other byte. A value that is there already
// changes nothing.
func (t *Tracker) SetFields(ctx context.Context, a Actor, key, item string, values map[incident.Field]string) error {
	return t.edit(ctx, a, Responder, "item.edit", key, func(d *postmortem.Document) (edited, error) {
		e := edited{text: d.Source}
		for _, field := range incident.Fields() {
			value, ok := values[field]
			if !ok {
				continue
			}
			value = strings.TrimSpace(value)
			it, err := d.Item(item)
			if err != nil {
				return e, err
			}
			if it.Get(field) == value {
				continue
			}
			if e.text, err = d.SetField(it.ID, field, value); err != nil {
				return e, err
			}
			if d, err = postmortem.Parse(d.Path, e.text); err != nil {
				return e, err
			}
			e.note = strings.TrimSpace(e.note + " " + string(field))
		}
		e.note = item + " " + e.note
		return e, nil
	})
}

// Course is how long an incident took, as trends count it.
type Course struct {
	DeclaredAt time.Time
	Service    string
	Severity   incident.Severity
	Recover    *time.Duration // from detection to recovery; nil: not known
}

// Courses gives how long the incidents of the last thirteen months took.
func (t *Tracker) Courses(ctx context.Context, a Actor) (all []Course, err error) {
	since := t.now().AddDate(-1, -1, 0)
	err = t.look(ctx, a, func(tx *store.Tx) error {
		rows, err := tx.Spans(ctx, since)
		for _, r := range rows {
			one := Course{DeclaredAt: r.DeclaredAt, Service: r.Service, Severity: r.Severity}
			if d := r.RecoveredAt.Sub(r.DetectedAt); !r.RecoveredAt.IsZero() && !r.DetectedAt.IsZero() && d >= 0 {
				one.Recover = &d
			}
			all = append(all, one)
		}
		return err
	})
	return all, err
}
