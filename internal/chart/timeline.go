package chart

import (
	"time"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Series is the course of one KPI.
type Series struct {
	Name, Unit string
	Points     []Point // by time
	Baseline   *incident.Range
}

// Point is the value of a KPI at a moment.
type Point struct {
	At    time.Time
	Value float64
}

// Phase is a stretch of an incident: until it was detected, until its impact was
// stopped, until it was recovered.
type Phase struct {
	Name     string // detect, contain, recover: also the class of its bar
	From, To time.Time
}

// Phases gives the phases that the timeline tells of, in order. One that is not
// over yet ends at now.
func Phases(in incident.Incident, now time.Time) []Phase {
	at := func(kind incident.EventKind) time.Time {
		e, _ := in.First(kind)
		return e.At
	}
	var phases []Phase
	from := in.OccurredAt
	add := func(name string, to time.Time) bool {
		ends := to
		if ends.IsZero() {
			ends = now
		}
		if !from.IsZero() && from.Before(ends) {
			phases = append(phases, Phase{name, from, ends})
		}
		if !to.IsZero() {
			from = to
		}
		return !to.IsZero()
	}
	detected, contained, recovered := at(incident.KindDetection), at(incident.KindContainment), at(incident.KindRecovery)
	if !detected.IsZero() {
		add("detect", detected)
	}
	if !contained.IsZero() || recovered.IsZero() {
		if !add("contain", contained) {
			return phases
		}
	}
	add("recover", recovered)
	return phases
}

// PhaseLabel names a phase for people: a stretch between two points, where MTTC and MTTR
// run from the detection, and no time that is left.
func PhaseLabel(name string, l incident.Lang) string {
	switch name {
	case "detect":
		return l.Say("before detection", "検知前")
	case "contain":
		return l.Say("before containment", "安全化前")
	case "recover":
		return l.Say("before recovery", "復旧前")
	}
	return name
}

func phaseColour(name string) string {
	switch name {
	case "detect":
		return detect
	case "contain":
		return contain
	}
	return recovery
}

// The measures of the picture, in its own units.
const (
	width      = 760
	left       = 12.0
	right      = width - 12.0
	barTop     = 26.0
	barHeight  = 16.0
	dotsAt     = barTop + barHeight + 16
	axisAt     = dotsAt + 20
	curveTop   = axisAt + 32
	curveSpace = 74.0
)

// Timeline draws the phases of an incident, its events as dots, and under them
// the KPIs with their normal range. Times are shown in the zone of the incident.
// It gives nil where the timeline tells of no stretch of time.
func Timeline(in incident.Incident, series []Series, now time.Time) []byte {
	scale, ok := newScale(in, now)
	if !ok {
		return nil
	}
	l := in.Lang
	height := int(axisAt + 26)
	if len(series) > 0 {
		height = int(curveTop + curveSpace*float64(len(series)))
	}
	c := &canvas{}
	c.open(width, height, l.Say("%s: course of the incident", "%s: インシデントの経過", in.Title))
	for _, p := range Phases(in, now) {
		drawPhase(c, p, scale, l)
	}
	c.element("line", "axis", "x1", num(left), "x2", num(right), "y1", num(dotsAt), "y2", num(dotsAt), "stroke", grid)
	for _, e := range in.Events {
		c.tip("circle", "dot kind-"+string(e.Kind), e.At.In(in.Zone).Format("15:04 ")+e.Kind.Label(l),
			"cx", num(scale.x(e.At)), "cy", num(dotsAt), "r", "4", "fill", ink, "fill-opacity", "0.75")
	}
	drawAxis(c, scale, in.Zone)
	for i, s := range series {
		drawSeries(c, s, scale, curveTop+curveSpace*float64(i), l)
	}
	return c.close()
}

func drawPhase(c *canvas, p Phase, s scale, l incident.Lang) {
	x1, x2 := s.x(p.From), s.x(p.To)
	label := PhaseLabel(p.Name, l) + " " + Duration(p.To.Sub(p.From), l)
	c.tip("rect", "phase phase-"+p.Name, label, "x", num(x1), "y", num(barTop), "width", num(max(2, x2-x1)), "height", num(barHeight), "rx", "3", "fill", phaseColour(p.Name))
	if wide := x2 - x1; wide > columnWidth*float64(columns.Width(label)) {
		c.text("phase-name", (x1+x2)/2, barTop-8, "middle", ink, label)
	} else if wide > 44 {
		c.text("phase-name", (x1+x2)/2, barTop-8, "middle", ink, Duration(p.To.Sub(p.From), l))
	}
}

// ZoneName says in which zone times stand: "JST", or "UTC+05:30" where the zone
// has no letters of its own.
func ZoneName(at time.Time, zone *time.Location) string {
	if name := at.In(zone).Format("MST"); name[0] != '+' && name[0] != '-' {
		return name
	}
	return at.In(zone).Format("UTC-07:00")
}

// scale maps time to the width of the picture.
type scale struct{ from, to time.Time }

func newScale(in incident.Incident, now time.Time) (scale, bool) {
	var s scale
	widen := func(at time.Time) {
		if at.IsZero() {
			return
		}
		if s.from.IsZero() || at.Before(s.from) {
			s.from = at
		}
		if at.After(s.to) {
			s.to = at
		}
	}
	widen(in.OccurredAt)
	for _, e := range in.Events {
		widen(e.At)
	}
	if _, recovered := in.First(incident.KindRecovery); !recovered && now.After(s.to) && now.Sub(s.to) < 24*time.Hour {
		widen(now)
	}
	return s, s.to.After(s.from)
}

func (s scale) x(at time.Time) float64 {
	part := float64(at.Sub(s.from)) / float64(s.to.Sub(s.from))
	return left + min(1, max(0, part))*(right-left)
}

// drawAxis writes round times under the dots, as many as there is room for.
func drawAxis(c *canvas, s scale, zone *time.Location) {
	c.text("zone", right, barTop-8, "end", faint, ZoneName(s.from, zone))
	step := axisStep(s.to.Sub(s.from))
	layout := "15:04"
	if step >= 12*time.Hour {
		layout = "01-02"
	}
	local := s.from.In(zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	first := midnight.Add(local.Sub(midnight).Truncate(step))
	for at := first; !at.After(s.to); at = at.Add(step) {
		if x := s.x(at); !at.Before(s.from) && x > left+14 && x < right-14 {
			c.element("line", "grid", "x1", num(x), "x2", num(x), "y1", num(dotsAt+6), "y2", num(dotsAt+11), "stroke", faint)
			c.text("tick", x, axisAt+6, "middle", faint, at.In(zone).Format(layout))
		}
	}
}

func axisStep(length time.Duration) time.Duration {
	for _, step := range []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
		time.Hour, 2 * time.Hour, 4 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour} {
		if length/step <= 10 {
			return step
		}
	}
	days := length / (24 * time.Hour) / 8
	return max(1, days) * 24 * time.Hour
}
