package chart

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// mermaidPoints is how many values of a curve a diagram has at most: more cannot
// be told apart.
const mermaidPoints = 40

// Mermaid writes what Timeline shows as fenced blocks of Mermaid, which GitHub
// and GitLab draw: a gantt of the phases and of what happened, and a chart for
// each KPI (https://mermaid.js.org/syntax/gantt.html, …/xyChart.html). It is
// empty where the timeline tells of no stretch of time.
func Mermaid(in incident.Incident, series []Series) string {
	s, ok := newScale(in, time.Time{})
	if !ok {
		return ""
	}
	l := in.Lang
	var b strings.Builder
	layout := "15:04"
	if s.to.Sub(s.from) >= 24*time.Hour {
		layout = "01-02 15:04"
	}
	b.WriteString("```mermaid\ngantt\n  title " + mermaidText(l.Say("Course of the incident (%s)", "インシデントの経過（%s）", ZoneName(s.from, in.Zone))) +
		"\n  dateFormat YYYY-MM-DD HH:mm:ss\n  axisFormat " + map[string]string{"15:04": "%H:%M", "01-02 15:04": "%m-%d %H:%M"}[layout] + "\n")
	at := func(t time.Time) string { return t.In(in.Zone).Format("2006-01-02 15:04:05") }
	b.WriteString("  section " + l.Say("Phases", "経過") + "\n")
	for _, p := range Phases(in, time.Time{}) {
		fmt.Fprintf(&b, "  %s %s : %s, %s\n", PhaseLabel(p.Name, l), Duration(p.To.Sub(p.From), l), at(p.From), at(p.To))
	}
	b.WriteString("  section " + l.Say("Events", "出来事") + "\n")
	for _, e := range in.Events {
		if milestone(e.Kind) {
			fmt.Fprintf(&b, "  %s : milestone, %s, 0m\n", e.Kind.Label(l), at(e.At))
		}
	}
	b.WriteString("```\n")
	for _, series := range series {
		b.WriteString(mermaidCurve(in, series, layout))
	}
	return b.String()
}

// milestone tells whether an event is one of those by which an incident is told.
func milestone(k incident.EventKind) bool {
	switch k {
	case incident.KindDetection, incident.KindDeclaration, incident.KindSeverity, incident.KindContainment, incident.KindDecision, incident.KindRecovery:
		return true
	}
	return false
}

func mermaidCurve(in incident.Incident, s Series, layout string) string {
	low, high := bounds(s)
	points := slices.Clone(s.Points)
	for i, p := range points {
		points[i].Value = min(high, max(low, p.Value)) // an infinite one is drawn at the edge
	}
	if points = thinned(points, mermaidPoints); len(points) < 2 {
		return ""
	}
	var times, values []string
	for _, p := range points {
		times = append(times, `"`+p.At.In(in.Zone).Format(layout)+`"`)
		values = append(values, incident.FormatNumber(incident.Round(p.Value)))
	}
	return "\n```mermaid\nxychart-beta\n  title \"" + mermaidText(seriesName(s, in.Lang)) + "\"\n  x-axis [" + strings.Join(times, ", ") + "]\n  y-axis " +
		incident.FormatNumber(incident.Round(low)) + " --> " + incident.FormatNumber(incident.Round(high)) + "\n  line [" + strings.Join(values, ", ") + "]\n```\n"
}

// thinned keeps so many points at most: of each stretch the one that is farthest
// from the first, so that peaks stay.
func thinned(points []Point, most int) []Point {
	if len(points) <= most {
		return points
	}
	var kept []Point
	for i := range most {
		stretch := points[i*len(points)/most : (i+1)*len(points)/most]
		far := stretch[0]
		for _, p := range stretch {
			if abs(p.Value-points[0].Value) > abs(far.Value-points[0].Value) {
				far = p
			}
		}
		kept = append(kept, far)
	}
	return kept
}

func abs(v float64) float64 { return max(v, -v) }

// mermaidText takes out what ends a text in Mermaid.
func mermaidText(text string) string {
	return strings.NewReplacer(`"`, "'", "\n", " ", ";", ",", "`", "'", "#", "").Replace(text)
}
