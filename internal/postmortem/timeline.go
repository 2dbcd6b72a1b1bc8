package postmortem

import (
	"slices"
	"strings"
	"time"

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

	zone     *time.Location // of its times; another one than the document's where the header says so
	zoneName string         // of its times, where the header names a zone that only the document's own can confirm
}

// TimelineRow is one line of it.
type TimelineRow struct {
	incident.Event
	At        Span   // where the time stands
	Line      Span   // the whole line, its ending included
	item      Span   // the lines of the list item that it is; empty: it is none
	badTime   bool   // nobody can tell which moment is meant
	bare      bool   // a time of day without a date, in a document that names none
	dayOnly   bool   // a date without a time of day
	zoneWord  string // a zone behind the time that nobody can tell; its time is bad
	kindByKey bool   // its kind stands as the key, not as a word for it
}

// timelineColumns says which column holds what; -1: there is none.
type timelineColumns struct {
	time, since, kind, role, text, links, count int
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
	return timelineColumns{
		time:  find("time", "at", "when", "timestamp", "date", "時刻", "日時", "時間"),
		since: find("since detection", "minutes", "t+", "+min", "検知から", "経過"),
		kind:  find("kind", "type", "種別", "種類"),
		role:  find("role", "who", "役割", "担当"),
		text:  find("what happened", "event", "description", "what", "内容", "出来事", "イベント"),
		links: find("evidence", "links", "link", "根拠", "リンク", "証跡"),
		count: len(columns),
	}
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
	zone, name := headerZone(columns[cols.time], r.Zone)
	r.Timeline.tables = append(r.Timeline.tables, timelineTable{names: names, columns: cols, header: r.tableHeader(table), zone: zone, zoneName: name})
	r.Timeline.Rows = slices.Grow(r.Timeline.Rows, table.ChildCount())
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := r.tableCells(row)
		if len(cells) == 0 || rowIsPrompt(r.Document, cells) {
			continue
		}
		r.Timeline.Rows = append(r.Timeline.Rows, r.readTimelineRow(cells, cols))
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
	d.readRowTime(&row, cell(cols.time))
	kind := withoutMarks(cell(cols.kind))
	row.Event = incident.Event{
		At: row.Event.At, Kind: incident.EventKindOf(kind), Role: incident.Role(withoutMarks(cell(cols.role))), Text: cell(cols.text),
		Links: readLinks(cell(cols.links)),
	}
	row.kindByKey = kind == string(row.Kind)
	return row
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
