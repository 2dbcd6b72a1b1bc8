package chart

import (
	"math"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Describe tells in words what Timeline shows, for those who do not see the
// picture: the phases, and of each KPI its worst value, when that was, and its
// normal range.
func Describe(in incident.Incident, series []Series) string {
	l := in.Lang
	var parts []string
	for _, p := range Phases(in, time.Time{}) {
		parts = append(parts, PhaseLabel(p.Name, l)+" "+Duration(p.To.Sub(p.From), l))
	}
	for _, s := range series {
		worst, ok := worstPoint(s)
		if !ok {
			continue
		}
		value := incident.FormatValue(incident.Round(worst.Value), s.Unit)
		text := l.Say("%s reached %s at %s", "%s は最大 %s（%s）", s.Name, value, worst.At.In(in.Zone).Format("15:04"))
		if s.Baseline != nil && worst.Value < s.Baseline.Low {
			text = l.Say("%s fell to %s at %s", "%s は最小 %s（%s）", s.Name, value, worst.At.In(in.Zone).Format("15:04"))
		}
		if s.Baseline != nil {
			text += l.Say(", normal %s", "、正常 %s", incident.FormatRange(s.Baseline.Rounded(), s.Unit))
		}
		parts = append(parts, text)
	}
	return l.Say("Course of the incident, times in %s: ", "インシデントの経過（時刻は %s）: ", ZoneName(firstMoment(in), in.Zone)) + strings.Join(parts, l.Say("; ", "、"))
}

// worstPoint gives the value that is farthest outside the normal range; the
// highest where none is outside or no range is known.
func worstPoint(s Series) (Point, bool) {
	var worst Point
	distance, found := 0.0, false
	for _, p := range s.Points {
		d := p.Value
		switch {
		case s.Baseline == nil:
		case math.IsInf(p.Value, 0) && s.Baseline.Contains(p.Value):
			d = math.Inf(-1) // the range is open to its side
		default:
			d = max(s.Baseline.Low-p.Value, p.Value-s.Baseline.High)
		}
		if !found || d > distance {
			worst, distance, found = p, d, true
		}
	}
	return worst, found
}

// firstMoment is the first moment that is known of an incident.
func firstMoment(in incident.Incident) time.Time {
	s, _ := newScale(in, time.Time{})
	return s.from
}
