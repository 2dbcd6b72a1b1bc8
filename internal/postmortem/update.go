package postmortem

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Update gives the document with the events of an incident that its timeline
// does not have yet, each as a new row at its place in time, and how many there
// are. Every other byte stays. An event counts as there when a row has its text,
// or its time and kind: people may have edited the other.
func Update(d *Document, in incident.Incident) (out []byte, added int, err error) {
	in = withRoles(in)
	if !d.hasTimelineTable() {
		return nil, 0, incident.Tell(incident.Refused, "%s: there is no timeline table to merge into; add one under %q with the columns %s",
			"%s: 反映先となる時系列の表がありません。見出し %q の下に、列 %s の表を追加してください",
			d.Path, SectionTimeline.Title(d.Lang), d.say("Time, Kind, Role, What happened", "時刻、種別、役割、内容"))
	}
	missing := d.missingEvents(in.Events)
	if len(missing) == 0 {
		return d.Source, 0, nil
	}
	detected := d.firstTime(d.Front.DetectedAt, incident.KindDetection)
	if detected.IsZero() {
		e, _ := in.First(incident.KindDetection)
		detected = e.At
	}
	return d.insertRows(missing, detected), len(missing), nil
}

// missingEvents gives the events that no row stands for. A row stands for one
// event only.
func (d *Document) missingEvents(events []incident.Event) []incident.Event {
	type key struct {
		at   int64
		kind incident.EventKind
		text string
	}
	rows := map[key][]int{}
	taken := make([]bool, len(d.Timeline.Rows))
	add := func(k key, row int) { rows[k] = append(rows[k], row) }
	for i, r := range d.Timeline.Rows {
		if add(key{text: r.Text}, i); !r.badTime {
			add(key{at: r.Event.At.UnixNano(), text: r.Text}, i)
			add(key{at: r.Event.At.UnixNano(), kind: r.Kind}, i)
		}
	}
	take := func(k key) bool {
		for len(rows[k]) > 0 {
			row := rows[k][0]
			rows[k] = rows[k][1:]
			if !taken[row] {
				taken[row] = true
				return true
			}
		}
		return false
	}
	var rest, missing []incident.Event
	for _, e := range events {
		if !take(key{at: e.At.UnixNano(), text: e.Text}) {
			rest = append(rest, e)
		}
	}
	for _, e := range rest {
		if !take(key{at: e.At.UnixNano(), kind: e.Kind}) && (e.Text == "" || !take(key{text: e.Text})) {
			missing = append(missing, e)
		}
	}
	return missing
}

// rowEnds gives, for rows in the order of time, where the last line ends that
// is not later.
func (d *Document) rowEnds() (times []time.Time, ends []int) {
	rows := slices.Clone(d.Timeline.Rows)
	rows = slices.DeleteFunc(rows, func(r TimelineRow) bool { return r.badTime })
	slices.SortStableFunc(rows, func(a, b TimelineRow) int { return a.Event.At.Compare(b.Event.At) })
	end := d.Timeline.tables[0].header.End
	for _, r := range rows {
		end = max(end, r.Line.End)
		times, ends = append(times, r.Event.At), append(ends, end)
	}
	return times, ends
}

// insertRows writes each event behind the last row that is not later.
func (d *Document) insertRows(events []incident.Event, detected time.Time) []byte {
	type insertion struct {
		at   int
		text string
	}
	times, ends := d.rowEnds()
	rows := make([]insertion, 0, len(events))
	for _, e := range events {
		at := d.Timeline.tables[0].header.End
		if i, _ := slices.BinarySearchFunc(times, e.At.Add(1), time.Time.Compare); i > 0 {
			at = ends[i-1]
		}
		rows = append(rows, insertion{at, d.timelineRow(d.timelineTableAt(at), e, detected)})
	}
	slices.SortStableFunc(rows, func(a, b insertion) int { return a.at - b.at })
	var out bytes.Buffer
	from := 0
	for _, r := range rows {
		out.Write(d.Source[from:r.at])
		from = r.at
		if r.at > 0 && d.Source[r.at-1] != '\n' {
			out.WriteString(d.lineEnding() + r.text)
			continue
		}
		out.WriteString(r.text + d.lineEnding())
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
	put(cols.time, d.timeLikeOthers(e.At, t.zone))
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
