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
	alertTitle = titleLimit
)

// ReceiveAlerts takes alerts of a monitoring tool. One that fires joins the open
// incident that knows it, else the one about its service, else the one that
// alerts declared in the last half hour; else it declares one, unless its
// severity is SEV4, and is its detection. One that is resolved or changed stands in
// the timeline of the incident that knows it. What came before changes nothing.
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
	if alert.At = micro(alert.At); alert.At.After(t.now()) { // by the clock of another machine, which runs ahead
		alert.At = t.now()
	}
	key, err := t.incidentOf(ctx, tx, tool, alert)
	if err != nil || key == "" && (!alert.Fires() || alert.Severity == "SEV4") {
		return AlertOutcome{Incident: key}, err
	}
	known, found, err := tx.AlertOf(ctx, tool, alert.Fingerprint)
	if err != nil {
		return AlertOutcome{}, err
	}
	if repeated, err := t.repeated(ctx, tx, tool, alert, known, found); err != nil || repeated {
		return AlertOutcome{Incident: known.Incident}, err
	}
	o := AlertOutcome{Incident: key}
	if key == "" {
		if o.Incident, err = t.declareFrom(ctx, tx, a, alert); err != nil {
			return o, err
		}
		o.Declared = true
	}
	if known.Incident != o.Incident {
		known, found = store.Alert{Tool: tool, Fingerprint: alert.Fingerprint, Incident: o.Incident, Title: columns.Shorten(alert.Title, alertTitle), FirstAt: alert.At}, false
	}
	o.News, err = t.remember(ctx, tx, a, alert, known, found, o.Declared)
	return o, err
}

// repeated tells whether a message was taken before, by the id that its tool gave it;
// or, since not every tool gives one, whether it tells of a state that is over: the
// firing that was resolved since, or the end of an earlier firing.
func (t *Tracker) repeated(ctx context.Context, tx *store.Tx, tool string, alert imports.Alert, known store.Alert, found bool) (bool, error) {
	if alert.Delivery != "" {
		if first, err := tx.TakeDelivery(ctx, tool, alert.Delivery, t.now()); err != nil || !first {
			return !first, err
		}
	}
	switch {
	case !found || alert.Change != "":
		return false, nil
	case alert.Resolved:
		return known.ResolvedAt.IsZero() && alert.At.Before(known.FirstAt), nil
	}
	return !known.ResolvedAt.IsZero() && !alert.At.After(known.FirstAt), nil
}

// incidentOf looks for the open incident that an alert belongs to. That an alert is
// resolved still belongs to an incident that was recovered meanwhile.
func (t *Tracker) incidentOf(ctx context.Context, tx *store.Tx, tool string, alert imports.Alert) (string, error) {
	key, err := tx.IncidentOfAlert(ctx, tool, alert.Fingerprint, alert.Resolved)
	if err != nil || key != "" || !alert.Fires() {
		return key, err
	}
	if key, err = tx.OpenIncidentOfService(ctx, columns.Shorten(alert.Service, serviceLimit)); err != nil || key != "" {
		return key, err
	}
	return tx.OpenIncidentFromAlerts(ctx, t.now().Add(-stormWindow))
}

// declareFrom declares an incident as the alert tells it: provisional, for a
// person to correct.
func (t *Tracker) declareFrom(ctx context.Context, tx *store.Tx, a Actor, alert imports.Alert) (string, error) {
	in, err := t.declared(a, Declaration{Title: columns.Shorten(alert.Title, alertTitle), Severity: cmp.Or(alert.Severity, "SEV3"), Service: columns.Shorten(alert.Service, serviceLimit), DetectedAt: alert.At})
	if err != nil {
		return "", err
	}
	if in.Key, err = tx.NextKey(ctx, in.DeclaredAt.In(in.Zone).Year()); err != nil {
		return "", err
	}
	in.Events[0] = eventOf(alert, a, in.Lang, t.now())
	return in.Key, insertWhole(ctx, tx, in)
}

