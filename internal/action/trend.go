package action

import (
	"fmt"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// trendMonths is how many months the picture shows.
const trendMonths = 12

// month is the median time to recovery of the incidents of one month.
type month struct {
	name   string
	median time.Duration
	count  int
}

// drawTrend draws the median time to recovery by month, over the twelve months
// up to the last incident. It gives nil where no time is known.
func drawTrend(rows []indexRow, l incident.Lang) []byte {
	var bars []chart.Bar
	for _, m := range monthsOf(rows) {
		text := chart.Duration(m.median, l)
		if m.count == 0 {
			text = ""
		}
		bars = append(bars, chart.Bar{Label: m.name, Value: m.median.Minutes(), Text: text})
	}
	return chart.Bars(l.Say("Time to recovery (MTTR), median by month", "復旧までの時間（MTTR）、月ごとの中央値"), bars, "mttr")
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
