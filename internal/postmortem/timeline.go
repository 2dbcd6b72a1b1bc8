package postmortem

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/golang-sql/civil"
	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Timeline is what happened when: a table, which may go on in others of the same
// header (a phase of the incident each), or a list or headings that begin with a
// time, as postmortems from elsewhere have them.
type Timeline struct {
	Rows   []TimelineRow
	tables []timelineTable // in the order of the text; none: it is no table
}

// timelineTable is one table of the timeline.
type timelineTable struct {
	names   []string // of the columns
	columns timelineColumns
	header  Span // the lines of header and delimiter row

	writtenZone // of its times; another one than the document's where the header says so
}

// TimelineRow is one line of it.
type TimelineRow struct {
	incident.Event
	At    Span // where the time stands
	Line  Span // the whole line, its ending included
	since Span // where the minutes since the detection stand; empty: nowhere
	item  Span // the lines of the list item that it is; empty: it is none
	reading
	kindByKey bool // its kind stands as the key, not as a word for it
}

// timelineColumns says which column holds what; -1: there is none.
type timelineColumns struct {
	time, since, kind, role, text, links, count int

	day  int // beside that of the time of day
	done int // what was done about what stands in the text
}

// columnNames folds the headers of columns: what stands in brackets, such as the
// time zone, is no part of the name.
func columnNames(columns []string) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		c, _, _ = strings.Cut(strings.ToLower(norm.NFKC.String(c)), "(")
		names[i] = strings.TrimSpace(c)
	}
	return names
}

func findTimelineColumns(columns []string) timelineColumns {
	find := func(names ...string) int {
		return slices.IndexFunc(columns, func(c string) bool { return slices.Contains(names, c) })
	}
	cols := timelineColumns{
		time:  find("time", "at", "when", "timestamp", "時刻", "時間"),
		day:   find("date", "day", "日付", "月日", "年月日"),
		since: find("since detection", "minutes", "t+", "+min", "検知から", "経過"),
		kind:  find("kind", "type", "種別", "種類"),
		role:  find("role", "who", "役割", "担当"),
		text:  find("what happened", "event", "description", "what", "内容", "出来事", "イベント", "事象", "発生事象"),
		done:  find("対応", "対応内容", "処置", "action", "action taken", "response"),
		links: find("evidence", "links", "link", "根拠", "リンク", "証跡"),
		count: len(columns),
	}
	both := find("date and time", "date/time", "datetime", "日時", "発生日時") // which may hold the date alone
	switch {
	case cols.time < 0 && both < 0:
		cols.time, cols.day = cols.day, -1
	case cols.time < 0:
		cols.time = both
	case cols.day < 0:
		cols.day = both
	}
	if cols.text < 0 {
		cols.text, cols.done = cols.done, -1
	}
	return cols
}

// readTimeline reads a table of the timeline section: the first one of the form,
// and those of the same header that follow it.
func (r *bodyReader) readTimeline(table *east.Table, columns []string) {
	names := columnNames(columns)
	cols := findTimelineColumns(names)
	if cols.time < 0 {
		return
	}
	named := cols.text >= 0 // a table of times and numbers is no other timeline
	if !named {
		cols.text = cols.count - 1
	}
	if !r.hasTimelineTable() {
		r.Timeline = &Timeline{}
		if r.listed.End > 0 {
			r.besideTimeline = append(r.besideTimeline, r.listed)
		}
	} else if !slices.Equal(names, r.Timeline.tables[0].names) {
		if named {
			r.besideTimeline = append(r.besideTimeline, r.tableHeader(table))
		}
		return
	}
	zone := headerZone(columns[cols.time], cmp.Or(r.timelineIn, r.Zone))
	r.Timeline.tables = append(r.Timeline.tables, timelineTable{names: names, columns: cols, header: r.tableHeader(table), writtenZone: zone})
	r.Timeline.Rows = slices.Grow(r.Timeline.Rows, table.ChildCount())
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := r.tableCells(row)
		if len(cells) == 0 || rowIsPrompt(r.Document, cells) {
			continue
		}
		if line := r.readTimelineRow(cells, cols); line.dayOnly && strings.Trim(line.Text, " -–—") == "" {
			r.dayAbove = civil.DateOf(line.Event.At)
		} else {
			r.Timeline.Rows = append(r.Timeline.Rows, line)
		}
	}
}

// hasTimelineTable tells whether the timeline is written as a table.
func (d *Document) hasTimelineTable() bool { return d.Timeline != nil && len(d.Timeline.tables) > 0 }

