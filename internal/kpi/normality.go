package kpi

import (
	"context"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// normality tells what is normal for one KPI at any moment: what the team fixed, else
// what is learnt from the days before the incident, which are read once.
type normality struct {
	*Prometheus
	Question
	past  *curve         // nil: not read yet
	hours map[int]Normal // what was learnt of the hours of the week that were asked for
}

const pastStep = 5 * time.Minute

// at gives the range that was normal at a moment, from how much it was learnt (nothing
// where it is fixed), or the problem for which it is not known. The error is that of
// Measure.
func (n *normality) at(ctx context.Context, at time.Time) (r incident.Range, learnt Normal, problem string, err error) {
	if fixed := incident.RangeOf(n.Low, n.High); fixed != nil {
		return *fixed, learnt, "", nil
	}
	if n.past == nil {
		began := n.start(at)
		past, err := n.curve(ctx, n.Name, n.Query, began.Add(-n.Baseline), began, pastStep)
		if err != nil {
			return r, learnt, "", err
		}
		n.past = &past
	}
	if n.past.warning != "" {
		return r, learnt, inPart(n.past.warning, n.Lang), nil
	}
	learnt = n.learn(at)
	if !learnt.Enough() {
		problem = n.Lang.Say("too little data to know what is normal: %d values on %d days at this hour of the week in the %d days before the incident (needed: %d values on %d days)",
			"正常範囲を求めるにはデータが足りません: 同じ曜日・時間帯の値は%d個・%d日分です（インシデント前の%d日間。必要: %d個・%d日分）", learnt.Samples, learnt.Days, int(n.Baseline.Hours()/24), minSamples, minDays) + learnt.without(n.Lang)
	}
	return learnt.Range, learnt, problem, nil
}

// learn gives what the days before the incident, however long ago it began, teach of a
// moment: the same for each moment of an hour of the week.
func (n *normality) learn(at time.Time) Normal {
	local := at.In(n.Zone)
	hour := int(local.Weekday())*24 + local.Hour()
	learnt, known := n.hours[hour]
	if !known {
		learnt = Learn(n.past.points, at, n.Zone, append(slices.Clone(n.Incidents), Window{From: n.start(at), Until: at}), n.Better)
		if n.hours == nil {
			n.hours = map[int]Normal{}
		}
		n.hours[hour] = learnt
	}
	return learnt
}
