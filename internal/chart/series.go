package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// drawSeries draws the course of one KPI with its normal range behind it.
func drawSeries(c *canvas, s Series, x scale, top float64, l incident.Lang) {
	low, high := bounds(s)
	bottom := top + curveSpace - 28
	y := func(v float64) float64 { return bottom - (v-low)/(high-low)*(bottom-top) }
	c.text("series-name", left, top-6, "start", ink, seriesName(s, l))
	if s.Baseline != nil {
		upper, lower := y(min(high, s.Baseline.High)), y(max(low, s.Baseline.Low))
		if lower > upper {
			c.element("rect", "baseline", "x", num(left), "y", num(upper), "width", num(right-left), "height", num(lower-upper), "fill", after, "fill-opacity", "0.14")
		}
	}
	var d strings.Builder
	for i, p := range s.Points {
		if i == 0 {
			d.WriteByte('M')
		} else {
			d.WriteByte('L')
		}
		d.WriteString(num(x.x(p.At)) + " " + num(y(min(high, max(low, p.Value)))))
	}
	c.element("path", "curve", "d", d.String(), "fill", "none", "stroke", recovery, "stroke-width", "1.6", "stroke-linejoin", "round")
}

func seriesName(s Series, l incident.Lang) string {
	name := s.Name
	if s.Unit != "" {
		name += " (" + s.Unit + ")"
	}
	if s.Baseline != nil {
		name += l.Say(", normal %s", "、正常 %s", s.Baseline.Rounded().String())
	}
	return name
}

// bounds gives the values between which a KPI and its normal range are drawn, with some
// room at the edge for what is infinite.
func bounds(s Series) (low, high float64) {
	low, high = numbers(s)
	infinite := func(sign int) bool {
		return slices.ContainsFunc(s.Points, func(p Point) bool { return math.IsInf(p.Value, sign) })
	}
	room := (high - low) / 4
	if infinite(1) {
		high += room
	}
	if infinite(-1) {
		low -= room
	}
	return low, high
}

// numbers gives the ends between which the values of a KPI and its normal range lie.
func numbers(s Series) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range s.Points {
		if !math.IsInf(p.Value, 0) {
			low, high = min(low, p.Value), max(high, p.Value)
		}
	}
	if s.Baseline != nil && !math.IsInf(s.Baseline.High, 0) {
		high = max(high, s.Baseline.High)
	}
	if s.Baseline != nil && !math.IsInf(s.Baseline.Low, 0) {
		low = min(low, s.Baseline.Low)
	}
	if math.IsInf(low, 0) || math.IsInf(high, 0) {
		return 0, 1
	}
	if high == low {
		return low - 1, high + 1
	}
	return low, high
}

// Duration writes a duration with its two largest units: "1 h 22 min",
// 「1時間22分」.
func Duration(d time.Duration, l incident.Lang) string {
	sign := ""
	if d < 0 {
		d, sign = -d, "-"
	}
	minutes := int64(d.Round(time.Minute) / time.Minute)
	if d < time.Second {
		return l.Say("0 min", "0分")
	}
	if minutes == 0 {
		return sign + l.Say("%d s", "%d秒", int(d.Seconds()))
	}
	units := []struct {
		minutes int64
		en, ja  string
	}{{1440, " d", "日"}, {60, " h", "時間"}, {1, " min", "分"}}
	var parts []string
	for _, u := range units {
		if n := minutes / u.minutes; n > 0 && len(parts) < 2 {
			parts = append(parts, strconv.FormatInt(n, 10)+l.Say(u.en, u.ja))
			minutes %= u.minutes
		} else if len(parts) > 0 {
			break
		}
	}
	return sign + strings.Join(parts, l.Say(" ", ""))
}
