package postmortem

import (
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// readRowTime reads the time of a row: in the forms of a document, else loosely.
// A time of day alone belongs to the day of the row before it, or to the one
// after when it went past midnight.
func (d *Document) readRowTime(row *TimelineRow, text string) {
	zone, name := d.Zone, ""
	if d.hasTimelineTable() {
		last := d.Timeline.tables[len(d.Timeline.tables)-1]
		zone, name = last.zone, last.zoneName
	}
	if at, err := parseTime(text, zone); err == nil && name == "" {
		row.Event.At = at
		return
	}
	t, ok := readLooseTime(norm.NFKC.String(text))
	if !ok || t.unclear {
		row.badTime = true
		return
	}
	if t.zone == "" {
		t.zone = name
	}
	row.dayOnly = !t.timed
	if !t.dated {
		var month time.Month
		t.year, month, t.day = d.dayBefore().In(zone).Date()
		t.month = int(month)
		row.bare = t.year <= 1
	}
	if row.Event.At, row.badTime = t.at(zone); row.badTime {
		if _, known := zoneNamed(t.zone, zone, row.Event.At); !known {
			row.zoneWord = t.zone
		}
		return
	}
	if last, ok := d.lastRow(); ok && !t.dated && last.Event.At.Sub(row.Event.At) > 12*time.Hour {
		row.Event.At = row.Event.At.AddDate(0, 0, 1)
	}
}

// at gives the moment; bad: the calendar, the clock or the map has none.
func (t looseTime) at(zone *time.Location) (at time.Time, bad bool) {
	if at, bad = dateTime(t.year, time.Month(t.month), t.day, t.hour, t.minute, t.second, zone); bad {
		return at, true
	}
	named, ok := zoneNamed(t.zone, zone, at)
	if !ok {
		return at, true
	}
	return dateTime(t.year, time.Month(t.month), t.day, t.hour, t.minute, t.second, named)
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

// headerZone gives the zone that the header of the time column names in
// brackets: "Time (UTC)", 「時刻（JST）」. A name by which nobody can tell the zone
// of every time, such as EST, is given as it stands.
func headerZone(header string, own *time.Location) (zone *time.Location, name string) {
	header = norm.NFKC.String(header)
	open, closed := strings.LastIndexByte(header, '('), strings.LastIndexByte(header, ')')
	if open < 0 || closed < open {
		return own, ""
	}
	name = strings.TrimSpace(header[open+1 : closed])
	if !strings.Contains(name, "/") {
		name = strings.ToUpper(name)
	}
	if !isZoneWord(name) {
		return own, ""
	}
	if zone, ok := zoneNamed(name, time.UTC, time.Time{}); ok {
		return zone, ""
	}
	return own, name
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
			if r.readTimelineLine(r.blockSpan(first)) {
				row := &r.Timeline.Rows[len(r.Timeline.Rows)-1]
				row.item = Span{row.Line.Start, r.blockEnd(n)}
			}
		}
	}
	if r.Timeline != nil && len(r.Timeline.Rows) > before && r.listed.End == 0 {
		r.listed = r.Timeline.Rows[before].At
	}
}

// readTimelineLine takes a line of text that begins with a time as a row; false: it
// begins with none.
func (r *bodyReader) readTimelineLine(s Span) bool {
	line := r.trim(Span{s.Start, min(s.End, r.lineEnd(s.Start), s.Start+200)})
	t, ok := readLooseTime(r.text(line))
	if !ok {
		return false
	}
	if t.zone != "" && !isZoneWord(t.zone) {
		t.end -= len(t.zone)
	}
	row := TimelineRow{At: r.trim(Span{line.Start + t.start, line.Start + t.end}), Line: Span{r.lineStart(s.Start), r.lineEnd(s.Start)}}
	if r.Timeline == nil {
		r.Timeline = &Timeline{}
	}
	r.readRowTime(&row, r.text(row.At))
	row.Event.Text = strings.TrimLeft(r.oneLine(Span{row.At.End, s.End}), behindTime)
	r.Timeline.Rows = append(r.Timeline.Rows, row)
	return true
}

// behindTime is what may stand between a time and what happened then.
const behindTime = " \t*_`])-:–—："
