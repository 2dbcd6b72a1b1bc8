package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Recorded gives the document's incident as a record keeps it that has nothing but the
// document: an event of a kind that is none is a note, and the times of the front
// matter are events, each that of the timeline's row at the same minute where there
// is one. A report counts only with the moment at which it was sent.
func (d *Document) Recorded() incident.Incident {
	in := d.Incident()
	for i := range in.Events {
		e := &in.Events[i]
		if !e.Kind.Valid() {
			e.Kind = incident.KindNote
		}
		if incident.IsDash(string(e.Role)) {
			e.Role = ""
		}
	}
	in.Reports = slices.DeleteFunc(in.Reports, func(r incident.Report) bool { return r.SentAt.IsZero() })
	times := d.FrontTimes()
	for _, kind := range []incident.EventKind{incident.KindDetection, incident.KindContainment, incident.KindRecovery} {
		at := times[kind]
		if _, ok := in.First(kind); ok || at.IsZero() {
			continue
		}
		if e := eventMeant(in.Events, kind, at); e != nil {
			e.Kind = kind
			continue
		}
		in.Events = append(in.Events, incident.Event{At: at, Kind: kind, Text: incident.ToldByTime(kind, d.Lang)})
	}
	incident.SortEvents(in.Events)
	return in
}

// eventMeant gives the event of which the front matter names the time: at the same
// minute, of no kind that says something else, and best one that calls it by name.
func eventMeant(events []incident.Event, kind incident.EventKind, at time.Time) *incident.Event {
	names := map[incident.EventKind][]string{
		incident.KindDetection: {"detect", "検知"}, incident.KindContainment: {"contain", "安全化"}, incident.KindRecovery: {"recover", "復旧"},
	}
	var meant *incident.Event
	for i := range events {
		e := &events[i]
		if e.Kind != incident.KindNote && e.Kind != incident.KindAction || !e.At.Truncate(time.Minute).Equal(at.Truncate(time.Minute)) {
			continue
		}
		for _, name := range names[kind] {
			if strings.Contains(strings.ToLower(e.Text), name) {
				return e
			}
		}
		if meant == nil {
			meant = e
		}
	}
	return meant
}