// remember writes the alert down, and into the timeline where it is news: the first
// twenty alerts with what becomes of each, and what people wrote of any.
func (t *Tracker) remember(ctx context.Context, tx *store.Tx, a Actor, alert imports.Alert, known store.Alert, found, declared bool) (bool, error) {
	if alert.Change != "" {
		if !known.Listed && !alert.IsNote() {
			return true, nil
		}
		return true, t.appendAlert(ctx, tx, a, alert, known.Incident)
	}
	before, err := tx.CountAlerts(ctx, known.Incident)
	if err != nil {
		return false, err
	}
	news := !found || known.ResolvedAt.IsZero() == alert.Resolved
	if !found {
		known.Listed = before.Listed < listedAlerts
	}
	known.LastAt = t.now()
	switch {
	case news && alert.Resolved:
		known.ResolvedAt = alert.At
	case news:
		known.FirstAt, known.ResolvedAt = alert.At, time.Time{}
	}
	if err := tx.SaveAlert(ctx, known); err != nil || !news || declared { // its detection is that of the incident
		return news, err
	}
	if known.Listed {
		if err := t.appendAlert(ctx, tx, a, alert, known.Incident); err != nil {
			return news, err
		}
	}
	return news, t.sayCount(ctx, tx, a, known.Incident, before)
}

// sayCount says in the timeline that further alerts are counted, when the first one is,
// and that all are resolved, when the last one is.
func (t *Tracker) sayCount(ctx context.Context, tx *store.Tx, a Actor, key string, before incident.AlertCount) error {
	now, err := tx.CountAlerts(ctx, key)
	if err != nil {
		return err
	}
	counted := before.Total == before.Listed && now.Total > now.Listed
	over := now.Total > 1 && now.Resolved == now.Total && before.Resolved < before.Total
	if !counted && !over {
		return nil
	}
	in, err := tx.Incident(ctx, key)
	if err != nil {
		return err
	}
	text := in.Lang.Say("More than %d alerts fire; further ones are counted and not listed", "アラートが%d件を超えた。以降は件数のみ記録する", listedAlerts)
	if over {
		text = in.Lang.Say("No alert fires any more: %s", "発火中のアラートはなくなった: %s", now.InWords(in.Lang))
	}
	_, err = tx.AppendEvent(ctx, key, incident.Event{At: t.now(), RecordedAt: t.now(), RecordedBy: a.Name, Kind: incident.KindNote, Text: text})
	return err
}

// appendAlert writes an alert into the timeline of an incident that was declared
// before it came. So it is no detection, and one that has fired since before the
// incident stands where it joined.
func (t *Tracker) appendAlert(ctx context.Context, tx *store.Tx, a Actor, alert imports.Alert, key string) error {
	in, err := tx.Incident(ctx, key)
	if err != nil {
		return err
	}
	if in.Events, err = tx.Events(ctx, key); err != nil {
		return err
	}
	e := eventOf(alert, a, in.Lang, t.now())
	if alert.Fires() {
		e.Kind, e.Text = incident.KindNote, in.Lang.Say("Another alert: %s", "別のアラート: %s", e.Text)
		if e.At.Before(began(in)) {
			e.Text = in.Lang.Say("%s (it fires since %s)", "%s（%s から発火）", e.Text, e.At.In(in.Zone).Format("2006-01-02 15:04 MST"))
			e.At = t.now()
		}
	}
	_, err = tx.AppendEvent(ctx, key, e)
	return err
}

func eventOf(alert imports.Alert, a Actor, l incident.Lang, now time.Time) incident.Event {
	e := alert.Event(l)
	const ours = 100 // characters for what is said about it; the tool has the rest
	e.Text = columns.Shorten(e.Text, incident.EventTextLimit-ours)
	e.RecordedAt, e.RecordedBy = now, a.Name
	return e
}
