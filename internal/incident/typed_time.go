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
// it says none or now. rest is what follows. A time without a day is the last such time
// before now, in zone. A line that is nothing but a time says what happened.
func TimeFirst(line string, now time.Time, zone *time.Location) (at time.Time, rest string) {
	at, rest, ok := LeadingTime(line, now, time.Time{}, zone)
	if !ok || rest == "" {
		return time.Time{}, line
	}
	if at.Equal(now) {
		at = time.Time{}
	}
	return at, rest
}

// timeForms are the ways in which people say a time, each with what follows it.
var timeForms = sync.OnceValue(func() []timeForm {
	gap := `(?:\s*[:：,、。\-–]\s*|\s+|$)`
	loose := `(?:に|\s*[:：,、]?\s*)` // Japanese needs no space
	form := func(pattern string, read func(m []string, now, near time.Time) (time.Time, bool)) timeForm {
		return timeForm{regexp.MustCompile(`(?i)^` + pattern), read}
	}
	ago := func(unit time.Duration) func([]string, time.Time, time.Time) (time.Time, bool) {
		return func(m []string, now, _ time.Time) (time.Time, bool) {
			n, err := strconv.Atoi(m[1])
			return now.Add(-time.Duration(n) * unit).Truncate(time.Minute), err == nil && n <= 10000
		}
	}
	return []timeForm{
		form(`(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)`+gap, absolute),
		form(`(\d{1,4})\s*(?:m|min|mins|minute|minutes)\s+ago`+gap, ago(time.Minute)),
		form(`(\d{1,3})\s*(?:h|hr|hrs|hour|hours)\s+ago`+gap, ago(time.Hour)),
		form(`an?\s+hour\s+ago()`+gap, func(_ []string, now, _ time.Time) (time.Time, bool) {
			return now.Add(-time.Hour).Truncate(time.Minute), true
		}),
		form(`(?:just\s+now|now|たった今|さっき|今)()`+gap, func(_ []string, now, _ time.Time) (time.Time, bool) { return now, true }),
		form(`(\d{1,4})\s*分前`+loose, ago(time.Minute)),
		form(`(\d{1,3})\s*時間前`+loose, ago(time.Hour)),
		form(`()(?:(yesterday|昨日)\s*(?:の|at\s+)?)?(\d{1,2}):(\d\d)`+gap, clock),
		form(`()(昨日)?(?:の)?(\d{1,2})時(?:(\d{1,2})分|(半))?(間)?`+loose, clock),
	}
})

type timeForm struct {
	pattern *regexp.Regexp
	read    func(m []string, now, near time.Time) (time.Time, bool)
}

// LeadingTime reads the time with which a text begins. A time of day is the last one
// before now, in zone; where near is given, which it corrects, the one nearest to that.
func LeadingTime(text string, now, near time.Time, zone *time.Location) (time.Time, string, bool) {
	folded := foldDigits(text)
	for _, f := range timeForms() {
		m := f.pattern.FindStringSubmatch(folded)
		if m == nil {
			continue
		}
		at, ok := f.read(m, now.In(zone), near)
		if ok {
			return at, strings.TrimSpace(text[len(unfolded(text, len([]rune(m[0])))):]), true
		}
	}
	return time.Time{}, text, false
}

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
	hour, _ := strconv.Atoi(m[3])
	minute, _ := strconv.Atoi(m[4])
	if len(m) > 5 && m[5] == "半" {
		minute = 30
	}
	hours := len(m) > 6 && m[6] != "" // 2時間後 is how long, not when
	if hours || hour > 23 || minute > 59 {
		return time.Time{}, false
	}
	of := now
	if !near.IsZero() {
		of = near.In(now.Location())
	}
	onDay := func(of time.Time, later int) []time.Time {
		return WallClock(time.Date(of.Year(), of.Month(), of.Day()+later, hour, minute, 0, 0, time.UTC), now.Location())
	}
	if m[2] != "" {
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
