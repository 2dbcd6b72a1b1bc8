package kpi

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Question asks for one KPI as a team has configured it.
type Question struct {
	config.KPI
	Began     time.Time // when the incident began: its curve starts a little before
	At        time.Time // when service is said to have been back; zero: now
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
// Where service is said to have been back earlier, and nothing speaks against that
// now, it is the same of that moment. Data that is missing is a Problem of the
// reading, never a value. The error is Unavailable when Prometheus does not answer,
// and Invalid when the query is wrong.
func (p *Prometheus) Measure(ctx context.Context, q Question, now time.Time) (Measurement, error) {
	around, err := p.Curve(ctx, q, now)
	if err != nil {
		return Measurement{}, err
	}
	m, err := p.judge(ctx, q, around, now)
	if err != nil || q.At.IsZero() || !q.At.Before(now) || m.Problem != "" || !m.OutSince.IsZero() {
		return m, err
	}
	if m, err = p.judge(ctx, q, around, q.At); err != nil {
		return m, err
	}
	if m.At = q.At; !m.OutSince.IsZero() {
		m.Earliest = insideFrom(around, *m.Baseline, q.At, q.Window)
	}
	return m, nil
}

// judge tells how a KPI was at a moment.
func (p *Prometheus) judge(ctx context.Context, q Question, around []Point, at time.Time) (Measurement, error) {
	m := Measurement{Reading: incident.Reading{KPI: incident.KPI{Name: q.Name, Unit: q.Unit}, Window: q.Window}, Curve: around}
	window, every, err := p.window(ctx, q, at)
	if err != nil {
		return Measurement{}, err
	}
	if window.warning != "" {
		m.Problem = inPart(window.warning, q.Lang)
		return m, nil
	}
	if m.Problem = gap(window.points, at.Add(-q.Window), at, every, q); m.Problem != "" {
		return m, nil
	}
	normal, err := p.normal(ctx, q, at, &m)
	if err != nil || m.Problem != "" {
		return m, err
	}
	value, ok := shown(window.points, normal)
	if !ok {
		m.Problem = q.Lang.Say("Prometheus has infinite values only, so it cannot be judged", "Prometheus の値がすべて無限大のため判定できません")
		return m, nil
	}
	m.Value, m.Baseline = &value, &normal
	m.OutSince = outSince(until(around, at), window.points, normal)
	return m, nil
}

// shown gives the value that stands for a window: the last one, and where that is
// infinite and inside a range that is open to its side, the last number before it. It is
// not ok where there is none.
func shown(window []Point, normal incident.Range) (value float64, ok bool) {
	for _, p := range slices.Backward(window) {
		if !math.IsInf(p.Value, 0) || !normal.Contains(p.Value) {
			return p.Value, true
		}
	}
	return 0, false
}

// inPart says that an answer may be incomplete: a store behind it did not answer, or
// a limit cut it off.
func inPart(warning string, l incident.Lang) string {
	return l.Say("Prometheus answered in part only (%s), so it cannot be judged", "Prometheus の応答が不完全なため判定できません（%s）", strings.Join(strings.Fields(warning), " "))
}

// until gives the values of a curve up to a moment.
func until(around []Point, at time.Time) []Point {
	n := len(around)
	for n > 0 && around[n-1].At.After(at) {
		n--
	}
	return around[:n]
}

// insideFrom gives the first full minute from a moment on at which the curve had been
// inside for the whole window; the zero time where it never was.
func insideFrom(around []Point, normal incident.Range, from time.Time, window time.Duration) time.Time {
	inside := from.Add(-window)
	for _, p := range around {
		switch {
		case p.At.Before(inside):
		case !normal.Contains(p.Value):
			inside = p.At
		case !p.At.Before(from) && p.At.Sub(inside) > window:
			if minute := p.At.Truncate(time.Minute); !minute.Before(p.At) {
				return minute
			}
			return p.At.Truncate(time.Minute).Add(time.Minute)
		}
	}
	return time.Time{}
}

// Curve gives how a KPI went from a little before the incident until now. Its errors
// are those of Measure.
func (p *Prometheus) Curve(ctx context.Context, q Question, now time.Time) ([]Point, error) {
	from := q.start(now).Add(-lead)
	step := max(time.Minute, (now.Sub(from) / 500).Truncate(time.Second))
	c, err := p.curve(ctx, q.Name, q.Query, from, now, step)
	return c.points, err
}

// start gives when the incident began, now where that is not known.
func (q Question) start(now time.Time) time.Time {
	if q.Began.IsZero() || q.Began.After(now) {
		return now
	}
	return q.Began
}

// window reads the minutes before a moment finely.
func (p *Prometheus) window(ctx context.Context, q Question, at time.Time) (curve, time.Duration, error) {
	every := max(minWindow, (q.Window / 20).Truncate(time.Second))
	c, err := p.curve(ctx, q.Name, q.Query, at.Add(-q.Window), at, every)
	return c, every, err
}

// gap tells where the window has no values for more than two steps.
func gap(window []Point, from, until time.Time, every time.Duration, q Question) string {
	last := from
	clock := func(t time.Time) string { return t.In(q.Zone).Format("15:04:05") }
	for _, p := range slices.Concat(window, []Point{{At: until}}) {
		if p.At.Sub(last) > 2*every {
			return q.Lang.Say("Prometheus has no values from %[1]s to %[2]s, so the %[3]d minutes until %[4]s cannot be judged", "Prometheus に %[1]s から %[2]s までの値がなく、%[4]s までの%[3]d分間を判定できません",
				clock(last), clock(p.At), int(q.Window.Minutes()), clock(until))
		}
		last = p.At
	}
	if len(window) == 0 {
		return q.Lang.Say("Prometheus has no value", "Prometheus に値がありません")
	}
	return ""
}

// normal gives the range that was normal at a moment: what the team fixed, else what
// is learnt from the days before the incident, however long ago it began.
func (p *Prometheus) normal(ctx context.Context, q Question, at time.Time, m *Measurement) (incident.Range, error) {
	if r, ok := q.fixed(); ok {
		return r, nil
	}
	began := q.start(at)
	past, err := p.curve(ctx, q.Name, q.Query, began.Add(-q.Baseline), began, pastStep)
	if err != nil {
		return incident.Range{}, err
	}
	if past.warning != "" {
		m.Problem = inPart(past.warning, q.Lang)
		return incident.Range{}, nil
	}
	m.Normal = Learn(past.points, at, q.Zone, append(slices.Clone(q.Incidents), Window{From: began, Until: at}), q.Better)
	if !m.Normal.Enough() {
		m.Problem = q.Lang.Say("too little data to know what is normal: %d values on %d days at this hour of the week in the %d days before the incident (needed: %d values on %d days)",
			"正常範囲を求めるにはデータが足りません: 同じ曜日・時間帯の値は%d個・%d日分です（インシデント前の%d日間。必要: %d個・%d日分）", m.Normal.Samples, m.Normal.Days, int(q.Baseline.Hours()/24), minSamples, minDays) + m.Normal.without(q.Lang)
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
