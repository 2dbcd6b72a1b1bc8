package postmortem

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// looseTime is how people write times by hand: a date, a time of day, or both,
// at the beginning of a line, with emphasis or a bracket around it.
var looseTime = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("^[\\s*_`\\[(~約]*" +
		`(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?)?[ T,、]*` +
		`(?:(\d{1,2})[:時](\d{2})(?:[:分](\d{2}))?[分秒]?)?` +
		`(?:\s*(Z|UTC|GMT|JST|[+-]\d{2}:\d{2})\b)?`)
})

// readRowTime reads the time of a row: in the forms of a document, else loosely.
// A time of day alone belongs to the day of the row before it, or to the one
// after when it went past midnight.
func (d *Document) readRowTime(row *TimelineRow, text string) {
	zone := d.Zone
	if d.hasTimelineTable() {
		zone = d.Timeline.tables[len(d.Timeline.tables)-1].zone
	}
	at, err := parseTime(text, zone)
	if err == nil {
		row.Event.At = at
		return
	}
	m := looseTime().FindStringSubmatch(norm.NFKC.String(text))
	if m == nil || m[1] == "" && m[4] == "" {
		row.badTime = true
		return
	}
	part := func(i int) int {
		n, _ := strconv.Atoi(m[i])
		return n
	}
	if m[7] != "" {
		zone = looseZone(m[7], zone)
	}
	year, month, day := part(1), time.Month(part(2)), part(3)
	row.dayOnly = m[4] == ""
	if m[1] == "" {
		year, month, day = d.dayBefore().In(zone).Date()
		row.bare = year <= 1
	}
	if at, row.badTime = dateTime(year, month, day, part(4), part(5), part(6), zone); row.badTime {
		return
	}
	if last, ok := d.lastRow(); ok && m[1] == "" && last.Event.At.Sub(at) > 12*time.Hour {
		at = at.AddDate(0, 0, 1)
	}
	row.Event.At = at
}

// dateTime makes a time of its parts; bad: the calendar or the clock has none.
func dateTime(year int, month time.Month, day, hour, minute, second int, zone *time.Location) (at time.Time, bad bool) {
	at = time.Date(year, month, day, hour, minute, second, 0, zone)
	return at, month < 1 || month > 12 || day < 1 || time.Date(year, month, day, 12, 0, 0, 0, time.UTC).Day() != day || hour > 23 || minute > 59 || second > 60
}

// dayBefore gives the day on which a bare time of day lies.
func (d *Document) dayBefore() time.Time {
	if last, ok := d.lastRow(); ok {
		return last.Event.At
	}
	if !d.Front.OccurredAt.IsZero() {
		return d.Front.OccurredAt.In(d.Zone)
	}
	if !d.Front.DetectedAt.IsZero() {
		return d.Front.DetectedAt.In(d.Zone)
	}
	return time.Time{}
}

func (d *Document) lastRow() (TimelineRow, bool) {
	if d.Timeline == nil {
		return TimelineRow{}, false
	}
	for i := len(d.Timeline.Rows) - 1; i >= 0; i-- {
		if row := d.Timeline.Rows[i]; !row.badTime {
			return row, true
		}
	}
	return TimelineRow{}, false
}

func looseZone(name string, fallback *time.Location) *time.Location {
	switch name {
	case "Z", "UTC", "GMT":
		return time.UTC
	case "JST":
		return time.FixedZone("JST", 9*60*60)
	}
	if t, err := time.Parse("-07:00", name); err == nil {
		return t.Location()
	}
	return fallback
}

// headerZone gives the zone that the header of the time column names in
// brackets: "Time (UTC)", 「時刻（JST）」.
func headerZone(header string, fallback *time.Location) *time.Location {
	header = norm.NFKC.String(header)
	open, closed := strings.LastIndexByte(header, '('), strings.LastIndexByte(header, ')')
	if open < 0 || closed < open {
		return fallback
	}
	name := strings.TrimSpace(header[open+1 : closed])
	if zone, err := time.LoadLocation(name); err == nil && strings.Contains(name, "/") {
		return zone
	}
	return looseZone(strings.ToUpper(name), fallback)
}

// readTimelineList reads the items of a list that begin with a time, and notes where
// it stands: a table behind it takes its place.
func (r *bodyReader) readTimelineList(list *ast.List) {
	before := 0
	if r.Timeline != nil {
		before = len(r.Timeline.Rows)
	}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		if first := n.FirstChild(); first != nil && first.Lines() != nil && first.Lines().Len() > 0 {
			r.readTimelineLine(r.blockSpan(first))
		}
	}
	if r.Timeline != nil && len(r.Timeline.Rows) > before && r.listed.End == 0 {
		r.listed = r.Timeline.Rows[before].At
	}
}

// readTimelineLine takes a line of text that begins with a time as a row.
func (r *bodyReader) readTimelineLine(s Span) {
	line := r.trim(Span{s.Start, min(s.End, r.lineEnd(s.Start), s.Start+200)})
	m := looseTime().FindSubmatchIndex(r.Source[line.Start:line.End])
	if m == nil || m[2] < 0 && m[8] < 0 {
		return
	}
	from := m[2]
	if from < 0 {
		from = m[8]
	}
	row := TimelineRow{At: Span{line.Start + from, line.Start + m[1]}, Line: Span{r.lineStart(s.Start), r.lineEnd(s.Start)}}
	if r.Timeline == nil {
		r.Timeline = &Timeline{}
	}
	r.readRowTime(&row, r.text(row.At))
	row.Event.Text = strings.TrimLeft(r.oneLine(Span{row.At.End, s.End}), " \t*_`])-:–—：")
	r.Timeline.Rows = append(r.Timeline.Rows, row)
}
