package action

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// trendMonths is how many months the picture shows.
const trendMonths = 12

// The picture's measures, in pixels.
const (
	trendWidth, trendHeight = 720, 200
	trendTop, trendFloor    = 36, 168
)

// month is the median time to recovery of the incidents of one month.
type month struct {
	name   string
	median time.Duration
	count  int
}

// drawTrend draws the median time to recovery by month, over the twelve months
// up to the last incident. It gives nil where no time is known. Colours stand in
// attributes, which a strict content security policy lets pass.
func drawTrend(rows []indexRow, l incident.Lang) []byte {
	months := monthsOf(rows)
	if months == nil {
		return nil
	}
	top := time.Duration(1)
	for _, m := range months {
		top = max(top, m.median)
	}
	var b bytes.Buffer
	title := l.Say("Time to recovery (MTTR), median by month", "復旧までの時間（MTTR）、月ごとの中央値")
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">`,
		trendWidth, trendHeight, trendWidth, trendHeight)
	fmt.Fprintf(&b, "\n<title>%s</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", escaped(title), trendWidth, trendHeight)
	fmt.Fprintf(&b, "<text x=\"12\" y=\"18\" font-size=\"13\" fill=\"#24292f\">%s</text>\n", escaped(title))
	fmt.Fprintf(&b, "<line x1=\"12\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#d0d7de\"/>\n", trendWidth-12, trendFloor, trendFloor)
	step := float64(trendWidth-24) / trendMonths
	for i, m := range months {
		x := 12 + step*float64(i)
		fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#57606a\">%s</text>\n", x+step/2, trendFloor+16, m.name)
		if m.count == 0 {
			continue
		}
		height := max(2, float64(m.median)/float64(top)*float64(trendFloor-trendTop-14))
		fmt.Fprintf(&b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"#0969da\"><title>%s</title></rect>\n", x+step*0.2, trendFloor-height, step*0.6, height,
			escaped(l.Say("%s: %s, %d incidents", "%s: %s（%d件）", m.name, spoken(m.median, l), m.count)))
		fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#24292f\">%s</text>\n", x+step/2, trendFloor-height-4, escaped(short(m.median)))
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// monthsOf sorts the known times into the months up to the last incident.
func monthsOf(rows []indexRow) []month {
	times := map[int][]time.Duration{}
	last := -1
	for _, r := range rows {
		if r.recovery != nil && r.day.IsValid() {
			at := r.day.Year*12 + int(r.day.Month) - 1
			times[at] = append(times[at], *r.recovery)
			last = max(last, at)
		}
	}
	if last < 0 {
		return nil
	}
	months := make([]month, trendMonths)
	for i := range months {
		at := last - trendMonths + 1 + i
		months[i] = month{name: fmt.Sprintf("%04d-%02d", at/12, at%12+1), count: len(times[at])}
		if some := times[at]; len(some) > 0 {
			slices.Sort(some)
			months[i].median = (some[(len(some)-1)/2] + some[len(some)/2]) / 2
		}
	}
	return months
}

// short writes a duration for a bar: "45m", "1h22".
func short(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	if minutes < 60 {
		return fmt.Sprintf("%dm", minutes)
	}
	return fmt.Sprintf("%dh%02d", minutes/60, minutes%60)
}

func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // the buffer never fails
	return b.String()
}