// tableHeader gives the lines of the header and of the dashes under it.
func (d *Document) tableHeader(table *east.Table) Span {
	cells := d.tableCells(table.FirstChild())
	start := d.lineStart(d.base + table.Pos())
	if len(cells) > 0 {
		start = d.lineStart(cells[0].Start)
	}
	return Span{start, d.lineEnd(d.lineEnd(start))}
}

func rowIsPrompt(d *Document, cells []Span) bool {
	for _, c := range cells {
		if text := d.text(c); text != "" && !incident.IsPrompt(text) {
			return false
		}
	}
	return true
}

func (d *Document) readTimelineRow(cells []Span, cols timelineColumns) TimelineRow {
	cell := func(i int) string {
		if i < 0 || i >= len(cells) || cells[i].Start <= d.base {
			return ""
		}
		return decodeCell(d.text(cells[i]))
	}
	row := TimelineRow{At: cells[min(cols.time, len(cells)-1)]}
	row.Line = Span{d.lineStart(row.At.Start), d.lineEnd(row.At.Start)}
	if cols.since >= 0 && cols.since < len(cells) && cells[cols.since].Start > d.base {
		row.since = cells[cols.since]
	}
	if d.readRowTime(&row, dayAndTime(cell(cols.day), cell(cols.time))); row.badTime && cell(cols.day) != "" {
		row.At = Span{min(row.At.Start, cells[cols.day].Start), max(row.At.End, cells[cols.day].End)}
	}
	kind := withoutMarks(cell(cols.kind))
	links := ""
	if cols.links >= 0 && cols.links < len(cells) && cells[cols.links].Start > d.base {
		links = decodeComments(ofCell(d.text(cells[cols.links])))
	}
	row.Event = incident.Event{
		At: row.Event.At, Kind: incident.EventKindOf(kind), Role: incident.RoleOf(withoutMarks(cell(cols.role))), Text: d.withDone(cell(cols.text), cell(cols.done)),
		Links: readLinks(links),
	}
	row.kindByKey = kind == string(row.Kind)
	return row
}

// dayAndTime puts a date and a time of day that stand in two cells together. Either
// cell may have both, and the date may be left to the row before.
func dayAndTime(day, clock string) string {
	if day == "" {
		return clock // in nearly all tables
	}
	d, dated := readLooseTime(norm.NFKC.String(day))
	c, _ := readLooseTime(norm.NFKC.String(clock))
	switch {
	case c.dated || !dated && isDitto(day):
		return clock
	case d.timed || incident.Unwritten(clock):
		return day
	}
	return day + " " + clock
}

// isDitto tells whether a cell says that the day is that of the row before.
func isDitto(day string) bool {
	return incident.Unwritten(day) || slices.Contains([]string{"同日", "同上", "same day"}, strings.ToLower(strings.TrimSpace(day)))
}

// withDone joins what was done about something behind it.
func (d *Document) withDone(text, done string) string {
	switch {
	case incident.Unwritten(done):
		return text
	case incident.Unwritten(text):
		return done
	}
	return d.say("%s (response: %s)", "%s（対応: %s）", text, done)
}

// kindWord writes a kind as readers of a document know it: in English that is its
// key, in Japanese a word.
func kindWord(k incident.EventKind, l incident.Lang) string {
	if l == incident.Japanese {
		return k.Label(l)
	}
	return string(k)
}

// Events gives the timeline as events, without those whose time nobody can
// read.
func (d *Document) Events() []incident.Event {
	if d.Timeline == nil {
		return nil
	}
	var events []incident.Event
	for _, row := range d.Timeline.Rows {
		if !row.badTime && !row.bare {
			events = append(events, row.Event)
		}
	}
	incident.SortEvents(events)
	return events
}

// firstTime gives the earlier of a front matter time and the first event of a
// kind.
func (d *Document) firstTime(front time.Time, kind incident.EventKind) time.Time {
	if !front.IsZero() {
		return front
	}
	e, _ := incident.Incident{Events: d.Events()}.First(kind)
	return e.At
}

// Detected gives when the incident was detected, as far as the document says: in its front
// matter, else in its timeline.
func (d *Document) Detected() time.Time {
	return d.firstTime(d.Front.DetectedAt, incident.KindDetection)
}

// Began gives when the incident began, as far as the document says: the time of
// occurrence, else of detection, else of the first event.
func (d *Document) Began() time.Time {
	if !d.Front.OccurredAt.IsZero() {
		return d.Front.OccurredAt
	}
	if !d.Front.DetectedAt.IsZero() {
		return d.Front.DetectedAt
	}
	if events := d.Events(); len(events) > 0 {
		return events[0].At
	}
	return time.Time{}
}
