package tracker

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store"
)

// byHand gives the KPIs that people read in the units of the team, with the ranges
// that it fixed. Where nobody is named who read a value, the actor did.
func (t *Tracker) byHand(a Actor, kpis []incident.KPI) ([]incident.KPI, error) {
	read := slices.Clone(kpis)
	for i := range read {
		if strings.TrimSpace(read[i].ReadBy) == "" {
			read[i].ReadBy = a.Name
		}
	}
	if err := incident.CheckByHand(read); err != nil {
		return nil, err
	}
	for i, h := range read {
		if at := slices.IndexFunc(t.Config.KPIs, func(k config.KPI) bool { return k.Name == h.Name }); at >= 0 {
			var err error
			if read[i], err = asConfigured(h, t.Config.KPIs[at]); err != nil {
				return nil, err
			}
		}
	}
	return read, nil
}

// asConfigured gives a KPI that somebody read in the unit and the range of the
// team's. It is Refused with another range than the fixed one: whoever declares
// recovery does not choose what is normal.
func asConfigured(h incident.KPI, k config.KPI) (incident.KPI, error) {
	fixed := incident.RangeOf(k.Low, k.High)
	if fixed != nil && h.Baseline != nil && *h.Baseline == *fixed {
		h.Baseline = nil // as a form shows it: in the team's unit, whatever the value's is
	}
	h, err := h.In(k.Unit)
	if err != nil || fixed == nil {
		return h, err
	}
	if h.Baseline != nil && *h.Baseline != *fixed {
		return h, incident.Tell(incident.Refused, "the range of %[1]s is fixed in .pmtracker.yaml (%[2]s) and is not another one (%[3]s) for this recovery; leave the range out, or change it there for everybody",
			"%[1]s の正常範囲は .pmtracker.yaml で %[2]s に固定されており、復旧宣言のときに %[3]s へは変えられません。範囲の指定を外すか、.pmtracker.yaml の設定を変えてください",
			h.Name, incident.FormatRange(*fixed, k.Unit), incident.FormatRange(*h.Baseline, k.Unit))
	}
	h.Baseline = fixed
	return h, nil
}

// heldTo gives what a person read beside what is known of the KPI. The range that the
// person gives counts, unless Prometheus, too, showed the KPI outside of what is known to
// be normal: recovery that the numbers refuse is not had by typing them. What is known of
// values that hardly moved is too little to refuse another one by itself.
func heldTo(h incident.KPI, known kpi.Measurement) kpi.Measurement {
	m := known
	m.Reading = incident.Reading{KPI: h}
	if m.Known == nil || h.Value == nil || h.Baseline != nil && *h.Baseline == *m.Known {
		return m
	}
	inside := m.Known.Contains(*h.Value)
	if h.Baseline != nil && (inside || m.Out == nil) || !inside && m.Normal.Still && m.Out == nil {
		return m
	}
	m.Unused, h.Baseline = h.Baseline, m.Known
	m.Baseline, m.Learnt = h.RoundedBaseline(), true
	return m
}

// known gives what is known of the KPIs whose values a person read, by name: their
// curves, and what is normal where the team fixed no range. That says Prometheus, if it
// answers: it may be down, too; else the range counts that was kept when recovery was
// refused before. Where there is none, the person alone answers for the value.
func (t *Tracker) known(ctx context.Context, a Actor, in store.Incident, at time.Time, byHand []incident.KPI) (map[string]kpi.Measurement, error) {
	var asked []config.KPI
	for _, k := range t.Config.KPIs {
		if k.Query != "" && slices.ContainsFunc(byHand, func(h incident.KPI) bool { return h.Name == k.Name }) {
			asked = append(asked, k)
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	known, err := t.askBeside(ctx, a, in, at, asked)
	if err != nil {
		return nil, err
	}
	var kept []store.Curve
	err = t.look(ctx, a, func(tx *store.Tx) (err error) {
		kept, err = tx.Curves(ctx, in.Key)
		return err
	})
	for _, k := range asked {
		m := known[k.Name]
		if m.Known == nil {
			m.Known = incident.RangeOf(k.Low, k.High)
		}
		curve := m.Curve
		if i := slices.IndexFunc(kept, func(c store.Curve) bool { return c.Name == k.Name && c.Unit == k.Unit }); i >= 0 {
			m.Known = cmp.Or(m.Known, kept[i].Normal)
			if len(curve) == 0 {
				curve = pointsOf(kept[i])
			}
		}
		if m.Known != nil {
			m.Out = kpi.OutLately(curve, *m.Known, at, k.Window)
		}
		known[k.Name] = m
	}
	return known, err
}

// pointsOf gives the values of a curve that was kept.
func pointsOf(c store.Curve) []kpi.Point {
	var points []kpi.Point
	for _, p := range c.Points {
		points = append(points, kpi.Point{At: p.At, Value: p.Value})
	}
	return points
}

// besideTimeout bounds how long a person who read the values waits for what Prometheus
// says beside them.
const besideTimeout = 3 * time.Second

// askBeside gives what Prometheus says of KPIs whose values a person read, by name; those
// of which it says nothing are missing. All are asked for at once: where it does not
// answer, nobody waits for each.
func (t *Tracker) askBeside(ctx context.Context, a Actor, in store.Incident, at time.Time, kpis []config.KPI) (map[string]kpi.Measurement, error) {
	said := map[string]kpi.Measurement{}
	if t.Prometheus == nil {
		return said, nil
	}
	server, err := t.Prometheus()
	if err != nil || server == nil {
		return said, nil
	}
	windows, err := t.incidentWindows(ctx, a, in)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, besideTimeout)
	defer cancel()
	var asking sync.WaitGroup
	var mu sync.Mutex
	for _, k := range kpis {
		asking.Go(func() {
			m := server.Beside(ctx, kpi.Question{KPI: k, Began: began(in), At: at, Incidents: windows, Zone: in.Zone}, t.now())
			mu.Lock()
			said[k.Name] = m
			mu.Unlock()
		})
	}
	asking.Wait()
	return said, nil
}
