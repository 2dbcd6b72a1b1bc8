package cli

import (
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// momentSense says which moment is meant by a time that does not say all of it.
type momentSense struct {
	among func(moments []time.Time, now time.Time) (time.Time, bool)
	days  []int // on which a clock time may fall, from today, in order
}

var (
	happened = momentSense{incident.LastBefore, []int{-1, 0}} // the latest that has come
	expected = momentSense{incident.FirstAfter, []int{0, 1}}  // the next that will come
)

// parseMoment reads a time that a person types: RFC 3339; local to zone with or
// without seconds; "15:04", the nearest one in the sense of the flag; "-10m", ten
// minutes ago. Empty is the zero time.
func parseMoment(flag, text string, sense momentSense, zone *time.Location, now time.Time) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if t, ok := localTime(text); ok {
		return chosen(flag, text, incident.WallClock(t, zone), sense, zone, now)
	}
	if t, err := time.Parse("15:04", text); err == nil {
		return clockTime(flag, text, t, sense, zone, now)
	}
	if strings.HasPrefix(text, "-") {
		if d, err := time.ParseDuration(text); err == nil {
			return now.Add(d), nil
		}
	}
	return time.Time{}, incident.Tell(incident.Invalid, "--%s: %q is not a time; write 2026-03-01T09:00:00Z, a time of day such as 09:00, or -10m for ten minutes ago", "--%s: %q は時刻ではありません。2026-03-01T09:00:00Z、09:00 のような時刻、10分前を表す -10m のように書いてください", flag, text)
}

// localTime reads a date with a time and no offset.
func localTime(text string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// clockTime gives the moment that a time of day means: after midnight, 23:50 was
// yesterday, and before it 00:20 is tomorrow.
func clockTime(flag, text string, clock time.Time, sense momentSense, zone *time.Location, now time.Time) (time.Time, error) {
	var moments []time.Time
	y, m, d := now.In(zone).Date()
	for _, day := range sense.days {
		that := incident.WallClock(time.Date(y, m, d+day, clock.Hour(), clock.Minute(), 0, 0, time.UTC), zone)
		if len(that) == 0 && day == 0 {
			moments = nil // yesterday's is not meant by what today left out
			break
		}
		moments = append(moments, that...)
	}
	return chosen(flag, text, moments, sense, zone, now)
}

func chosen(flag, text string, moments []time.Time, sense momentSense, zone *time.Location, now time.Time) (time.Time, error) {
	at, ok := sense.among(moments, now)
	if !ok {
		return at, incident.Tell(incident.Invalid, "--%s: %q does not exist in %s: the clocks were put forward; write the time with its offset", "--%s: %q は %s に存在しません（夏時間への切り替え）。時差を付けて書いてください", flag, text, zone)
	}
	return at, nil
}
