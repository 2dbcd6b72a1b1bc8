package postmortem

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Update gives the document with the events of an incident that its timeline
// does not have yet, each as a new row or line at its place in time, and how many
// there are. Every other byte stays. Where there are some and neither a table nor a
// list to write them into, it is Refused.
func Update(d *Document, in incident.Incident) (out []byte, added int, err error) {
	missing, _ := d.missingEvents(in.Events, withRoles(in).Events)
	if len(missing) == 0 {
		return d.Source, 0, nil
	}
	if !d.takesEvents() {
		return nil, 0, incident.Tell(incident.Refused, "%s: there is no timeline table or list to merge into; add a table under %q with the columns %s",
			"%s: 反映先となる時系列の表や箇条書きがありません。見出し %q の下に、列 %s の表を追加してください",
			d.Path, SectionTimeline.Title(d.Lang), d.say("Time, Kind, Role, What happened", "時刻、種別、役割、内容"))
	}
	detected := d.Detected()
	if detected.IsZero() {
		e, _ := in.First(incident.KindDetection)
		detected = e.At
	}
	return d.insertEvents(missing, detected), len(missing), nil
}

// takesEvents tells whether the timeline is written in a form that can be added to.
func (d *Document) takesEvents() bool { return d.hasTimelineTable() || d.hasTimelineList() }

// eventPlaces gives the rows in the order of time, and for each where the last line
// ends that is not later.
func (d *Document) eventPlaces() (rows []TimelineRow, ends []int) {
	for _, r := range d.Timeline.Rows {
		if !r.badTime && (r.item.End > 0 || d.hasTimelineTable()) {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b TimelineRow) int { return a.Event.At.Compare(b.Event.At) })
	end := 0
	for _, r := range rows {
		end = max(end, r.Line.End, r.item.End)
		ends = append(ends, end)
	}
	return rows, ends
}

// insertion is a line that is to be written before an offset, where a line begins.
type insertion struct {
	at   int
	text string
}

// insertEvents writes each event behind the last row that is not later.
func (d *Document) insertEvents(events []incident.Event, detected time.Time) []byte {
	rows, ends := d.eventPlaces()
	lines := make([]insertion, 0, len(events))
	for _, e := range events {
		i, _ := slices.BinarySearchFunc(rows, e.At.Add(1), func(r TimelineRow, at time.Time) int { return r.Event.At.Compare(at) })
		var at int
		switch {
		case i > 0:
			at = ends[i-1]
		case d.hasTimelineTable():
			at = d.Timeline.tables[0].header.End
		default:
			at = d.firstItem().item.Start
		}
		if d.hasTimelineTable() {
			lines = append(lines, insertion{at, d.timelineRow(d.timelineTableAt(at), e, detected)})
			continue
		}
		like := d.firstItem()
		if i > 0 {
			like = rows[i-1]
		}
		lines = append(lines, insertion{at, d.timelineLine(like, e)})
	}
	return d.insertLines(lines)
}

// firstItem gives the first row of the timeline that is an item of a list.
func (d *Document) firstItem() TimelineRow {
	i := slices.IndexFunc(d.Timeline.Rows, func(r TimelineRow) bool { return r.item.End > 0 })
	return d.Timeline.Rows[i]
}

// insertLines writes lines into the document and changes no other byte.
func (d *Document) insertLines(lines []insertion) []byte {
	slices.SortStableFunc(lines, func(a, b insertion) int { return a.at - b.at })
	var out bytes.Buffer
	from := 0
	for _, l := range lines {
		out.Write(d.Source[from:l.at])
		from = l.at
		if l.at > 0 && d.Source[l.at-1] != '\n' {
			out.WriteString(d.lineEnding() + l.text)
			continue
		}
		out.WriteString(l.text + d.lineEnding())
	}
	out.Write(d.Source[from:])
	return out.Bytes()
}

// timelineTableAt gives the table of the timeline to which the end of a line
// belongs.
func (d *Document) timelineTableAt(at int) timelineTable {
	tables := d.Timeline.tables
	for _, t := range slices.Backward(tables) {
		if t.header.End <= at {
			return t
		}
	}
	return tables[0]
}

// timelineRow writes an event in the columns that the table has.
func (d *Document) timelineRow(t timelineTable, e incident.Event, detected time.Time) string {
	cols := t.columns
	cells := make([]string, cols.count)
	put := func(column int, text string) {
		if column >= 0 {
			cells[column] = text
		}
	}
	if cols.day >= 0 {
		day, clock, _ := strings.Cut(formatTime(e.At, t.zone), " ")
		put(cols.day, day)
		put(cols.time, clock)
	} else {
		put(cols.time, d.timeLikeOthers(e.At, t.zone))
	}
	put(cols.since, incident.SinceDetection(e.At, detected, d.Lang))
	put(cols.kind, d.kindLikeOthers(e.Kind))
	put(cols.role, string(e.Role))
	text := encodeCell(e.Text)
	if cols.links >= 0 {
		put(cols.links, cellOf(encodeComments(formatLinks(e.Links))))
	} else if len(e.Links) > 0 {
		text += " " + cellOf(encodeComments(formatLinks(e.Links)))
	}
	put(cols.text, text)
	var b strings.Builder
	writeRow(&b, cells...)
	return strings.TrimSuffix(b.String(), "\n")
}

// timeLikeOthers writes a time as the first row writes its own.
func (d *Document) timeLikeOthers(t time.Time, zone *time.Location) string {
	if rows := d.Timeline.Rows; len(rows) > 0 {
		if _, err := time.Parse(time.RFC3339, d.text(rows[0].At)); err == nil {
			return formatFrontTime(t, zone)
		}
	}
	return formatTime(t, zone)
}

// kindLikeOthers writes a kind as the rows that are there write theirs: as its
// key, or as the word of the document's language.
func (d *Document) kindLikeOthers(k incident.EventKind) string {
	for _, r := range d.Timeline.Rows {
		if r.Kind.Valid() && r.Kind.Label(d.Lang) != string(r.Kind) {
			if r.kindByKey {
				return string(k)
			}
			break
		}
	}
	return kindWord(k, d.Lang)
}
