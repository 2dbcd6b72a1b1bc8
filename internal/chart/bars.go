package chart

import (
	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Bar is one value of a bar chart.
type Bar struct {
	Label string
	Value float64
	Text  string // the value as people read it
}

const (
	barsHeight = 170
	barsFoot   = 30.0
	barsTop    = 22.0
)

// Bars draws values side by side, such as one a month. It gives nil for none.
func Bars(title string, bars []Bar, class string) []byte {
	if len(bars) == 0 {
		return nil
	}
	c := &canvas{}
	c.open(width, barsHeight, title)
	top := 0.0
	for _, b := range bars {
		top = max(top, b.Value)
	}
	floor := barsHeight - barsFoot
	c.element("line", "axis", "x1", num(left), "x2", num(right), "y1", num(floor), "y2", num(floor), "stroke", grid)
	step := (right - left) / float64(len(bars))
	for i, b := range bars {
		x := left + step*float64(i)
		height := 0.0
		if top > 0 {
			height = b.Value / top * (floor - barsTop)
		}
		if b.Value > 0 {
			c.tip("rect", "bar "+class, b.Label+": "+b.Text, "x", num(x+step*0.18), "y", num(floor-max(2, height)),
				"width", num(step*0.64), "height", num(max(2, height)), "rx", "3", "fill", recovery)
			c.text("value", x+step/2, floor-height-6, "middle", ink, b.Text)
		}
		c.label(x+step/2, floor+18, step, b.Label)
	}
	return c.close()
}

// label writes a text under the middle of a bar, shortened to the room that there is
// for it; the whole is told when one points at it.
func (c *canvas) label(x, y, room float64, text string) {
	short := columns.Fit(text, int(room/columnWidth))
	if short == text {
		c.text("tick", x, y, "middle", faint, text)
		return
	}
	c.start("text", "tick", "x", num(x), "y", num(y), "text-anchor", "middle", "fill", faint)
	c.WriteString("><title>")
	c.escape(text)
	c.WriteString("</title>")
	c.escape(short)
	c.WriteString("</text>")
}

// Spark draws the course of an incident in a line of a list: its phases as one
// thin bar. It gives nil where the timeline does not say.
func Spark(phases []Phase, l incident.Lang) []byte {
	if len(phases) == 0 {
		return nil
	}
	s := scale{phases[0].From, phases[len(phases)-1].To}
	if !s.to.After(s.from) {
		return nil
	}
	c := &canvas{}
	c.open(width, 12, l.Say("phases", "経過"))
	for _, p := range phases {
		x1, x2 := s.x(p.From), s.x(p.To)
		c.tip("rect", "phase phase-"+p.Name, PhaseLabel(p.Name, l)+" "+Duration(p.To.Sub(p.From), l), "x", num(x1), "y", "1", "width", num(max(2, x2-x1-2)), "height", "10", "rx", "3", "fill", phaseColour(p.Name))
	}
	return c.close()
}
