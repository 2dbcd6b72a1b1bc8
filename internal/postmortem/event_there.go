package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// rowKey is one of the things by which an event is known among the rows of a timeline.
type rowKey struct {
	at   int64
	kind incident.EventKind
	text string
}

// timelineFinder finds the row that stands for an event; a row stands for one only.
type timelineFinder struct {
	rows  map[rowKey][]int
	taken []bool
	last  int // the row that was taken last
}

// movedEvent is an event whose row says another time than it has.
type movedEvent struct {
	incident.Event
	row TimelineRow
}

// findsRows lists the rows by their texts, their times, and both. Beside a time the
// empty kind stands for a row that says none.
func (d *Document) findsRows() timelineFinder {
	f := timelineFinder{rows: map[rowKey][]int{}}
	if d.Timeline == nil {
		return f
	}
	f.taken = make([]bool, len(d.Timeline.Rows))
	add := func(k rowKey, row int) { f.rows[k] = append(f.rows[k], row) }
	for i, r := range d.Timeline.Rows {
		text, kind := saidInRow(r.Text), r.Kind
		if add(rowKey{text: text}, i); r.badTime {
			continue
		}
		if !kind.Valid() {
			kind = ""
		}
		add(rowKey{at: r.Event.At.UnixNano(), text: text}, i)
		add(rowKey{at: r.Event.At.UnixNano(), kind: kind, text: anyWords}, i)
	}
	return f
}

// anyWords stands for every text in a rowKey; no row says it.
const anyWords = "\x00"

// saidInRow folds a text as a row can carry it: a line of a list has no breaks, and what
// it begins with may be taken for what stands behind its time.
func saidInRow(text string) string {
	return strings.TrimLeft(strings.Join(strings.Fields(text), " "), behindTime+markSigns)
}

func (f *timelineFinder) take(k rowKey) bool {
	for len(f.rows[k]) > 0 {
		row := f.rows[k][0]
		f.rows[k] = f.rows[k][1:]
		if !f.taken[row] {
			f.taken[row], f.last = true, row
			return true
		}
	}
	return false
}

// missingEvents gives the events that no row stands for, with the names of people taken
// out: byRole are the same events so. An event counts as there when a row has its text,
// or its time and kind: people may have edited the other. A row without a kind stands
// for an event of its time that an import can have made of it (Recorded), and one may say
// the time that an event had before it was corrected. One of which nobody said what
// happened is told by the front matter. Those whose row says another time are given as
// moved.
func (d *Document) missingEvents(events, byRole []incident.Event) (missing []incident.Event, moved []movedEvent) {
	rows := d.findsRows()
	superseded := incident.Incident{Events: events}.Superseded
	saidAt := func(at time.Time, i int) bool {
		return rows.takeText(at.UnixNano(), events[i]) || rows.takeText(at.UnixNano(), byRole[i])
	}
	move := func(e incident.Event) {
		if row := d.Timeline.Rows[rows.last]; !row.badTime && !row.Event.At.Equal(e.At) {
			moved = append(moved, movedEvent{e, row})
		}
	}
	var rest []int
	for i, e := range events {
		switch {
		case e.TimeAlone(), saidAt(e.At, i):
		case slices.ContainsFunc(superseded(e), func(had time.Time) bool { return saidAt(had, i) }):
			move(e)
		default:
			rest = append(rest, i)
		}
	}
	for _, i := range rest {
		e := events[i]
		switch k := (rowKey{at: e.At.UnixNano(), kind: e.Kind, text: anyWords}); {
		case rows.take(k):
		case rows.takeText(0, e), rows.takeText(0, byRole[i]), rows.takeSuperseded(superseded(e), e.Kind):
			move(e)
		default:
			missing = append(missing, byRole[i])
		}
	}
	still := missing[:0]
	for _, e := range missing {
		if !madeByImport(e.Kind) || !rows.take(rowKey{at: e.At.UnixNano(), text: anyWords}) {
			still = append(still, e)
		}
	}
	return still, moved
}

// takeSuperseded takes a row of a kind that says a time which an event had before.
func (f *timelineFinder) takeSuperseded(had []time.Time, kind incident.EventKind) bool {
	return slices.ContainsFunc(had, func(at time.Time) bool { return f.take(rowKey{at: at.UnixNano(), kind: kind, text: anyWords}) })
}

// sameMinute compares times of which people write the minute alone.
func sameMinute(a, b time.Time) bool {
	return a.Truncate(time.Minute).Equal(b.Truncate(time.Minute))
}

// takeText takes a row with the text of an event, its links behind it or not; at 0: of
// any time.
func (f *timelineFinder) takeText(at int64, e incident.Event) bool {
	if text := saidInRow(e.Text); text != "" && f.take(rowKey{at: at, text: text}) {
		return true
	}
	return len(e.Links) > 0 && f.take(rowKey{at: at, text: saidInRow(withLinks(e))})
}

// madeByImport tells whether Recorded gives that kind to an event whose row says none.
func madeByImport(k incident.EventKind) bool {
	switch k {
	case incident.KindNote, incident.KindDetection, incident.KindContainment, incident.KindRecovery:
		return true
	}
	return false
}

// withLinks gives the text of an event with its evidence, for where that has no column.
func withLinks(e incident.Event) string {
	if len(e.Links) == 0 {
		return e.Text
	}
	return e.Text + " " + formatLinks(e.Links)
}
