package cli

import (
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// parseMoment reads a time that a person types: RFC 3339; local to zone with or
// without seconds; "15:04" of the present day there; "-10m", ten minutes ago.
// Empty is the zero time.
func parseMoment(flag, text string, zone *time.Location, now time.Time) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	if t, err := time.ParseInLocation("15:04", text, zone); err == nil {
		y, m, d := now.In(zone).Date()
		return time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, zone), nil
	}
	if strings.HasPrefix(text, "-") {
		if d, err := time.ParseDuration(text); err == nil {
			return now.Add(d), nil
		}
	}
	return time.Time{}, incident.Tell(incident.Invalid, "--%s: %q is not a time; write 2026-03-01T09:00:00Z, 09:00 of today, or -10m for ten minutes ago", "--%s: %q は時刻ではありません。2026-03-01T09:00:00Z、今日の 09:00、10分前を表す -10m のように書いてください", flag, text)
}
