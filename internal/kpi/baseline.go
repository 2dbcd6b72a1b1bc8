package kpi

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Point is one value of a curve.
type Point struct {
	At    time.Time
	Value float64
}

// Window is a stretch of time that does not count as normal: an incident.
type Window struct {
	From, Until time.Time
	Name        string // of the incident; empty: the one that is judged
}

func (w Window) contains(t time.Time) bool { return !t.Before(w.From) && !t.After(w.Until) }

// What a baseline needs before it says anything.
const (
	minDays    = 2  // days with values at this hour of the week
	minSamples = 20 // values at this hour of the week
)

// Normal is the range learnt from the past, and from how much.
type Normal struct {
	Range   incident.Range
	Samples int      // values at this hour of the week, incidents left out
	Days    int      // days that they come from
	LeftOut []string // the incidents during which there were others
	Still   bool     // the values hardly moved, so that how far they may is a guess
}

// Enough tells whether there was data enough to learn from.
func (n Normal) Enough() bool { return n.Samples >= minSamples && n.Days >= minDays }

// Learn gives the normal range at a moment: median ± 3 robust standard deviations
// of the values at the same hour of the week, in a time zone, with incidents left
// out. The robust deviation is 1.4826 × the median absolute deviation; where more
// than half of the values are equal, which makes that zero, it is the distance
// that nine in ten values keep, by the normal distribution (÷ 1.645). A curve that
// never moves may move by 1%. Values that were never negative give a range that is
// not either.
func Learn(past []Point, moment time.Time, zone *time.Location, incidents []Window, better config.Better) Normal {
	var values []float64
	var n Normal
	days := map[string]bool{}
	for _, p := range past {
		if !sameHour(p.At.In(zone), moment.In(zone)) || !finite(p.Value) {
			continue
		}
		if i := slices.IndexFunc(incidents, func(w Window) bool { return w.contains(p.At) }); i >= 0 {
			n.leaveOut(incidents[i].Name)
			continue
		}
		values = append(values, p.Value)
		days[p.At.In(zone).Format(time.DateOnly)] = true
	}
	n.Samples, n.Days = len(values), len(days)
	if !n.Enough() {
		return n
	}
	n.Range, n.Still = spread(values)
	switch better {
	case config.Lower:
		n.Range.Low = math.Inf(-1)
	case config.Higher:
		n.Range.High = math.Inf(1)
	}
	return n
}

// sameHour tells whether two times are of the same hour of the week.
func sameHour(a, b time.Time) bool { return a.Weekday() == b.Weekday() && a.Hour() == b.Hour() }

// leaveOut notes an incident whose values do not count.
func (n *Normal) leaveOut(name string) {
	if name != "" && !slices.Contains(n.LeftOut, name) {
		n.LeftOut = append(n.LeftOut, name)
	}
}

// without says whose values were left out; nothing where nobody's were.
func (n Normal) without(l incident.Lang) string {
	const most = 5
	names := n.LeftOut
	if len(names) == 0 {
		return ""
	}
	more := ""
	if len(names) > most {
		more = l.Say(" and %d more", " ほか%d件", len(names)-most)
		names = names[:most]
	}
	return l.Say("; the values during %s are left out", "。%s の期間の値は除いています", strings.Join(names, l.Say(", ", "、"))+more)
}

// spread gives the range of values, and whether they hardly moved.
func spread(values []float64) (r incident.Range, still bool) {
	slices.Sort(values)
	middle := median(values)
	away := make([]float64, len(values))
	for i, v := range values {
		away[i] = math.Abs(v - middle)
	}
	slices.Sort(away)
	deviation := 1.4826 * median(away)
	if deviation == 0 {
		deviation = away[len(away)*9/10] / 1.645
	}
	if still = deviation == 0; still {
		deviation = math.Abs(middle) * 0.01 / 3
	}
	r = incident.Range{Low: middle - 3*deviation, High: middle + 3*deviation}
	if values[0] >= 0 {
		r.Low = max(0, r.Low)
	}
	return r, still
}

// median gives the middle of sorted values.
func median(sorted []float64) float64 {
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
