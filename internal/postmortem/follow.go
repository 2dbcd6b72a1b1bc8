package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// followed gives the document with the times that were corrected since pmtracker wrote
// them, and how many places that are: the times of the front matter, those of the rows of
// the timeline's tables, each of which then stands at its place, and what counts from the
// detection. A time that stands as no record ever had it is a person's, and stays.
func (d *Document) followed(in incident.Incident) (*Document, int, error) {
	detected := d.Detected()
	edits := d.correctedFront(in)
	places := len(edits)
	d, err := d.rewritten(edits)
	if err != nil {
		return d, places, err
	}
	_, moved := d.missingEvents(in.Events, withRoles(in).Events)
	for range moved {
		i := slices.IndexFunc(moved, func(m movedEvent) bool { return d.saysSuperseded(m, in.Superseded(m.Event)) })
		if i < 0 {
			break
		}
		if d, err = d.withRowAt(moved[i].row, moved[i].At); err != nil {
			return d, places, err
		}
		places++
		_, moved = d.missingEvents(in.Events, withRoles(in).Events)
	}
	edits = d.recounted(in, detected)
	places += len(edits)
	d, err = d.rewritten(edits)
	return d, places, err
}

func (d *Document) rewritten(edits []diagnostic.Edit) (*Document, error) {
	if len(edits) == 0 {
		return d, nil
	}
	text, _ := diagnostic.Rewrite(d.Source, edits)
	return d.Edited(text)
}

// correctedFront writes the times of the front matter that were corrected.
func (d *Document) correctedFront(in incident.Incident) []diagnostic.Edit {
	var edits []diagnostic.Edit
	for _, t := range d.courseTimes(in) {
		e, ok := d.Front.entry(t.key)
		if !ok || t.there.IsZero() || t.now.IsZero() || t.now.Equal(t.there) || !slices.ContainsFunc(t.had, t.there.Equal) {
			continue
		}
		written := strings.TrimLeft(d.text(Span{e.valueAt, d.lineEnd(e.valueAt)}), `"'`)
		if at := d.lineEnd(e.valueAt) - len(written); strings.HasPrefix(written, e.value) {
			edits = append(edits, diagnostic.Edit{Start: at, End: at + len(e.value), Text: formatFrontTime(t.now, d.Zone)})
		}
	}
	return edits
}

// courseTime is a time of the course of an incident: as the front matter has it, as the
// record has it now, and as the record had it before corrections. A zero time is not known.
type courseTime struct {
	key        string
	there, now time.Time
	had        []time.Time
}

// courseTimes gives the times of the course of an incident that the front matter names, in their order.
func (d *Document) courseTimes(in incident.Incident) []courseTime {
	all := []courseTime{{"occurred_at", d.Front.OccurredAt, in.OccurredAt, in.BeganBefore}}
	front := d.FrontTimes()
	for _, kind := range []incident.EventKind{incident.KindDetection, incident.KindContainment, incident.KindRecovery} {
		first, _ := in.First(kind)
		all = append(all, courseTime{frontKey(kind), front[kind], first.At, in.SupersededFirst(kind)})
	}
	return all
}

// frontKey names the time of the front matter that is that of a kind of event.
func frontKey(kind incident.EventKind) string {
	return map[incident.EventKind]string{incident.KindDetection: "detected_at", incident.KindContainment: "contained_at", incident.KindRecovery: "recovered_at"}[kind]
}

// saysSuperseded tells whether a row of a table says one of the times that its event had
// before, in the letters in which pmtracker writes it.
func (d *Document) saysSuperseded(m movedEvent, had []time.Time) bool {
	if !d.hasTimelineTable() || m.row.item.End > 0 {
		return false
	}
	t := d.timelineTableAt(m.row.Line.End)
	return t.columns.day < 0 && slices.ContainsFunc(had, func(at time.Time) bool {
		return slices.Contains([]string{formatTime(at, t.zone), formatFrontTime(at, t.zone)}, d.text(m.row.At))
	})
}

// withRowAt gives the document with another time in a row of its table. The row moves
// only where it would not stand in the order of time.
func (d *Document) withRowAt(row TimelineRow, at time.Time) (*Document, error) {
	line := func(zone *time.Location) string {
		return d.text(Span{row.Line.Start, row.At.Start}) + d.timeLikeOthers(at, zone) + strings.TrimRight(d.text(Span{row.At.End, row.Line.End}), "\r\n")
	}
	if d.inOrderAt(row, at) {
		end := row.Line.Start + len(strings.TrimRight(d.text(row.Line), "\r\n"))
		return d.rewritten([]diagnostic.Edit{{Start: row.Line.Start, End: end, Text: line(d.timelineTableAt(row.Line.End).zone)}})
	}
	without, err := d.rewritten([]diagnostic.Edit{{Start: row.Line.Start, End: row.Line.End}})
	if err != nil {
		return d, err
	}
	place := without.Timeline.tables[0].header.End
	rows, ends := without.eventPlaces()
	for i, r := range rows {
		if !r.Event.At.After(at) {
			place = ends[i]
		}
	}
	return without.Edited(without.insertLines([]insertion{{place, line(without.timelineTableAt(place).zone)}}))
}

// inOrderAt tells whether a row would stand behind none that is later and before none
// that is earlier.
func (d *Document) inOrderAt(row TimelineRow, at time.Time) bool {
	for _, r := range d.Timeline.Rows {
		if r.badTime || r.Line == row.Line {
			continue
		}
		if before := r.Line.Start < row.Line.Start; before && r.Event.At.After(at) || !before && r.Event.At.Before(at) {
			return false
		}
	}
	return true
}

// recounted writes the minutes since the detection that were counted from a time that was
// corrected, or to one.
func (d *Document) recounted(in incident.Incident, was time.Time) []diagnostic.Edit {
	if !d.hasTimelineTable() {
		return nil
	}
	var edits []diagnostic.Edit
	now := d.Detected()
	for _, r := range d.Timeline.Rows {
		said := d.text(r.since)
		right := incident.SinceDetection(r.Event.At, now, d.Lang)
		if said == "" || said == right || r.badTime {
			continue
		}
		counted := func(at time.Time) bool { return said == incident.SinceDetection(at, was, d.Lang) }
		if counted(r.Event.At) || slices.ContainsFunc(in.Events, func(e incident.Event) bool {
			return e.At.Equal(r.Event.At) && slices.ContainsFunc(in.Superseded(e), counted)
		}) {
			edits = append(edits, diagnostic.Edit{Start: r.since.Start, End: r.since.End, Text: right})
		}
	}
	return edits
}
