package postmortem

import (
	"cmp"
	"strings"
	"time"

	"github.com/golang-sql/civil"
	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// readRowTime reads the time of a row. A time of day alone belongs to the day that
// stands above it, else to that of the row before it, or to the one after when it went
// past midnight.
func (d *Document) readRowTime(row *TimelineRow, text string) {
	zone := d.timelineZone()
	if d.dayAbove.IsValid() {
		row.Event.At, row.reading = readMoment(text, zone, func() civil.Date { return d.dayAbove }, time.Time{})
	} else {
		last := time.Time{}
		if before := d.lastRow(); before != nil {
			last = before.Event.At
		}
		row.Event.At, row.reading = readMoment(text, zone, func() civil.Date { return civil.DateOf(d.dayBefore().In(zone.zone)) }, last)
	}
	if !row.badTime {
		d.dayAbove = civil.Date{}
	}
}

// readDayAbove takes a date that stands alone, in a heading or a line of its own, as the
// day of the times of day below it, and the zone beside it as theirs.
func (d *Document) readDayAbove(s Span) bool {
	day, remark, ok := dayAlone(d.oneLine(s))
	if !ok {
		return false
	}
	d.dayAbove = day
	if name := zoneOfRemark(remark, d.Zone); name != "" {
		d.takeZoneLine(s, name)
	}
	return true
}

// dayAlone reads a text that is a date, perhaps with a zone, or a remark in brackets,
// behind it, which it gives in brackets.
func dayAlone(text string) (day civil.Date, remark string, ok bool) {
	const longest = 100 // in bytes
	if len(text) > longest {
		return day, "", false
	}
	text = norm.NFKC.String(text)
	t, ok := readLooseTime(text)
	if !ok || !t.dated || t.timed {
		return day, "", false
	}
	rest := strings.Trim(text[t.end:], " \t*_`])~:-–—")
	if strings.HasPrefix(rest, "(") && strings.Count(text, "(") == 1 {
		rest, remark = "", rest+")"
	} else if isZoneWord(rest) {
		rest, remark = "", "("+rest+")"
	}
	day = civil.Date{Year: t.year, Month: time.Month(t.month), Day: t.day}
	return day, remark, rest == "" && day.IsValid()
}

// timelineZone is the zone of the times of the timeline, as far as it was read.
func (d *Document) timelineZone() writtenZone {
	if !d.hasTimelineTable() {
		return writtenZone{zone: cmp.Or(d.timelineIn, d.Zone)}
	}
	return d.Timeline.tables[len(d.Timeline.tables)-1].writtenZone
}

// dayBefore gives the day on which a bare time of day lies.
func (d *Document) dayBefore() time.Time {
	if last := d.lastRow(); last != nil {
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

func (d *Document) lastRow() *TimelineRow {
	if d.Timeline == nil {
		return nil
	}
	for i := len(d.Timeline.Rows) - 1; i >= 0; i-- {
		if row := &d.Timeline.Rows[i]; !row.badTime {
			return row
		}
	}
	return nil
}

// readTimelineList reads the items of a list that begin with a time, and notes where
// it stands: a table behind it takes its place.
func (r *bodyReader) readTimelineList(list *ast.List) {
	before := 0
	if r.Timeline != nil {
		before = len(r.Timeline.Rows)
	}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		first := n.FirstChild()
		if first == nil || first.Lines() == nil || first.Lines().Len() == 0 {
			continue
		}
		if r.readDayAbove(r.blockSpan(first)) {
			if below, ok := first.NextSibling().(*ast.List); ok {
				r.readTimelineList(below)
			}
		} else if r.readTimelineLine(r.blockSpan(first)) {
			row := &r.Timeline.Rows[len(r.Timeline.Rows)-1]
			row.item = Span{row.Line.Start, r.blockEnd(n)}
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
	t, ok := readTimeInLine(r.text(line))
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
	row.Event.Text = afterTime(r.oneLine(Span{row.At.End, s.End}), r.text(Span{line.Start, row.At.Start}))
	if kind, text, ok := cutKind(row.Event.Text); ok {
		row.kindByKey = strings.HasPrefix(row.Event.Text, string(kind))
		row.Event.Kind, row.Event.Text = kind, text
	}
	r.Timeline.Rows = append(r.Timeline.Rows, row)
	return true
}

// readTimeInLine is readLooseTime for a line of which only the beginning is a time, in
// full-width signs, too; the places are those of the line as it stands.
func readTimeInLine(line string) (t looseTime, ok bool) {
	if t, ok = readLooseTime(line); t.timed || isASCII(line) {
		return t, ok
	}
	var plain strings.Builder
	places := make([]int, 0, len(line)+1) // in the line, by those in plain
	for at, sign := range line {
		if r := sign - '！' + '!'; r >= '!' && r <= '~' {
			sign = r
		} else if sign == '　' {
			sign = ' '
		}
		plain.WriteRune(sign)
		for len(places) < plain.Len() {
			places = append(places, at)
		}
	}
	wide, wideOK := readLooseTime(plain.String())
	if !wideOK || !wide.timed {
		return t, ok
	}
	places = append(places, len(line))
	wide.start, wide.end = places[wide.start], places[wide.end]
	return wide, true
}

// afterTime gives what happened, of the text behind a time, which may begin with the end
// of a stretch of time; before is what stands before the time in its line.
func afterTime(text, before string) string {
	text = afterMarks(text, before)
	if end := strings.TrimLeft(text, "~～〜"); len(end) < len(text) {
		if t, ok := readTimeInLine(end); ok && t.timed {
			return end
		}
	}
	return text
}

// cutKind takes the kind of an event off the text of a line that begins with it, perhaps
// with marks round it: "declaration: …", 「**検知**：…」.
func cutKind(text string) (kind incident.EventKind, rest string, ok bool) {
	i := firstColon(text)
	if i <= 0 {
		return "", text, false
	}
	key := strings.TrimRight(text[:i], markSigns)
	marks := ""
	if len(key) == i { // "**declaration:** …"
		marks = text[:i-len(strings.TrimLeft(key, markSigns))]
	}
	kind, rest, ok = incident.KindFirst(strings.TrimLeft(key, markSigns) + text[i:])
	rest = afterMarks(rest, marks)
	return kind, rest, ok && rest != ""
}

// afterMarks gives a text without what parts it from a time or kind, and without the
// marks that close those which stand open before that. Its own marks stay.
func afterMarks(text, before string) string {
	signs := opened(before)
	rest, closed := behindMarks(text, signs)
	if !closed { // "**10:00 Start:** it began"
		rest = strings.Replace(rest, signs, "", 1)
	}
	return rest
}

// behindMarks gives where what happened begins, of the text behind a time before which
// signs of emphasis or code stand open; closed: they end before it, or there are none.
func behindMarks(text, signs string) (rest string, closed bool) {
	rest = strings.TrimLeft(text, behindTime)
	if signs == "" {
		return rest, true
	}
	inside := strings.TrimLeft(rest, signs)
	return strings.TrimLeft(inside, behindTime), len(inside) < len(rest)
}

// opened gives the signs of emphasis and code among what stands before a time.
func opened(before string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(markSigns, r) {
			return r
		}
		return -1
	}, before)
}

// behindTime is what may stand between a time and what happened then, beside the marks
// that close what stands open before the time.
const behindTime = " \t　])-:–—："
