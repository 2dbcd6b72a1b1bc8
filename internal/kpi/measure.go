package kpi

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Question asks for one KPI as a team has configured it.
type Question struct {
	config.KPI
	Began     time.Time // when the incident began: its curve starts a little before
	Incidents []Window  // earlier incidents, whose values are not normal
	Zone      *time.Location
	Lang      incident.Lang
}

// fixed gives the range that the team fixed in place of a learnt one.
func (q Question) fixed() (incident.Range, bool) {
	r := incident.Range{Low: math.Inf(-1), High: math.Inf(1)}
	if q.Low != nil {
		r.Low = *q.Low
	}
	if q.High != nil {
		r.High = *q.High
	}
	return r, q.Low != nil || q.High != nil
}

// Measurement is what was read of one KPI.
type Measurement struct {
	incident.Reading
	Normal Normal  // what the range was learnt from; zero where it is fixed
	Curve  []Point // from a little before the incident until now
}

const (
	pastStep  = 5 * time.Minute
	lead      = 30 * time.Minute // of the curve before the incident
	minWindow = 15 * time.Second // the finest step of the window
)

// Measure reads a KPI as it is at now: its value, its normal range, whether it
// was inside for the whole window and, if not, since when it has been outside.
// Data that is missing is a Problem of the reading, never a value. The error is
// Unavailable when Prometheus does not answer, and Invalid when the query is
// wrong.
func (p *Prometheus) Measure(ctx context.Context, q Question, now time.Time) (Measurement, error) {
	m := Measurement{Reading: incident.Reading{KPI: incident.KPI{Name: q.Name, Unit: q.Unit}, Window: q.Window}}
	began := q.start(now)
	var err error
	if m.Curve, err = p.Curve(ctx, q, now); err != nil {
		return Measurement{}, err
	}
	window, every, err := p.window(ctx, q, now)
	if err != nil {
		return Measurement{}, err
	}
	if m.Problem = gap(window, now.Add(-q.Window), now, every, q); m.Problem != "" {
		return m, nil
	}
	value := window[len(window)-1].Value
	m.Value = &value
	normal, err := p.normal(ctx, q, began, now, &m)
	if err != nil || m.Problem != "" {
		return m, err
	}
	m.Baseline = &normal
	m.OutSince = outSince(m.Curve, window, normal)
	return m, nil
}

// Curve gives how a KPI went from a little before the incident until now. Its errors
// are those of Measure.
func (p *Prometheus) Curve(ctx context.Context, q Question, now time.Time) ([]Point, error) {
	from := q.start(now).Add(-lead)
	step := max(time.Minute, (now.Sub(from) / 500).Truncate(time.Second))
	return p.curve(ctx, q.Name, q.Query, from, now, step)
}

// start gives when the incident began, now where that is not known.
func (q Question) start(now time.Time) time.Time {
	if q.Began.IsZero() || q.Began.After(now) {
		return now
	}
	return q.Began
}

// window reads the last minutes finely.
func (p *Prometheus) window(ctx context.Context, q Question, now time.Time) ([]Point, time.Duration, error) {
	every := max(minWindow, (q.Window / 20).Truncate(time.Second))
	points, err := p.curve(ctx, q.Name, q.Query, now.Add(-q.Window), now, every)
	return points, every, err
}

// gap tells where the window has no values for more than two steps.
func gap(window []Point, from, now time.Time, every time.Duration, q Question) string {
	last := from
	clock := func(t time.Time) string { return t.In(q.Zone).Format("15:04:05") }
	for _, p := range slices.Concat(window, []Point{{At: now}}) {
		if p.At.Sub(last) > 2*every {
			return q.Lang.Say("Prometheus has no values from %s to %s, so the last %d minutes cannot be judged", "Prometheus に %s から %s までの値がなく、直近%d分を判定できません", clock(last), clock(p.At), int(q.Window.Minutes()))
		}
		last = p.At
	}
	if len(window) == 0 {
		return q.Lang.Say("Prometheus has no value", "Prometheus に値がありません")
	}
	return ""
}

func (p *Prometheus) normal(ctx context.Context, q Question, began, now time.Time, m *Measurement) (incident.Range, error) {
	if r, ok := q.fixed(); ok {
		return r, nil
	}
	past, err := p.curve(ctx, q.Name, q.Query, now.Add(-q.Baseline), began, pastStep)
	if err != nil {
		return incident.Range{}, err
	}
	m.Normal = Learn(past, now, q.Zone, slices.Concat(q.Incidents, []Window{{From: began, Until: now}}), q.Better)
	if !m.Normal.Enough() {
		m.Problem = q.Lang.Say("too little data to know what is normal: %d values on %d days at this hour of the week in the last %d days (needed: %d values on %d days)",
			"正常範囲を求めるにはデータが足りません: 直近の同じ曜日・時間帯の値は%d個・%d日分です（直近%d日。必要: %d個・%d日分）", m.Normal.Samples, m.Normal.Days, int(q.Baseline.Hours()/24), minSamples, minDays)
	}
	return m.Normal.Range, nil
}

// outSince gives the moment since which the values have been outside: the start
// of the last stretch outside, where that touches the window. The zero time: the
// whole window is inside.
func outSince(curve, window []Point, normal incident.Range) time.Time {
	last := -1
	for i, p := range window {
		if !normal.Contains(p.Value) {
			last = i
		}
	}
	if last < 0 {
		return time.Time{}
	}
	since := window[last].At
	for i := last; i >= 0; i-- {
		if normal.Contains(window[i].Value) {
			return since
		}
		since = window[i].At
	}
	for i := len(curve) - 1; i >= 0; i-- {
		if !curve[i].At.Before(since) {
			continue
		}
		if normal.Contains(curve[i].Value) {
			return since
		}
		since = curve[i].At
	}
	return since
}
