package tracker

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store"
)

// measure gives what is known of each KPI of the team as of a moment, and from then until
// another one: what a person read, held to what is known to be normal, else what
// Prometheus says. KPIs that only a person names come last. Why there is no verdict on one
// is said in the language of who reads it.
func (t *Tracker) measure(ctx context.Context, a Actor, in store.Incident, at, until time.Time, l incident.Lang, byHand []incident.KPI) ([]kpi.Measurement, error) {
	var all []kpi.Measurement
	var windows []kpi.Window
	server, err := t.prometheus(byHand)
	if err != nil {
		return nil, err
	}
	known, err := t.known(ctx, a, in, at, byHand)
	if err != nil {
		return nil, err
	}
	for _, k := range t.Config.KPIs {
		if i := slices.IndexFunc(byHand, func(h incident.KPI) bool { return h.Name == k.Name }); i >= 0 {
			all = append(all, heldTo(byHand[i], known[k.Name]))
			continue
		}
		if server == nil || k.Query == "" {
			all = append(all, kpi.Measurement{Reading: incident.Reading{KPI: incident.KPI{Name: k.Name, Unit: k.Unit}, Problem: whyUnread(k, l)}})
			continue
		}
		if windows == nil {
			if windows, err = t.incidentWindows(ctx, a, in); err != nil {
				return nil, err
			}
		}
		m, err := server.Measure(ctx, kpi.Question{KPI: k, Began: began(in), At: at, Incidents: windows, Zone: in.Zone, Lang: l}, until)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	for _, h := range byHand {
		if !slices.ContainsFunc(t.Config.KPIs, func(k config.KPI) bool { return k.Name == h.Name }) {
			all = append(all, kpi.Measurement{Reading: incident.Reading{KPI: h}})
		}
	}
	return all, nil
}

// prometheus gives the server to ask, nil where there is none, or nothing to ask.
func (t *Tracker) prometheus(byHand []incident.KPI) (*kpi.Prometheus, error) {
	asked := slices.ContainsFunc(t.Config.KPIs, func(k config.KPI) bool {
		return !slices.ContainsFunc(byHand, func(h incident.KPI) bool { return h.Name == k.Name })
	})
	if t.Prometheus == nil || !asked {
		return nil, nil
	}
	return t.Prometheus()
}

func whyUnread(k config.KPI, l incident.Lang) string {
	if k.Query == "" {
		return l.Say("the configuration has no query for it", "設定に query がありません")
	}
	return l.Say("PROMETHEUS_URL is not set, so nobody can be asked", "PROMETHEUS_URL が設定されていないため取得できません")
}

func readingsOf(measured []kpi.Measurement) []incident.Reading {
	var readings []incident.Reading
	for _, m := range measured {
		readings = append(readings, m.Reading)
	}
	return readings
}

// began gives when an incident began, as far as it is known.
func began(in store.Incident) time.Time {
	at := in.DeclaredAt
	if e, ok := in.First(incident.KindDetection); ok && e.At.Before(at) {
		at = e.At
	}
	if !in.OccurredAt.IsZero() && in.OccurredAt.Before(at) {
		at = in.OccurredAt
	}
	return at
}

// incidentWindows lists when other incidents burned, as far back as normal is learnt
// from: what was measured then is not normal. One of other services does not count.
func (t *Tracker) incidentWindows(ctx context.Context, a Actor, of store.Incident) ([]kpi.Window, error) {
	windows := []kpi.Window{}
	var past time.Duration
	for _, k := range t.Config.KPIs {
		past = max(past, k.Baseline)
	}
	since := began(of).Add(-past - 24*time.Hour)
	err := t.look(ctx, a, func(tx *store.Tx) error {
		all, err := tx.Incidents(ctx, store.Filter{})
		if err != nil {
			return err
		}
		for _, in := range all {
			if in.Key == of.Key || in.DeclaredAt.Before(since) || elsewhere(in.Service, of.Service) {
				continue
			}
			if in.Events, err = tx.Events(ctx, in.Key); err != nil {
				return err
			}
			until, err := t.burnedUntil(ctx, tx, in)
			if err != nil {
				return err
			}
			windows = append(windows, kpi.Window{From: began(in), Until: until, Name: in.Key})
		}
		return nil
	})
	return windows, err
}

// burnedUntil gives when an incident was over: at its recovery, else when it was closed
// without one, else now.
func (t *Tracker) burnedUntil(ctx context.Context, tx *store.Tx, in store.Incident) (time.Time, error) {
	if e, ok := in.First(incident.KindRecovery); ok {
		return e.At, nil
	}
	until := t.now()
	if in.State != incident.Closed {
		return until, nil
	}
	entries, err := tx.AuditLog(ctx, in.Key)
	for _, e := range entries {
		if e.Action == actionClose {
			until = e.At
		}
	}
	return until, err
}

// elsewhere tells whether two incidents name services, and no service in common.
func elsewhere(a, b string) bool {
	named := func(services string) []string {
		return strings.FieldsFunc(strings.ToLower(services), func(r rune) bool { return strings.ContainsRune(",、 \t", r) })
	}
	of := named(b)
	return len(named(a)) > 0 && len(of) > 0 && !slices.ContainsFunc(named(a), func(s string) bool { return slices.Contains(of, s) })
}

// saveCurves keeps how the KPIs went around the incident.
func saveCurves(ctx context.Context, tx *store.Tx, key string, measured []kpi.Measurement, now time.Time) error {
	for _, m := range measured {
		if len(m.Curve) == 0 {
			continue
		}
		c := store.Curve{Name: m.Name, Unit: m.Unit, Normal: cmp.Or(m.Known, m.Baseline), At: now}
		for _, p := range m.Curve {
			c.Points = append(c.Points, store.CurvePoint{At: p.At, Value: p.Value})
		}
		if err := tx.SaveCurve(ctx, key, c); err != nil {
			return err
		}
	}
	return nil
}
