package postmortem

import (
	"cmp"
	"time"

	"github.com/golang-sql/civil"
	"golang.org/x/text/unicode/norm"
)

// writtenZone is the zone of the times of a table or list.
type writtenZone struct {
	zone *time.Location
	name string // of a zone that is named there and that only the document's own can confirm; empty: zone is it
}

// reading says what is known of a time as it was read.
type reading struct {
	badTime  bool   // nobody can tell which moment is meant
	bare     bool   // a time of day without a date, and nothing gives it a day
	dayOnly  bool   // a date without a time of day
	zoneWord string // a zone behind the time that nobody can tell; its time is bad
}

// readMoment reads the time of a row: in the forms of a document, else loosely. A time
// of day alone lies on the day that dayOf gives, or on the one after where the clock went
// past midnight since last. A zero time is not known.
func readMoment(text string, in writtenZone, dayOf func() civil.Date, last time.Time) (at time.Time, r reading) {
	if at, err := parseTime(text, in.zone); err == nil && in.name == "" {
		return at, r
	}
	t, ok := readLooseTime(norm.NFKC.String(text))
	if !ok || t.unclear {
		return at, reading{badTime: true}
	}
	t.zone = cmp.Or(t.zone, in.name)
	r.dayOnly = !t.timed
	if !t.dated {
		day := dayOf()
		t.year, t.month, t.day = day.Year, int(day.Month), day.Day
		r.bare = t.year <= 1 // the day of a row that has none itself
	}
	if at, r.badTime = t.at(in.zone); r.badTime {
		if _, known := zoneNamed(t.zone, in.zone, at); !known {
			r.zoneWord = t.zone
		}
		return at, r
	}
	if !t.dated && !last.IsZero() && last.Sub(at) > 12*time.Hour {
		at = at.AddDate(0, 0, 1)
	}
	return at, r
}

// at gives the moment; bad: the calendar, the clock or the map has none.
func (t looseTime) at(zone *time.Location) (at time.Time, bad bool) {
	if at, bad = dateTime(t.year, time.Month(t.month), t.day, t.hour, t.minute, t.second, zone); bad {
		return at, true
	}
	named, ok := zoneNamed(t.zone, zone, at)
	if !ok {
		return at, true
	}
	return dateTime(t.year, time.Month(t.month), t.day, t.hour, t.minute, t.second, named)
}

// dateTime makes a time of its parts; bad: the calendar or the clock has none.
func dateTime(year int, month time.Month, day, hour, minute, second int, zone *time.Location) (at time.Time, bad bool) {
	at = time.Date(year, month, day, hour, minute, second, 0, zone)
	return at, month < 1 || month > 12 || day < 1 || time.Date(year, month, day, 12, 0, 0, 0, time.UTC).Day() != day || hour > 23 || minute > 59 || second > 60
}
