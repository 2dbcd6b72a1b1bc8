package tracker

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store"
)

// RecoveryRequest is a declaration of recovery.
type RecoveryRequest struct {
	At     time.Time      // when service was back, which the values until then and since have to show; zero: now
	KPIs   []incident.KPI // values that a person read, with who did (empty: the actor); they count before those of Prometheus, by what is known to be normal
	Reason string         // why there was no containment, where there was none
	Lang   incident.Lang  // in which what speaks against it is said; empty: the incident's
}

// Recovery is what was said of a declaration of recovery.
type Recovery struct {
	Incident  string                   `json:"incident"`
	Recovered bool                     `json:"recovered"`
	Unmet     []incident.RecoveryUnmet `json:"unmet"`
	Lang      incident.Lang            `json:"-"`
}

// Recover declares recovery by numbers: every KPI of the team inside its range,
// or entered by a person who answers for it. What speaks against it is in the
// result, and then nothing changes but that the curves are kept. Without a
// containment before it, a reason is needed, which stays in the timeline.
// A recovery that was declared is not declared again; where its numbers are missing
// (an incident that was imported), they are added.
func (t *Tracker) Recover(ctx context.Context, a Actor, key string, r RecoveryRequest) (Recovery, error) {
	result := Recovery{Incident: key, Unmet: []incident.RecoveryUnmet{}}
	if err := a.mayFor(Responder, ""); err != nil {
		return result, err
	}
	if err := incident.CheckEventText(r.Reason); err != nil {
		return result, err
	}
	byHand, err := t.byHand(a, r.KPIs)
	if err != nil {
		return result, err
	}
	var in store.Incident
	err = t.look(ctx, a, func(tx *store.Tx) (err error) {
		in, err = tx.WholeIncident(ctx, key)
		return err
	})
	if err != nil {
		return result, err
	}
	result.Lang = cmp.Or(r.Lang, in.Lang)
	if err := mayRecover(in, r.Reason); err != nil {
		return result, err
	}
	at, err := recoveredAt(in, r.At, t.now())
	if err != nil {
		return result, err
	}
	measured, err := t.measure(ctx, a, in, at, t.now(), result.Lang, byHand)
	if err != nil {
		return result, err
	}
	if result.Unmet = append(result.Unmet, incident.JudgeRecovery(readingsOf(measured), in.Zone, result.Lang)...); len(result.Unmet) > 0 {
		return result, t.keepRefused(ctx, a, key, measured, result.Unmet)
	}
	err = t.change(ctx, a, Responder, "incident.recover", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Incident, entry.Detail = key, kpisInWords(measured, in.Zone, in.Lang)
		return t.recordRecovery(ctx, tx, a, key, r, measured)
	})
	result.Recovered = err == nil
	return result, err
}

// mayRecover tells whether recovery may be declared in the incident's state. The
// incident comes with its timeline and its KPIs.
func mayRecover(in store.Incident, reason string) error {
	switch {
	case in.State == incident.Closed:
		return closedError(in.Key)
	case neverContained(in) && incident.SaysNothing(reason):
		return incident.PutRightBy(incident.Tell(incident.Refused, "refused by the rule %s: nothing was contained yet; log the containment, or say with --reason why there was none",
			"規則 %s により拒否: 安全化が記録されていません。containment を記録するか、--reason で安全化がない理由を書いてください", incident.RuleContainFirst), incident.RemedyContain)
	case isRecovered(in) && incident.RecoveryShown(in.KPIs):
		when, japanese := "", ""
		if e, ok := in.First(incident.KindRecovery); ok {
			at := e.At.In(in.Zone).Format("2006-01-02 15:04 MST")
			when, japanese = " at "+at, "（"+at+"）"
		}
		return incident.Tell(incident.Refused, "recovery of %[1]s was declared already%[2]s, and nothing was changed; if the impact is back, log what is seen, or declare a new incident",
			"%[1]s の復旧はすでに宣言されています%[3]s。何も変更していません。影響が再発した場合は、事象を記録するか、新しいインシデントを宣言してください", in.Key, when, japanese)
	}
	return nil
}

// recoveredAt gives when service was back: the time that is named, else now. It is
// Invalid in the future and before what recovery follows.
func recoveredAt(in store.Incident, named, now time.Time) (time.Time, error) {
	if err := incident.Happened(named, now, in.Zone); err != nil {
		return named, err
	}
	at := micro(named)
	if named.IsZero() {
		at = now
	}
	for _, kind := range []incident.EventKind{incident.KindDetection, incident.KindContainment} {
		e, ok := in.First(kind)
		switch {
		case !ok || !at.Before(e.At):
		case named.IsZero():
			at = e.At // by the clock of another machine, which runs ahead
		default:
			const layout = "2006-01-02 15:04 MST"
			return at, incident.Tell(incident.Invalid, "recovery at %[1]s would be before the %[3]s at %[2]s; correct one of the two times", "復旧（%[1]s）が%[4]s（%[2]s）より前になっています。どちらかの時刻を直してください",
				at.In(in.Zone).Format(layout), e.At.In(in.Zone).Format(layout), kind.Label(incident.English), kind.Label(incident.Japanese))
		}
	}
	return at, nil
}

