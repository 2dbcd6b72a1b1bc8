package tracker

import (
	"context"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// amendBeginning writes when an incident began.
func (t *Tracker) amendBeginning(ctx context.Context, tx *store.Tx, in store.Incident, at time.Time) (store.Incident, error) {
	if err := incident.Happened(at, t.now(), in.Zone); err != nil {
		return in, err
	}
	detected, ok, err := recordedDetection(ctx, tx, in.Key)
	if err != nil {
		return in, err
	}
	if ok {
		if err := beganBefore(at, detected.At, in.Zone); err != nil {
			return in, err
		}
	}
	in.OccurredAt = micro(at)
	return in, tx.SetOccurred(ctx, in.Key, in.OccurredAt)
}

// recordedDetection gives the first detection that the timeline of an incident has.
func recordedDetection(ctx context.Context, tx *store.Tx, key string) (detected incident.Event, ok bool, err error) {
	var recorded incident.Incident
	if recorded.Events, err = tx.Events(ctx, key); err != nil {
		return detected, false, err
	}
	detected, ok = recorded.First(incident.KindDetection)
	return detected, ok, nil
}

// sameSecond compares times as the front matter of a postmortem has them.
func sameSecond(a, b time.Time) bool {
	return a.Truncate(time.Second).Equal(b.Truncate(time.Second))
}

// LateBeginning tells of a postmortem by whose own times its incident began before the
// detection, and after the one that the timeline has: the incident does not follow it, and
// what puts both right is said. It is nil where there is nothing to tell.
func (t *Tracker) LateBeginning(ctx context.Context, a Actor, key string) (late, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		in, err := tx.Incident(ctx, key)
		if err != nil {
			return err
		}
		d, _, err := t.document(ctx, tx, key, 0)
		if err == nil && !sameSecond(d.Front.OccurredAt, in.OccurredAt) {
			late, err = t.beginsLate(ctx, tx, in, d)
		}
		return err
	})
	return late, err
}

// beginsLate is LateBeginning for a document that need not be stored yet. A beginning in the
// future, or after the detection that the document itself has, is not what it speaks of.
func (t *Tracker) beginsLate(ctx context.Context, tx *store.Tx, in store.Incident, d *postmortem.Document) (late, err error) {
	began, seen := d.Front.OccurredAt, d.Detected()
	if seen.IsZero() || began.After(seen) || incident.Happened(began, t.now(), in.Zone) != nil {
		return nil, nil
	}
	detected, ok, err := recordedDetection(ctx, tx, in.Key)
	if err != nil {
		return nil, err
	}
	if !ok || !began.After(detected.At) {
		return nil, nil
	}
	stamp := func(at time.Time) string { return at.In(in.Zone).Format(time.RFC3339) }
	return incident.Tell(incident.Refused, "occurred_at is %[2]s, after the detection in the timeline of %[1]s (%[3]s), so the incident keeps its own beginning; where the detection was later, run: pmtracker log %[1]s --kind correction --corrects %[4]s --corrected-at %[5]s TEXT, and then: pmtracker amend %[1]s --occurred-at %[2]s",
		"occurred_at（%[2]s）が %[1]s の時系列の検知（%[3]s）より後のため、インシデントの発生時刻は変更していません。検知時刻のほうが誤っている場合は、pmtracker log %[1]s --kind correction --corrects %[4]s --corrected-at %[5]s 内容 で訂正してから、pmtracker amend %[1]s --occurred-at %[2]s を実行してください",
		in.Key, stamp(began), stamp(detected.At), detected.ID, stamp(seen)), nil
}
