package incident

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// durationParts are the pieces of a duration that is written in words: "1 h", "30分".
var durationParts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{1,6})\s*(hours?|hrs?|h|時間|minutes?|mins?|m|分間?|seconds?|secs?|s|秒間?)\s*`)
})

// DurationOf reads a length of time as people type it: "30m", "1h30m", "30min",
// "30 minutes", 「３０分」「1時間30分」. A number alone is none: nobody can tell its unit.
func DurationOf(text string) (time.Duration, bool) {
	text = typed(text)
	if d, err := time.ParseDuration(text); err == nil {
		return d, true
	}
	text, back := strings.CutPrefix(text, "-")
	total := time.Duration(0)
	for rest := text; rest != ""; {
		m := durationParts().FindStringSubmatch(rest)
		if m == nil {
			return 0, false
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return 0, false
		}
		total += time.Duration(n) * durationUnit(m[2])
		rest = rest[len(m[0]):]
	}
	if back {
		total = -total
	}
	return total, text != ""
}

// durationUnit gives how long a unit is, by its first letter.
func durationUnit(name string) time.Duration {
	switch {
	case strings.HasPrefix(name, "h"), name == "時間":
		return time.Hour
	case strings.HasPrefix(name, "m"), strings.HasPrefix(name, "分"):
		return time.Minute
	}
	return time.Second
}
