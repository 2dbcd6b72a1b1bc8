package tracker

import (
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// mayCorrect judges a correction: the event that it names must be there, and the
// right time that it gives must leave the course of the incident possible.
func mayCorrect(ctx context.Context, tx *store.Tx, in store.Incident, e incident.Event) error {
	events, err := tx.Events(ctx, in.Key)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(events, func(o incident.Event) bool { return o.ID == e.Corrects })
	if i < 0 {
		return incident.PutRightBy(incident.Tell(incident.NotFound, "the timeline of %s has no event %s; pmtracker show %[1]s has the ids", "%s の時系列にイベント %s はありません。ID は pmtracker show %[1]s で確認できます", in.Key, e.Corrects), incident.RemedyEvent)
	}
	if e.CorrectedAt.IsZero() {
		return nil
	}
	if err := incident.Happened(e.CorrectedAt, e.RecordedAt, in.Zone); err != nil {
		return err
	}
	switch events[i].Kind {
	case incident.KindCorrection, incident.KindDeclaration, incident.KindRole, incident.KindCommunication:
		return incident.Tell(incident.Refused, "the time of a %[1]s is when it was recorded and is not corrected; say in words what is right, without a corrected time", "%[2]sの時刻は記録した時刻であり、訂正できません。正しい時刻を指定せず、本文に正しい内容を書いてください",
			events[i].Kind.Label(incident.English), events[i].Kind.Label(incident.Japanese))
	}
	in.Events = incident.Correct(append(events, e))
	if recovery, ok := in.First(incident.KindRecovery); ok {
		_, err = recoveredAt(in, recovery.At, e.RecordedAt)
	}
	return err
}
