package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Decide records a choice between options, as an event of the timeline in the
// role of who decides. Under high uncertainty another option than the cheapest to roll back
// needs a reason: without one it is Refused, by the name of the rule.
func (t *Tracker) Decide(ctx context.Context, a Actor, key string, d incident.Decision) (e incident.Event, err error) {
	texts := []string{d.Question, d.Reason}
	for _, o := range d.Options {
		texts = append(texts, o.Text)
	}
	if err := incident.CheckEventText(texts...); err != nil {
		return e, err
	}
	err = t.change(ctx, a, Responder, "decision.record", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		if err := d.Check(); err != nil {
			return err
		}
		text := d.Text(in.Lang)
		if err := incident.CheckEventText(text); err != nil {
			return err
		}
		roster, err := tx.Roster(ctx, key)
		if err != nil {
			return err
		}
		now := t.now()
		e = incident.Event{At: now, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindDecision, Role: roster.ActingRole(incident.Commander, a.Name, t.Config.People), Text: text}
		if e.ID, err = tx.AppendEvent(ctx, key, e); err != nil {
			return err
		}
		entry.Incident, entry.Detail = key, e.ID
		return tx.AppendDecision(ctx, key, e.ID, d)
	})
	return e, err
}
