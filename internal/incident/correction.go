package incident

import (
	"slices"
	"time"
)

// Correct gives a timeline as its corrections put it right: an event whose time was
// corrected stands at the right time and keeps the one that was written in WrittenAt.
// The last correction of an event counts. What was written stays in its rows; durations, documents and pages go by
// what is right.
func Correct(events []Event) []Event {
	last := map[string]Event{}
	for _, e := range events {
		if e.Corrects == "" || e.CorrectedAt.IsZero() {
			continue
		}
		if before, ok := last[e.Corrects]; !ok || !e.RecordedAt.Before(before.RecordedAt) {
			last[e.Corrects] = e
		}
	}
	if len(last) == 0 {
		return events
	}
	events = slices.Clone(events)
	for i, e := range events {
		if c, ok := last[e.ID]; ok && e.ID != "" {
			events[i].At, events[i].WrittenAt = c.CorrectedAt, e.At
		}
	}
	SortEvents(events)
	return events
}

// Superseded gives the times that an event was said to have before its corrections, in no
// order; none where its time was never corrected.
func (in Incident) Superseded(e Event) []time.Time {
	if e.ID == "" || e.WrittenAt.IsZero() {
		return nil
	}
	had := []time.Time{e.WrittenAt}
	for _, c := range in.Events {
		if c.Corrects == e.ID && !c.CorrectedAt.IsZero() {
			had = append(had, c.CorrectedAt)
		}
	}
	return slices.DeleteFunc(had, e.At.Equal)
}

// SupersededFirst gives when the first event of a kind was said to have been before each
// correction: a correction may make another event the first one.
func (in Incident) SupersededFirst(kind EventKind) []time.Time {
	var written, corrections []Event
	for _, e := range in.Events {
		if !e.WrittenAt.IsZero() {
			e.At, e.WrittenAt = e.WrittenAt, time.Time{}
		}
		if e.Corrects != "" && !e.CorrectedAt.IsZero() {
			corrections = append(corrections, e)
		} else {
			written = append(written, e)
		}
	}
	slices.SortStableFunc(corrections, func(a, b Event) int { return a.RecordedAt.Compare(b.RecordedAt) })
	var had []time.Time
	for known := range corrections {
		events := Correct(append(slices.Clone(written), corrections[:known]...))
		if first, ok := (Incident{Events: events}).First(kind); ok {
			had = append(had, first.At)
		}
	}
	return had
}

// CorrectionNote says which event a correction puts right, and its right time where
// the correction gives one: "corrects the containment of 2026-03-01 23:58 (it was at
// 2026-03-01 08:00)". It is empty for anything else.
func (in Incident) CorrectionNote(e Event, zone *time.Location, l Lang) string {
	if e.Corrects == "" {
		return ""
	}
	i := slices.IndexFunc(in.Events, func(o Event) bool { return o.ID == e.Corrects })
	if i < 0 {
		return ""
	}
	const layout = "2006-01-02 15:04"
	of := in.Events[i]
	written := of.At
	if !of.WrittenAt.IsZero() {
		written = of.WrittenAt
	}
	note := l.Say("corrects the %[1]s of %[2]s", "%[2]s の%[1]sを訂正", of.Kind.Label(l), written.In(zone).Format(layout))
	if !e.CorrectedAt.IsZero() {
		note += l.Say(" (it was at %s)", "（正しくは %s）", e.CorrectedAt.In(zone).Format(layout))
	}
	return note
}
