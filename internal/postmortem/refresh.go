package postmortem

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Refreshed is a postmortem that was brought up to date.
type Refreshed struct {
	Text   []byte
	Added  int     // new rows, of the timeline and of the tables that Generate writes
	Filled int     // cells and times of the front matter that had said "not known yet", or what was corrected since
	Left   []error // what people had changed, and so stays: one sentence each, which quotes the document's words
}

// Refresh brings a document up to date with its incident: new events become rows
// of the timeline, as Update writes them, and the tables of durations, KPIs,
// reports, gaps, decisions and roles gain the rows that they lack. A cell is
// written only where it said that something is not known yet, or what pmtracker wrote
// before the record was corrected. What people wrote stays, as does every other byte;
// where it says something else than the incident, Left tells so.
func Refresh(d *Document, in incident.Incident) (Refreshed, error) {
	r := Refreshed{Text: d.Source}
	durations := newView(d.Incident()).durations().rows
	switch text, added, err := Update(d, in); {
	case incident.CodeOf(err) == incident.Refused:
		r.Left = append(r.Left, incident.Tell(incident.Refused, "%s has no timeline table or list, so no event was added", "%s に時系列の表や箇条書きがないため、イベントは反映していません", d.Path))
	case err != nil:
		return r, err
	case added > 0:
		r.Text, r.Added = text, added
		if d, err = d.Edited(text); err != nil {
			return r, err
		}
	}
	d, places, err := d.followed(in)
	if err != nil {
		return r, err
	}
	names, l := namesOf(in), in.Lang
	events := in.Events
	in = withRoles(in)
	in.Lang, in.Zone = d.Lang, d.Zone
	f := refresher{Document: d, Refreshed: &r, byRole: func(text string) string { return names.replace(text, l, inProse, nameAsRole) }}
	f.Filled += places
	f.frontTimes(in)
	f.otherTimes(in)
	f.changedSeverity(in)
	f.movedRows(events, in.Events)
	view := newView(in)
	others := view.inOtherLanguage().tables()
	for i, t := range view.tables() {
		if i == 0 {
			t.was, t.own = durations, newView(d.Incident()).durations().rows
		}
		f.table(t, others[i])
	}
	r.Text, _ = diagnostic.Rewrite(f.Source, f.edits)
	return r, nil
}

// refresher collects the edits that bring a document up to date.
type refresher struct {
	*Document
	*Refreshed
	byRole func(string) string // takes the names of people out of a text
	edits  []diagnostic.Edit
}

// frontTimes fills the times of the front matter that were not known.
func (f *refresher) frontTimes(in incident.Incident) {
	view := newView(in)
	for _, line := range strings.Split(view.FrontMatter(), "\n") {
		key, value, _ := strings.Cut(line, ": ")
		if value == "" || !slices.Contains([]string{"occurred_at", "detected_at", "contained_at", "recovered_at"}, key) {
			continue
		}
		e, ok := f.Front.entry(key)
		if !ok || e.value != "" {
			continue
		}
		line := f.Source[e.keyAt:f.lineEnd(e.keyAt)]
		bare := bytes.TrimRight(line, " \t\r\n")
		if string(bare) != key+":" { // a comment stands behind it, or quotes
			continue
		}
		at := e.keyAt + len(bare)
		f.edits = append(f.edits, diagnostic.Edit{Start: at, End: at, Text: " " + value})
		f.Filled++
	}
}

// otherTimes tells of the times of the front matter that are others in the timeline by
// now: they stay, for nobody knows who wrote them.
func (f *refresher) otherTimes(in incident.Incident) {
	for _, t := range f.courseTimes(in) {
		e, ok := f.Front.entry(t.key)
		if ok && !t.now.IsZero() && !t.there.IsZero() && !sameMinute(t.there, t.now) {
			f.leave(e.keyAt, "%s stays, and the timeline has %s; write that here if it is right", "%s はそのままです。時系列では %s です。正しければ書き換えてください", t.key, formatFrontTime(t.now, f.Zone))
		}
	}
}

// movedRows tells of the rows of the timeline whose events have another time by now.
func (f *refresher) movedRows(events, byRole []incident.Event) {
	_, moved := f.missingEvents(events, byRole)
	for _, m := range moved {
		if sameMinute(m.row.Event.At, m.At) {
			continue
		}
		f.leave(m.row.At.Start, "the time %q stands here and stays; pmtracker has %s", "時刻%qは手で直された可能性があるため残しました。記録では %s です", f.text(m.row.At), formatTime(m.Event.At, f.Zone))
	}
}

// changedSeverity tells of a severity that is not the one the incident has now: it
// stays, for the review may have settled it.
func (f *refresher) changedSeverity(in incident.Incident) {
	said := f.Front.Severity
	e, ok := f.Front.entry("severity")
	if !ok || !said.Valid() || !in.Severity.Valid() || said == in.Severity {
		return
	}
	f.leave(e.keyAt, "severity stays %s, and the incident is %s now; write that here if it is right", "severity は %s のままです。インシデントは現在 %s です。正しければ書き換えてください", said, in.Severity)
}

func (f *refresher) leave(at int, english, japanese string, args ...any) {
	p := f.Position(at)
	f.Left = append(f.Left, diagnostic.At(f.Path, p.Line, p.Column, incident.Tell(incident.Refused, english, japanese, args...)))
}
