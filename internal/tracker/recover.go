package tracker

import (
	"context"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
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
	Lang      incident.Lang            `json:"-"`
}

// Recover declares recovery by numbers: every KPI of the team inside its range,
// or entered by a person who answers for it. What speaks against it is in the
// result, and then nothing changes. Without a containment before it, a reason is
// needed, which stays in the timeline.
func (t *Tracker) Recover(ctx context.Context, a Actor, key string, r RecoveryRequest) (Recovery, error) {
	result := Recovery{Incident: key, Unmet: []incident.RecoveryUnmet{}}
	if err := a.mayFor(Responder, ""); err != nil {
		return result, err
	}
	var in store.Incident
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		in, err = tx.WholeIncident(ctx, key)
		return err
	})
	if err != nil {
		return result, err
	}
	result.Lang = in.Lang
	if err := mayRecover(in, r.Reason); err != nil {
		return result, err
	}
	measured, err := t.measure(ctx, a, in, r.KPIs)
	if err != nil {
		return result, err
	}
	readings := readingsOf(measured)
	if result.Unmet = append(result.Unmet, incident.JudgeRecovery(readings, in.Zone, in.Lang)...); len(result.Unmet) > 0 {
		return result, nil
	}
	err = t.change(ctx, a, Responder, "incident.recover", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Incident, entry.Detail = key, kpisInWords(readings)
		return t.recordRecovery(ctx, tx, a, key, r, measured)
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

func (t *Tracker) recordRecovery(ctx context.Context, tx *store.Tx, a Actor, key string, r RecoveryRequest, measured []kpi.Measurement) error {
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
	for _, m := range measured {
		if err := tx.AppendKPI(ctx, key, m.KPI, at); err != nil {
			return err
		}
		if err := saveCurve(ctx, tx, key, m, now); err != nil {
			return err
		}
	}
	readings := readingsOf(measured)
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
		text := r.Name + " " + incident.FormatValue(incident.Round(*r.Value), r.Unit)
		if r.Baseline != nil {
			text += " (" + incident.FormatRange(incident.Range{Low: incident.Round(r.Baseline.Low), High: incident.Round(r.Baseline.High)}, r.Unit) + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}
