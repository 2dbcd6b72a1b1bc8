package kpi

import (
	"cmp"
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

// Measurement is what was read of one KPI.
type Measurement struct {
	incident.Reading
	Known  *incident.Range // what is normal, whatever range a person who read the value gives; nil: not known
	Normal Normal          // what the range was learnt from; zero where it is fixed
	Curve  []Point         // from a little before the incident until now
	Out    *Point          // beside a value that a person read: the last with which Prometheus showed the KPI outside of Known lately; nil: it did not
	window []Point         // the values by which it was judged
}

const (
	lead      = 30 * time.Minute // of the curve before the incident
	minWindow = 15 * time.Second // the finest step of the window
)

// Measure reads a KPI as it is at now: its value, its normal range, whether it
// was inside for the whole window and, if not, since when it has been outside.
// Where service is said to have been back earlier, and nothing speaks against that
// now, it is the same of that moment, and whether it stayed inside since. Data that is
// missing is a Problem of the reading, never a value. The error is Unavailable when
// Prometheus does not answer, and Invalid when the query is wrong.
func (p *Prometheus) Measure(ctx context.Context, q Question, now time.Time) (Measurement, error) {
	around, err := p.Curve(ctx, q, now)
	if err != nil {
		return Measurement{}, err
	}
	n := &normality{Prometheus: p, Question: q}
	m, err := p.judge(ctx, n, around, now)
	if err != nil || q.At.IsZero() || !q.At.Before(now) || m.Problem != "" || !m.OutSince.IsZero() {
		return m, err
	}
	if m, err = p.judge(ctx, n, around, q.At); err != nil || m.Problem != "" {
		return m, err
	}
	m.At = q.At
	return m, p.since(ctx, n, &m, now)
}

// Beside gives what is known of a KPI whose value a person read: its curve, and its normal
// range where that is learnt; no more than Prometheus tells.
func (p *Prometheus) Beside(ctx context.Context, q Question, now time.Time) Measurement {
	var m Measurement
	m.Curve, _ = p.Curve(ctx, q, now)
	if incident.RangeOf(q.Low, q.High) != nil {
		return m
	}
	n := &normality{Prometheus: p, Question: q}
	if r, learnt, problem, err := n.at(ctx, cmp.Or(q.At, now)); err == nil && problem == "" {
		m.Known, m.Normal = &r, learnt
	}
	return m
}

// OutLately gives the last value of a curve that was outside a range in the window before a
// moment, or before the last value where that is earlier, or from then on; nil: none was.
func OutLately(curve []Point, normal incident.Range, at time.Time, window time.Duration) *Point {
	if len(curve) == 0 {
		return nil
	}
	if last := curve[len(curve)-1].At; last.Before(at) {
		at = last
	}
	for _, p := range slices.Backward(curve) {
		if !p.At.Before(at.Add(-window)) && !normal.Contains(p.Value) {
			return &p
		}
	}
	return nil
}

// judge tells how a KPI was at a moment.
func (p *Prometheus) judge(ctx context.Context, n *normality, around []Point, at time.Time) (Measurement, error) {
	q := n.Question
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
	var normal incident.Range
	if normal, m.Normal, m.Problem, err = n.at(ctx, at); err != nil || m.Problem != "" {
		return m, err
	}
	value, ok := shown(window.points, normal)
	if !ok {
		m.Problem = q.Lang.Say("Prometheus has infinite values only, so it cannot be judged", "Prometheus の値がすべて無限大のため判定できません")
		return m, nil
	}
	m.Value, m.Baseline, m.Known, m.window = &value, &normal, &normal, window.points
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
