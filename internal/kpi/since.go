package kpi

import (
	"context"
	"time"
)

// since tells whether a KPI that was read for an earlier moment stayed inside from then
// until the window that ends now, and, where it did not or was outside then, from when on
// it had been inside for good. What was normal at an hour of the week is what counts for
// the values of that hour; an hour of which too little is known speaks against nothing.
func (p *Prometheus) since(ctx context.Context, n *normality, m *Measurement, now time.Time) error {
	var out stretch
	for _, v := range m.window {
		out.see(v, m.Baseline.Contains(v.Value))
	}
	if until := now.Add(-n.Window); m.At.Before(until) {
		later, err := p.curve(ctx, n.Name, n.Query, m.At, until, time.Minute)
		if err != nil {
			return err
		}
		if later.warning != "" {
			m.Problem = inPart(later.warning, n.Lang)
			return nil
		}
		for _, v := range later.points {
			if normal, _, problem, err := n.at(ctx, v.At); err == nil && problem == "" {
				out.see(v, normal.Contains(v.Value))
			}
		}
	}
	if out.from.IsZero() {
		return nil
	}
	if m.OutSince.IsZero() {
		m.OutSince = out.from
	}
	if back := fullMinute(out.until.Add(n.Window)); !out.until.IsZero() && back.Before(now) {
		m.Earliest = back
	}
	return nil
}

// stretch is the last stretch outside among values that are seen by time.
type stretch struct {
	from  time.Time // zero: there is none
	until time.Time // of the first value after it, which is inside; zero: there is none
}

func (s *stretch) see(p Point, inside bool) {
	over := s.from.IsZero() || !s.until.IsZero()
	switch {
	case !inside && over:
		*s = stretch{from: p.At}
	case inside && !over:
		s.until = p.At
	}
}

// fullMinute gives the first full minute that is not before a moment.
func fullMinute(at time.Time) time.Time {
	if minute := at.Truncate(time.Minute); minute.Before(at) {
		return minute.Add(time.Minute)
	}
	return at
}