// isRecovered tells whether recovery was declared before. The state does not tell: an
// incident can be reviewed, closed and reopened without it.
func isRecovered(in store.Incident) bool {
	_, recovered := in.First(incident.KindRecovery)
	return recovered
}

// neverContained tells whether a recovery would come without a containment before it.
func neverContained(in store.Incident) bool {
	_, contained := in.First(incident.KindContainment)
	return !contained && !isRecovered(in)
}

// keepRefused keeps the curves of a recovery that was refused: they show how far
// from normal it was, and Prometheus forgets them.
func (t *Tracker) keepRefused(ctx context.Context, a Actor, key string, measured []kpi.Measurement, unmet []incident.RecoveryUnmet) error {
	if !slices.ContainsFunc(measured, func(m kpi.Measurement) bool { return len(m.Curve) > 0 }) {
		return nil
	}
	for i := range measured {
		measured[i].Baseline = measured[i].Known // not one that a person gave: the next attempt is held to it
	}
	return t.change(ctx, a, Responder, "incident.recover.refused", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Incident, entry.Detail = key, unmet[0].Message
		return saveCurves(ctx, tx, key, measured, t.now())
	})
}

func (t *Tracker) recordRecovery(ctx context.Context, tx *store.Tx, a Actor, key string, r RecoveryRequest, measured []kpi.Measurement) error {
	if _, err := tx.LockIncident(ctx, key); err != nil {
		return err
	}
	in, err := tx.WholeIncident(ctx, key)
	if err != nil {
		return err
	}
	if err := mayRecover(in, r.Reason); err != nil {
		return err
	}
	now := t.now()
	at, err := recoveredAt(in, r.At, now)
	if err != nil {
		return err
	}
	for _, m := range measured {
		if err := tx.AppendKPI(ctx, key, m.KPI, at); err != nil {
			return err
		}
	}
	if err := saveCurves(ctx, tx, key, measured, now); err != nil {
		return err
	}
	roster, err := tx.Roster(ctx, key)
	if err != nil {
		return err
	}
	role := roster.ActingRole(incident.Commander, a.Name, t.Config.People)
	for _, e := range recoveryEvents(in, role, r.Reason, measured) {
		e.At, e.RecordedAt, e.RecordedBy = at, now, a.Name
		if _, err := tx.AppendEvent(ctx, key, e); err != nil {
			return err
		}
	}
	if in.State != incident.Declared && in.State != incident.Contained {
		return nil
	}
	return tx.SetState(ctx, key, incident.Recovered)
}

// recoveryEvents gives what the timeline has to say of a recovery, by who holds a role.
func recoveryEvents(in store.Incident, role incident.Role, reason string, measured []kpi.Measurement) []incident.Event {
	l, values := in.Lang, kpisInWords(measured, in.Zone, in.Lang)
	if isRecovered(in) {
		return []incident.Event{{Kind: incident.KindKPI, Text: l.Say("The recovery that was declared before is shown by: %s", "宣言済みの復旧を裏付ける値: %s", values)}}
	}
	var events []incident.Event
	if neverContained(in) {
		events = append(events, incident.Event{Kind: incident.KindDecision, Role: role,
			Text: l.Say("Recovery is declared without a containment: %s", "安全化なしで復旧を宣言: %s", strings.TrimSpace(reason))})
	}
	return append(events, incident.Event{Kind: incident.KindRecovery, Role: role, Text: l.Say("Recovery declared: %s", "復旧を宣言: %s", values)})
}

// kpisInWords tells the values by which recovery was declared: "error_rate 0.4%
// (0–2), p95 180 ms"; beside one that a person read what Prometheus, outside of what is
// normal, said otherwise.
func kpisInWords(measured []kpi.Measurement, zone *time.Location, l incident.Lang) string {
	var texts []string
	for _, m := range measured {
		text := m.Name + " " + incident.FormatValue(incident.Round(*m.Value), m.Unit)
		var beside []string
		if m.Baseline != nil {
			beside = append(beside, incident.FormatRange(m.Baseline.Rounded(), m.Unit))
		}
		if m.Out != nil {
			said, at := incident.FormatValue(incident.Round(m.Out.Value), m.Unit), m.Out.At.In(zone).Format("2006-01-02 15:04 MST")
			beside = append(beside, l.Say("read by hand; Prometheus showed %s at %s", "手入力。Prometheus の %[2]s の値は %[1]s", said, at))
		}
		if len(beside) > 0 {
			text += " (" + strings.Join(beside, "; ") + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}
