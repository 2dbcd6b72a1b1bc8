package tracker

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// RecoveryRequest is a declaration of recovery.
type RecoveryRequest struct {
	At     time.Time      // when service was back; zero: now
	KPIs   []incident.KPI // values that a person read, with who read them; they count before those of Prometheus
	Reason string         // why there was no containment, where there was none
}

// Recovery is what was said of a declaration of recovery.
type Recovery struct {
	Incident  string                   `json:"incident"`
	Recovered bool                     `json:"recovered"`
	Unmet     []incident.RecoveryUnmet `json:"unmet"`
}

// Recover declares recovery by numbers: every KPI of the team inside its range,
// or entered by a person who answers for it. What speaks against it is in the
// result, and then nothing changes. Without a containment before it, a reason is
// needed, which stays in the timeline.
func (t *Tracker) Recover(ctx context.Context, a Actor, key string, r RecoveryRequest) (Recovery, error) {
	result := Recovery{Incident: key, Unmet: []incident.RecoveryUnmet{}}
	var in store.Incident
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		in, err = tx.WholeIncident(ctx, key)
		return err
	})
	if err != nil {
		return result, err
	}
	if err := mayRecover(in, r.Reason); err != nil {
		return result, err
	}
	readings, err := t.readings(ctx, in, r.KPIs)
	if err != nil {
		return result, err
	}
	if result.Unmet = append(result.Unmet, incident.JudgeRecovery(readings, in.Zone, in.Lang)...); len(result.Unmet) > 0 {
		return result, nil
	}
	err = t.change(ctx, a, Responder, "incident.recover", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Incident, entry.Detail = key, kpisInWords(readings)
		return t.recordRecovery(ctx, tx, a, key, r, readings)
	})
	result.Recovered = err == nil
	return result, err
}

// mayRecover tells whether recovery may be declared in the incident's state.
func mayRecover(in store.Incident, reason string) error {
	l := in.Lang
	switch in.State {
	case incident.Closed:
		return closedError(in)
	case incident.InReview:
		return incident.Errorf(incident.Refused, "%s", l.Say("%s is in review: recovery was declared before", "%s はレビュー中で、復旧はすでに宣言されています", in.Key))
	case incident.Declared:
		if strings.TrimSpace(reason) == "" {
			return incident.Errorf(incident.Refused, "%s", l.Say("refused by the rule %s: nothing was contained yet; log the containment, or say with --reason why there was none",
				"規則 %s により拒否: 安全化が記録されていません。containment を記録するか、--reason で安全化がない理由を書いてください", incident.RuleContainFirst))
		}
	}
	return nil
}

// readings gives what is known of each KPI: what a person read, else what
// Prometheus says, else nothing.
func (t *Tracker) readings(ctx context.Context, in store.Incident, byHand []incident.KPI) ([]incident.Reading, error) {
	var readings []incident.Reading
	for _, k := range t.Config.KPIs {
		one := incident.Reading{KPI: incident.KPI{Name: k.Name, Unit: k.Unit}}
		if k.Low != nil || k.High != nil {
			one.Baseline = &incident.Range{Low: orInfinity(k.Low, -1), High: orInfinity(k.High, 1)}
		}
		readings = append(readings, one)
	}
	if t.Readings != nil && !coversAll(readings, byHand) {
		measured, err := t.Readings(ctx, t.now())
		if err != nil {
			return nil, err
		}
		readings = measured
	}
	for _, k := range byHand {
		i := slices.IndexFunc(readings, func(r incident.Reading) bool { return r.Name == k.Name })
		if i < 0 {
			readings = append(readings, incident.Reading{KPI: k})
			continue
		}
		if k.Unit == "" {
			k.Unit = readings[i].Unit
		}
		if k.Baseline == nil {
			k.Baseline = readings[i].Baseline
		}
		readings[i] = incident.Reading{KPI: k}
	}
	return readings, nil
}

func orInfinity(v *float64, sign int) float64 {
	if v == nil {
		return math.Inf(sign)
	}
	return *v
}

// coversAll tells whether a person read every KPI, so that nobody else need be
// asked.
func coversAll(readings []incident.Reading, byHand []incident.KPI) bool {
	for _, r := range readings {
		if !slices.ContainsFunc(byHand, func(k incident.KPI) bool { return k.Name == r.Name }) {
			return false
		}
	}
	return true
}

func (t *Tracker) recordRecovery(ctx context.Context, tx *store.Tx, a Actor, key string, r RecoveryRequest, readings []incident.Reading) error {
	in, err := tx.LockIncident(ctx, key)
	if err != nil {
		return err
	}
	if err := mayRecover(in, r.Reason); err != nil {
		return err
	}
	now := t.now()
	at := micro(r.At)
	if at.IsZero() {
		at = now
	}
	for _, k := range readings {
		if err := tx.AppendKPI(ctx, key, k.KPI, at); err != nil {
			return err
		}
	}
	l := in.Lang
	if in.State == incident.Declared {
		_, err := tx.AppendEvent(ctx, key, incident.Event{At: at, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindDecision, Role: incident.Commander,
			Text: l.Say("Recovery is declared without a containment: %s", "安全化なしで復旧を宣言: %s", strings.TrimSpace(r.Reason))})
		if err != nil {
			return err
		}
	}
	_, err = tx.AppendEvent(ctx, key, incident.Event{At: at, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindRecovery, Role: incident.Commander,
		Text: l.Say("Recovery declared: %s", "復旧を宣言: %s", kpisInWords(readings))})
	if err != nil {
		return err
	}
	return tx.SetState(ctx, key, incident.Recovered)
}

// kpisInWords tells the values by which recovery was declared: "error_rate 0.4%
// (0–2), p95 180 ms".
func kpisInWords(readings []incident.Reading) string {
	var texts []string
	for _, r := range readings {
		text := r.Name + " " + incident.FormatValue(*r.Value, r.Unit)
		if r.Baseline != nil {
			text += " (" + incident.FormatRange(*r.Baseline, r.Unit) + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}
