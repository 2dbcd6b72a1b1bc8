package tracker

import (
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// mayCorrect judges a correction: the event that it names must be there, and the
// right time that it gives must leave the course of the incident possible.
func (t *Tracker) mayCorrect(ctx context.Context, tx *store.Tx, in store.Incident, e incident.Event) error {
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
	switch of := events[i]; of.Kind {
	case incident.KindCorrection, incident.KindDeclaration, incident.KindRole, incident.KindCommunication:
		return incident.Tell(incident.Refused, "the time of a %[1]s is when it was recorded and is not corrected; say in words what is right, without a corrected time", "%[2]sの時刻は記録した時刻であり、訂正できません。正しい時刻を指定せず、本文に正しい内容を書いてください",
			of.Kind.Label(incident.English), of.Kind.Label(incident.Japanese))
	case incident.KindAction:
		of.At = e.CorrectedAt
		if err := t.mayAct(ctx, tx, in.Key, of); err != nil {
			return err
		}
	}
	in.Events = incident.Correct(append(events, e))
	if recovery, ok := in.First(incident.KindRecovery); ok {
		_, err = recoveredAt(in, recovery.At, e.RecordedAt)
	}
	return err
}

// mayMove judges a correction that moves a recovery which was read from a query: the
// values from the right time until the declaration have to show it, as those of a
// declaration would. What people read stays as they entered it, and what came later is
// another incident's.
func (t *Tracker) mayMove(ctx context.Context, a Actor, key string, e incident.Event) error {
	if err := a.mayFor(Responder, ""); err != nil {
		return err
	}
	var in store.Incident
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		if in, err = tx.WholeIncident(ctx, key); err != nil {
			return err
		}
		return t.mayLog(ctx, tx, in, e)
	})
	if err != nil {
		return err
	}
	byHand := slices.DeleteFunc(slices.Clone(in.KPIs), func(k incident.KPI) bool { return k.ReadBy == "" })
	recovery, ok := in.First(incident.KindRecovery)
	if !ok || recovery.ID != e.Corrects || len(byHand) == len(in.KPIs) {
		return nil
	}
	declared := recovery.RecordedAt
	if e.CorrectedAt.After(declared) {
		declared = e.CorrectedAt
	}
	measured, err := t.measure(ctx, a, in, e.CorrectedAt, declared, in.Lang, byHand)
	if incident.CodeOf(err) == incident.Unavailable {
		return incident.Tell(incident.Unavailable, "the recovery stays at its time until the KPIs of the other one can be read; try again later (%w)", "訂正後の時刻の KPI を読み取れるまで、復旧時刻は変更できません。後で再試行してください（%w）", err)
	}
	if err != nil {
		return err
	}
	readings := slices.DeleteFunc(readingsOf(measured), func(r incident.Reading) bool { return r.ReadBy != "" })
	if len(readings) == 0 { // the team asks for none of them by now
		return nil
	}
	if english := incident.JudgeRecovery(readings, in.Zone, incident.English); len(english) > 0 {
		japanese := incident.JudgeRecovery(readings, in.Zone, incident.Japanese)
		return incident.Tell(incident.Refused, "refused by the rule %[1]s: %[2]s; give a time at which every KPI had been back in its range, or leave the corrected time out and say in words what is right",
			"規則 %[1]s により拒否: %[3]s。すべての KPI が正常範囲に戻っていた時刻を指定するか、正しい時刻を指定せずに本文で説明してください", incident.RuleRecoveryByNumber, english[0].Message, japanese[0].Message)
	}
	return nil
}
