package postmortem

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/golang-sql/civil"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// sameCell tells whether a column of a document's row says what it says in a row of
// Generate: it is what is read that counts, and not the letters. A time may be written
// to the minute, and a person may be named.
func (f *refresher) sameCell(t madeTable, column int, row, there []string) bool {
	a, b := decodeCell(row[column]), decodeCell(there[column])
	if a == b || a == f.byRole(b) {
		return true
	}
	return f.sameMoment(a, b) || t.same != nil && t.same(column, row, there)
}

// sameMoment tells whether a cell names the minute that stands whole in another; a time
// of day alone is one of that day.
func (f *refresher) sameMoment(cell, whole string) bool {
	zone := writtenZone{zone: f.Zone}
	at, read := readMoment(whole, zone, func() civil.Date { return civil.Date{} }, time.Time{})
	if read != (reading{}) {
		return false
	}
	same, read := readMoment(cell, zone, func() civil.Date { return civil.DateOf(at.In(f.Zone)) }, at)
	return !read.badTime && !read.dayOnly && same.Truncate(time.Minute).Equal(at.Truncate(time.Minute))
}

// sameDuration compares rows of the table of durations. From where to where is said by
// the name of each.
func sameDuration(column int, row, there []string) bool {
	if column == 1 {
		return true
	}
	a, okA := readDuration(row[column])
	b, okB := readDuration(there[column])
	return okA && okB && a == b
}

// durationUnits are the units of a duration as people write them.
var durationUnits = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(\d{1,5})\s*(?:(d|days?|日間?)|(h|hr|hrs|hours?|時間)|(m|min|mins|minutes?|分間?)|(s|secs?|seconds?|秒間?))(?:[\s.,、]|and\b|$|(\d))`)
})

// readDuration reads a duration in whole units: "1 h 22 min", "82 minutes", 「1時間22分」.
func readDuration(text string) (d time.Duration, ok bool) {
	text = strings.ToLower(norm.NFKC.String(strings.TrimSpace(text)))
	ok = text != ""
	for text != "" {
		m := durationUnits().FindStringSubmatch(text)
		if m == nil {
			return 0, false
		}
		for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
			if m[2+i] != "" {
				d += time.Duration(number(m[1])) * unit
			}
		}
		text = strings.TrimSpace(text[len(m[0])-len(m[6]):])
	}
	return d, ok
}

// sameKPI compares rows of the table of KPIs. The unit may stand in its column or with
// the value, and a range may stand there with more digits than it is told with.
func sameKPI(column int, row, there []string) bool {
	a, b := kpiOfCells(row), kpiOfCells(there)
	unitSaid := b.Unit != ""
	if b.Unit == "" {
		b.Unit = a.Unit
	}
	b, err := b.In(a.Unit)
	switch {
	case column == 3 && incident.IsDash(row[3]):
		return incident.IsDash(there[3])
	case err != nil || len(a.Unread)+len(b.Unread) > 0:
		return false
	case column == 1:
		return unitSaid
	case column == 2:
		return a.Value != nil && b.Value != nil && *a.Value == *b.Value
	}
	return column == 3 && a.Baseline != nil && b.Baseline != nil && (*a.Baseline == *b.Baseline || *a.Baseline == *b.RoundedBaseline())
}

// kpiOfCells reads a row with the columns of Generate: name, unit, value, range.
func kpiOfCells(cells []string) incident.KPI {
	k := incident.KPI{Unit: withoutMarks(decodeCell(cells[1]))}
	if incident.IsDash(k.Unit) {
		k.Unit = ""
	}
	k.ReadValue(withoutMarks(decodeCell(cells[2])))
	k.ReadRange(withoutMarks(decodeCell(cells[3])))
	return k
}

// sameReport compares rows of the table of reports; their times are compared already.
func sameReport(column int, row, there []string) bool {
	a, b := withoutMarks(decodeCell(row[column])), withoutMarks(decodeCell(there[column]))
	switch column {
	case 0:
		kind, ok := reportKindOf(a)
		other, known := reportKindOf(b)
		return ok && known && kind == other
	case 2:
		return audienceOf(a) == audienceOf(b)
	case 4:
		return slices.Equal(readTickets(a), readTickets(b))
	}
	return false
}

// sameGap compares rows of the table of gaps. A document may have a report to customers
// as any other: it was written so before the record told them apart.
func sameGap(column int, row, there []string) bool {
	if column != 0 {
		return false
	}
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		if decodeCell(row[0]) == incident.GapCustomers.Label(l) && decodeCell(there[0]) == incident.GapReport.Label(l) {
			return true
		}
	}
	return false
}
