package tracker

import (
	"cmp"
	"context"
	"time"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// AlertOutcome says what an alert did.
type AlertOutcome struct {
	Incident string `json:"incident"` // empty: it belongs to no open incident and declares none
	Declared bool   `json:"declared"` // it declared the incident
	News     bool   `json:"news"`     // the incident did not know of it yet
}

const (
	// stormWindow is how long alerts join the incident that an alert declared,
	// whatever service they are about: a storm is one incident.
	stormWindow = 30 * time.Minute
	// listedAlerts is how many different alerts a timeline lists; the others are
	// counted.
	listedAlerts = 20
	// alertTitle is how much of an alert's title becomes that of its incident, in letters.
	alertTitle = 200
)

// ReceiveAlerts takes alerts of a monitoring tool. One that fires joins the open
// incident that knows it, else the one about its service, else the one that
// alerts declared in the last half hour; else it declares one, unless its
// severity is SEV4. One that is resolved or commented stands in the timeline of
// the incident that knows it. What came before changes nothing.
func (t *Tracker) ReceiveAlerts(ctx context.Context, a Actor, tool string, alerts []imports.Alert) ([]AlertOutcome, error) {
	var outcomes []AlertOutcome
	err := t.change(ctx, a, Responder, "alert.receive", func(tx *store.Tx, entry *store.AuditEntry) error {
		outcomes = nil
		var keys []string
		if err := tx.LockAlerts(ctx); err != nil {
			return err
		}
		for _, alert := range alerts {
			o, err := t.receive(ctx, tx, a, tool, alert)
			if err != nil {
				return err
			}
			outcomes = append(outcomes, o)
			keys = append(keys, o.Incident)
		}
		entry.Detail = tool
		return auditEach(ctx, tx, entry, keys)
	})
	return outcomes, err
}

func (t *Tracker) receive(ctx context.Context, tx *store.Tx, a Actor, tool string, alert imports.Alert) (AlertOutcome, error) {
	fires := !alert.Resolved && !alert.Update
	key, err := t.incidentOf(ctx, tx, tool, alert, fires)
	if err != nil {
		return AlertOutcome{}, err
	}
	o := AlertOutcome{Incident: key}
	if key == "" {
		if !fires || alert.Severity == "SEV4" {
			return o, nil
		}
		if o.Incident, err = t.declareFrom(ctx, tx, a, alert); err != nil {
			return o, err
		}
		o.Declared = true
	}
	o.News, err = t.remember(ctx, tx, a, tool, alert, o)
	return o, err
}

// incidentOf looks for the open incident that an alert belongs to.
func (t *Tracker) incidentOf(ctx context.Context, tx *store.Tx, tool string, alert imports.Alert, fires bool) (string, error) {
	key, err := tx.OpenIncidentOfAlert(ctx, tool, alert.Fingerprint)
	if err != nil || key != "" || !fires {
		return key, err
	}
	if key, err = tx.OpenIncidentOfService(ctx, alert.Service); err != nil || key != "" {
		return key, err
	}
	return tx.OpenIncidentFromAlerts(ctx, t.now().Add(-stormWindow))
}

// declareFrom declares an incident as the alert tells it: provisional, for a
// person to correct.
func (t *Tracker) declareFrom(ctx context.Context, tx *store.Tx, a Actor, alert imports.Alert) (string, error) {
	detected := micro(alert.At)
	if detected.After(t.now()) {
		detected = t.now()
	}
	in, err := t.declared(a, Declaration{Title: columns.Shorten(alert.Title, alertTitle), Severity: cmp.Or(alert.Severity, "SEV3"), Service: alert.Service, DetectedAt: detected})
	if err != nil {
		return "", err
	}
	if in.Key, err = tx.NextKey(ctx, in.DeclaredAt.In(in.Zone).Year()); err != nil {
		return "", err
	}
	in.Events[0] = eventOf(alert, a, t.now())
	in.Events[0].At = detected
	return in.Key, insertWhole(ctx, tx, in)
}

// remember writes the alert down, and into the timeline where it is news.
func (t *Tracker) remember(ctx context.Context, tx *store.Tx, a Actor, tool string, alert imports.Alert, o AlertOutcome) (bool, error) {
	row := store.Alert{Tool: tool, Fingerprint: alert.Fingerprint, Incident: o.Incident, Title: columns.Shorten(alert.Title, alertTitle), FirstAt: micro(alert.At), LastAt: t.now()}
	if alert.Resolved {
		row.ResolvedAt = micro(alert.At)
	}
	news := true // a comment always is
	var err error
	if !alert.Update {
		if news, err = tx.SaveAlert(ctx, row); err != nil {
			return false, err
		}
	}
	if !news || o.Declared { // its detection is that of the incident
		return news, nil
	}
	n, err := tx.CountAlerts(ctx, o.Incident)
	if err != nil || n > listedAlerts+1 {
		return news, err
	}
	e := eventOf(alert, a, t.now())
	if n == listedAlerts+1 {
		in, err := tx.Incident(ctx, o.Incident)
		if err != nil {
			return news, err
		}
		e.Kind, e.Links = incident.KindNote, nil
		e.Text = in.Lang.Say("More than %d alerts fire; further ones are counted and not listed", "アラートが%d件を超えた。以降は件数のみ記録する", listedAlerts)
	}
	_, err = tx.AppendEvent(ctx, o.Incident, e)
	return news, err
}

func eventOf(alert imports.Alert, a Actor, now time.Time) incident.Event {
	e := alert.Event()
	e.Text = columns.Shorten(e.Text, incident.EventTextLimit) // the tool has the rest
	e.At, e.RecordedAt, e.RecordedBy = micro(e.At), now, a.Name
	return e
}
