package incident

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// TimeFirst reads the time with which a line of the timeline begins, as people type it, "10
// min ago rolled back", 「5分前 安全化: 流量を止めた」 or "14:05 decision: roll back": zero where
// it says none or now. rest is what follows. It is the event's only where it is plainly one
// time that has come: the line of a stretch or list of times, of one to come, and a
// sentence about one ("15:00 is when they call back") is of now and stays whole, as does
// one that is nothing but a time. began is when the incident did; zero: not known. A time
// of day is the last one before now, in zone or in the one named behind it.
func TimeFirst(line string, now, began time.Time, zone *time.Location) (at time.Time, rest string) {
	t, ok := leadingTime(line, now, time.Time{}, zone)
	if !ok || t.rest == "" || aboutTime(t.behind) || !plainlyPast(t, now, began) {
		return time.Time{}, line
	}
	if t.at.Equal(now) {
		return time.Time{}, t.rest
	}
	return t.at, t.rest
}

// plainlyPast tells whether a time has come. A time of day that comes again soon means that
// one, and so does one of yesterday that is further away, unless the incident had begun.
func plainlyPast(t timeInFront, now, began time.Time) bool {
	ahead := t.at.AddDate(0, 0, 1).Sub(now)
	if t.alone && (ahead <= nearNow || ahead < now.Sub(t.at) && t.at.Before(began)) {
		return false
	}
	return !t.at.After(now.Add(ClockDifference))
}

// LeadingTime reads the time with which a text begins. A time of day is the last one
// before now, in zone or in the one named behind it; where near is given, which it
// corrects, the one nearest to that.
func LeadingTime(text string, now, near time.Time, zone *time.Location) (at time.Time, rest string, ok bool) {
	t, ok := leadingTime(text, now, near, zone)
	if !ok {
		return time.Time{}, text, false
	}
	return t.at, t.rest, true
}

// timeInFront is a time with which a text begins.
type timeInFront struct {
	at     time.Time
	alone  bool   // it is a time of day without a day
	behind string // what stands behind it and its zone, in plain digits
	rest   string // the text without it and what parts it from the text
}

func leadingTime(text string, now, near time.Time, zone *time.Location) (timeInFront, bool) {
	folded := foldDigits(text)
	for _, f := range timeForms() {
		m := f.pattern.FindStringSubmatch(folded)
		if m == nil {
			continue
		}
		in, behind, known := zone, folded[len(m[0]):], true
		if f.clock {
			in, behind, known = zoneBehind(behind, zone, now)
		}
		rest, parted := f.apart(behind)
		if !known || !parted || goesOn(behind) {
			continue
		}
		if at, ok := f.read(m, now.In(in), near); ok {
			taken := len([]rune(folded)) - len([]rune(rest))
			return timeInFront{at: at, alone: clockAlone().MatchString(m[0]), behind: behind, rest: strings.TrimSpace(text[len(unfolded(text, taken)):])}, true
		}
	}
	return timeInFront{}, false
}

// timeForm is a way in which people say a time.
type timeForm struct {
	pattern *regexp.Regexp
	clock   bool // it says what a clock shows, and so can name its zone
	tight   bool // the text may follow at once, as in Japanese
	read    func(m []string, now, near time.Time) (time.Time, bool)
}

// clockAlone matches a form of a time of day without a day.
var clockAlone = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{1,2}[:時]`) })

// timeForms are the ways in which people say a time.
var timeForms = sync.OnceValue(func() []timeForm {
	form := func(pattern string, clock, tight bool, read func(m []string, now, near time.Time) (time.Time, bool)) timeForm {
		return timeForm{regexp.MustCompile(`(?i)^` + pattern), clock, tight, read}
	}
	ago := func(unit time.Duration) func([]string, time.Time, time.Time) (time.Time, bool) {
		return func(m []string, now, _ time.Time) (time.Time, bool) {
			n, err := strconv.Atoi(m[1])
			return now.Add(-time.Duration(n) * unit).Truncate(time.Minute), err == nil && n <= 10000
		}
	}
	return []timeForm{
		form(`(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)`, true, false, absolute),
		form(`(\d{1,4})\s*(?:m|min|mins|minute|minutes)\s+ago`, false, false, ago(time.Minute)),
		form(`(\d{1,3})\s*(?:h|hr|hrs|hour|hours)\s+ago`, false, false, ago(time.Hour)),
		form(`an?\s+hour\s+ago`, false, false, func(_ []string, now, _ time.Time) (time.Time, bool) {
			return now.Add(-time.Hour).Truncate(time.Minute), true
		}),
		form(`(?:just\s+now|now|たった今|さっき|今)`, false, false, func(_ []string, now, _ time.Time) (time.Time, bool) { return now, true }),
		form(`(\d{1,4})\s*分前`, false, true, ago(time.Minute)),
		form(`(\d{1,3})\s*時間前`, false, true, ago(time.Hour)),
		form(`(?:(yesterday|昨日)\s*(?:の|at\s+)?)?(\d{1,2}):(\d\d)(?::(\d\d))?`, true, false, clock),
		form(`(昨日)?(?:の)?(\d{1,2})時(?:(\d{1,2})分|(半))?`, true, true, clock),
	}
})

// foldDigits makes full-width digits and colons plain, one rune for one.
func foldDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		if r == '：' {
			return ':'
		}
		if r == '　' {
			return ' '
		}
		return r
	}, text)
}

// unfolded gives the first n runes of the text as it was typed.
func unfolded(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

func absolute(m []string, now, _ time.Time) (time.Time, bool) {
	text := strings.Replace(strings.ToUpper(m[1]), " ", "T", 1)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		at, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if strings.Contains(layout, "Z") {
			return at, true
		}
		return LastBefore(WallClock(at, now.Location()), now)
	}
	return time.Time{}, false
}

// clock is a time of day: the last one before now, that of yesterday, or the one nearest
// to what it corrects.
func clock(m []string, now, near time.Time) (time.Time, bool) {
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(m[3])
	second := 0
	if m[4] == "半" {
		minute = 30
	} else {
		second, _ = strconv.Atoi(m[4])
	}
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	of := now
	if !near.IsZero() {
		of = near.In(now.Location())
	}
	onDay := func(of time.Time, later int) []time.Time {
		return WallClock(time.Date(of.Year(), of.Month(), of.Day()+later, hour, minute, second, 0, time.UTC), now.Location())
	}
	if m[1] != "" {
		return LastBefore(onDay(now, -1), now)
	}
	today := onDay(of, 0)
	if len(today) == 0 {
		return time.Time{}, false
	}
	if near.IsZero() {
		return LastBefore(append(onDay(now, -1), today...), now)
	}
	return NearestTo(near)(slices.Concat(onDay(of, -1), today, onDay(of, 1)), now)
}
