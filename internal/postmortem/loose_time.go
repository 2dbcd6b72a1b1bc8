package postmortem

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// looseTime is a time as people write it by hand: a date, a time of day, or both,
// with emphasis or a bracket around it, and where it stands in its text.
type looseTime struct {
	year, month, day     int // year 0: no date
	hour, minute, second int
	dated, timed         bool
	zone                 string // as written: "UTC", "+09:00", "EST"; empty: none
	start, end           int    // bytes
	unclear              bool   // it can be read in two ways: 14:00 PM, 午前12時, 02:00-05:00
}

// looseForms are the pieces of a loose time, in their order.
var looseForms = sync.OnceValue(func() (f struct{ open, day, monthFirst, dayFirst, about, gap, clock, meridiem, zone *regexp.Regexp }) {
	f.open = regexp.MustCompile("^[\\s*_`\\[(~約]*")
	f.day = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s*\((?:[月火水木金土日](?:曜日?)?|(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)\))?`)
	const month = `(?i:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?`
	f.monthFirst = regexp.MustCompile(`^` + month + `\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	f.dayFirst = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+` + month + `,?[\s-]+(\d{4})\b`)
	f.about = regexp.MustCompile(`^\s*(?:頃|ごろ|ころ)`)
	f.gap = regexp.MustCompile(`^[\sT,、]*(?:at\s+)?`)
	f.clock = regexp.MustCompile(`^(午前|午後)?\s*(\d{1,2})(?:[:時](\d{2})(?:[:分](\d{2})(?:\.\d+)?)?[分秒]?|時(?:(\d)分|(半))?|(\s*(?i:[ap]\.?m)\b))`)
	f.meridiem = regexp.MustCompile(`^\s*(?i:([ap])\.?m\b\.?)`)
	f.zone = regexp.MustCompile(`^\s*[(\[]?\s*((?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[A-Za-z]+(?:/[A-Za-z_]+)+|(?:Z|[A-Z]{2,5}))(?:[^A-Za-z0-9]|$)`)
	return f
})

// readLooseTime reads the time that a text begins with; false: it begins with
// none.
func readLooseTime(text string) (t looseTime, ok bool) {
	forms := looseForms()
	t.start = len(forms.open.FindString(text))
	t.end = t.start
	t.readDay(text)
	at := t.end
	if t.dated {
		at += len(forms.gap.FindString(text[at:]))
	}
	if m := forms.clock.FindStringSubmatch(text[at:]); m != nil && !isHours(m[0], text[at+len(m[0]):]) {
		t.timed = true
		t.hour, t.minute, t.second = number(m[2]), number(m[3])+number(m[5]), number(m[4])
		if m[6] != "" {
			t.minute = 30 // 半
		}
		t.end = at + len(m[0]) - len(m[7])
		t.readHalfOfDay(m[1], text)
		t.readAbout(text)
		t.readZone(text)
	}
	if t.dated || t.timed {
		t.readAbout(text)
	}
	return t, t.dated || t.timed
}

// isHours tells whether what looks like a time of day says how long something took: 2時間後.
func isHours(clock, behind string) bool {
	return strings.HasSuffix(clock, "時") && strings.HasPrefix(behind, "間")
}

// readAbout takes the Japanese words for "about", which stand behind a time.
func (t *looseTime) readAbout(text string) {
	t.end += len(looseForms().about.FindString(text[t.end:]))
}

// readDay takes the date: in numbers, or with the English name of its month.
func (t *looseTime) readDay(text string) {
	forms, rest := looseForms(), text[t.end:]
	month := func(name string) int {
		return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name))/3 + 1
	}
	m := forms.day.FindStringSubmatch(rest)
	if m != nil {
		t.year, t.month, t.day = number(m[1]), number(m[2]), number(m[3])
	} else if m = forms.monthFirst.FindStringSubmatch(rest); m != nil {
		t.year, t.month, t.day = number(m[3]), month(m[1]), number(m[2])
	} else if m = forms.dayFirst.FindStringSubmatch(rest); m != nil {
		t.year, t.month, t.day = number(m[3]), month(m[2]), number(m[1])
	} else {
		return
	}
	t.dated = true
	t.end += len(m[0])
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most four digits, or none
	return n
}

// readHalfOfDay takes 午前, 午後, AM and PM into the hour. 午前12時 is noon to
// some and midnight to others.
func (t *looseTime) readHalfOfDay(half, text string) {
	if m := looseForms().meridiem.FindStringSubmatch(text[t.end:]); m != nil {
		t.end += len(m[0])
		t.unclear = half != "" || t.hour > 12
		if half = strings.ToLower(m[1]); t.hour == 12 {
			t.hour = 0
		} else if t.hour == 0 && half == "p" {
			t.unclear = true
		}
	} else if half != "" {
		t.unclear = t.hour > 11
	}
	if half == "p" || half == "午後" {
		t.hour += 12
	}
}

// readZone takes the zone behind the time of day. What follows a hyphen is an
// offset or the end of a stretch of time: that of a time without a date is an
// end, as is what no zone has; otherwise one later on the same day could be both.
func (t *looseTime) readZone(text string) {
	m := looseForms().zone.FindStringSubmatch(text[t.end:])
	if m == nil {
		return
	}
	zone := m[1]
	if name, end, ok := strings.Cut(zone, "-"); ok && len(end) > 2 {
		end = strings.Replace(end, ":", "", 1)
		hour, minute := number(end[:len(end)-2]), number(end[len(end)-2:])
		switch {
		case !t.dated || hour > 12 || minute%30 != 0:
			zone = name
		case hour*60+minute > t.hour*60+t.minute:
			t.unclear = true
		}
	}
	if zone != "" {
		t.zone = zone
		t.end += strings.Index(m[0], m[1]) + len(zone)
	}
}

// zoneNamed gives the zone that people name behind a time, as the domain reads it, or by
// its IANA name.
func zoneNamed(name string, own *time.Location, at time.Time) (zone *time.Location, ok bool) {
	if strings.Contains(name, "/") {
		zone, err := time.LoadLocation(name)
		return zone, err == nil
	}
	return incident.ZoneNamed(name, own, at)
}

// isZoneWord tells whether a word behind a time in running text is a zone's: it
// can also be the first word of what happened.
func isZoneWord(word string) bool {
	if strings.ContainsAny(word, "+-") {
		return true
	}
	if strings.Contains(word, "/") {
		_, err := time.LoadLocation(word)
		return err == nil
	}
	return incident.ZoneWord(word)
}
