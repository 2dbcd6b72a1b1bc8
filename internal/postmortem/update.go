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
	if d.Timeline == nil {
		return nil, 0, incident.Errorf(incident.Refused, "%s: there is no timeline table to merge into; add one under %q with the columns %s",
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

// missingEvents gives the events that no row stands for.
func (d *Document) missingEvents(events []incident.Event) []incident.Event {
	taken := make([]bool, len(d.Timeline.Rows))
	take := func(same func(TimelineRow) bool) bool {
		for i, row := range d.Timeline.Rows {
			if !taken[i] && same(row) {
				taken[i] = true
				return true
			}
		}
		return false
	}
	var rest, missing []incident.Event
	for _, e := range events {
		if !take(func(r TimelineRow) bool { return r.Event.At.Equal(e.At) && r.Text == e.Text }) {
			rest = append(rest, e)
		}
	}
	for _, e := range rest {
		found := take(func(r TimelineRow) bool { return !r.badTime && r.Event.At.Equal(e.At) && r.Kind == e.Kind }) ||
			take(func(r TimelineRow) bool { return r.Text == e.Text && e.Text != "" })
		if !found {
			missing = append(missing, e)
		}
	}
	return missing
}

// insertRows writes each event behind the last row that is not later.
func (d *Document) insertRows(events []incident.Event, detected time.Time) []byte {
	type insertion struct {
		at   int
		text string
	}
	var rows []insertion
	for _, e := range events {
		at := d.Timeline.header.End
		for _, row := range d.Timeline.Rows {
			if !row.badTime && !row.Event.At.After(e.At) {
				at = row.Line.End
			}
		}
		rows = append(rows, insertion{at, d.timelineRow(e, detected)})
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

// timelineRow writes an event in the columns that the table has.
func (d *Document) timelineRow(e incident.Event, detected time.Time) string {
	cols := d.Timeline.columns
	cells := make([]string, cols.count)
	put := func(column int, text string) {
		if column >= 0 {
			cells[column] = text
		}
	}
	put(cols.time, d.timeLikeOthers(e.At))
	put(cols.since, sinceDetection(e.At, detected, d.Lang))
	put(cols.kind, string(e.Kind))
	put(cols.role, string(e.Role))
	text := encodeCell(e.Text)
	if cols.links >= 0 {
		put(cols.links, formatLinks(e.Links))
	} else if len(e.Links) > 0 {
		text += " " + formatLinks(e.Links)
	}
	put(cols.text, text)
	var b strings.Builder
	writeRow(&b, cells...)
	return strings.TrimSuffix(b.String(), "\n")
}

// timeLikeOthers writes a time as the rows that are there write theirs.
func (d *Document) timeLikeOthers(t time.Time) string {
	for _, row := range d.Timeline.Rows {
		if _, err := time.Parse(time.RFC3339, d.text(row.At)); err == nil {
			return formatFrontTime(t, d.Zone)
		}
	}
	return formatTime(t, d.Zone)
}
