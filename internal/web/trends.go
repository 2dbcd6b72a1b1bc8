package web

import (
	"slices"
	"sort"
	"time"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type trendsView struct {
	rows    []tracker.Course
	overdue []chart.Bar // overdue action items by owner
	zone    *time.Location
}

const trendMonths = 12

// trends appends how long recovery takes, what is overdue, and which services
// fail again and again, each as a picture and as a table.
func (p *page) trends(v trendsView) {
	p.f(`<div class="head"><h1>{}</h1></div>`, p.lang.Say("Trends", "傾向"))
	months, medians, counts := byMonth(v.rows, p.now.In(p.zoneOr(v.zone)))
	var recovery, number []chart.Bar
	for i, m := range months {
		b := chart.Bar{Label: m}
		if medians[i] > 0 {
			b.Value, b.Text = medians[i].Minutes(), chart.Duration(medians[i], p.lang)
		}
		recovery = append(recovery, b)
		number = append(number, chart.Bar{Label: m, Value: float64(counts[i]), Text: itoa(counts[i])})
	}
	nothing := p.lang.Say("Nothing to show yet.", "まだ表示するものがありません。")
	p.barSection(p.lang.Say("Time to recover, median of each month", "復旧までの時間（月ごとの中央値）"), recovery, "", nothing, true)
	p.barSection(p.lang.Say("Incidents a month", "月ごとの件数"), number, "", nothing, true)
	p.barSection(p.lang.Say("Overdue action items by owner", "期限を過ぎた恒久対応（担当別）"), v.overdue, "overdue", p.lang.Say("Nothing is overdue.", "期限を過ぎたものはありません。"), false)
	p.barSection(p.lang.Say("Incidents by service, last 12 months", "サービス別の件数（直近12か月）"), repeated(v.rows, p.now), "", nothing, false)
}

// barSection appends bars and their table. Where there is no room for all of them,
// the last ones are seen first if they are what people look for.
func (p *page) barSection(title string, bars []chart.Bar, class, nothing string, lastFirst bool) {
	p.f(`<section class="card"><h2>{}</h2>`, title)
	if !slices.ContainsFunc(bars, func(b chart.Bar) bool { return b.Value > 0 }) {
		p.f(`<p class="muted">{}</p></section>`, nothing)
		return
	}
	if lastFirst {
		p.f(`<figure class="latest" tabindex="0">`)
	} else {
		p.f(`<figure tabindex="0">`)
	}
	p.html(chart.Bars(title, bars, class))
	p.f(`</figure><details><summary class="small">{}</summary><div class="scroll"><table><tbody>`, p.lang.Say("As a table", "表で見る"))
	for _, b := range bars {
		p.f(`<tr><th scope="row">{}</th><td class="num">{}</td></tr>`, b.Label, orDash(b.Text))
	}
	p.f(`</tbody></table></div></details></section>`)
}

// byMonth gives the last twelve months, oldest first, with the median time to
// recover and the number of incidents of each.
func byMonth(rows []tracker.Course, now time.Time) (months []string, medians []time.Duration, counts []int) {
	for i := trendMonths - 1; i >= 0; i-- {
		first := time.Date(now.Year(), now.Month()-time.Month(i), 1, 0, 0, 0, 0, now.Location())
		next := first.AddDate(0, 1, 0)
		var times []time.Duration
		n := 0
		for _, r := range rows {
			if r.DeclaredAt.Before(first) || !r.DeclaredAt.Before(next) {
				continue
			}
			n++
			if r.Recover != nil {
				times = append(times, *r.Recover)
			}
		}
		months, counts = append(months, first.Format("2006-01")), append(counts, n)
		medians = append(medians, median(times))
	}
	return months, medians, counts
}

func median(times []time.Duration) time.Duration {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	n := len(times)
	return (times[(n-1)/2] + times[n/2]) / 2
}

// repeated counts the incidents of the last twelve months by service, the most
// first.
func repeated(rows []tracker.Course, now time.Time) []chart.Bar {
	counts := map[string]int{}
	for _, r := range rows {
		if r.Service != "" && r.DeclaredAt.After(now.AddDate(-1, 0, 0)) {
			counts[r.Service]++
		}
	}
	var bars []chart.Bar
	for service, n := range counts {
		bars = append(bars, chart.Bar{Label: service, Value: float64(n), Text: itoa(n)})
	}
	sort.Slice(bars, func(i, j int) bool {
		return bars[i].Value > bars[j].Value || bars[i].Value == bars[j].Value && bars[i].Label < bars[j].Label
	})
	return bars[:min(len(bars), trendMonths)]
}
