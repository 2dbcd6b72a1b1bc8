package postmortem

import (
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// localLayouts are the ways in which a document writes a time without an
// offset, in the incident's zone.
func localLayouts() []string {
	return []string{
		"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02T15:04",
		"2006/01/02 15:04", "2006/01/02 15:04:05", "2006/1/2 15:04",
	}
}

// parseTime reads RFC 3339, or a local time of zone, with or without an offset
// behind it.
func parseTime(text string, zone *time.Location) (time.Time, error) {
	text = strings.TrimSpace(norm.NFKC.String(text))
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	for _, layout := range localLayouts() {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
		if t, err := time.Parse(layout+" Z07:00", text); err == nil {
			return t, nil
		}
	}
	for _, abbreviation := range []string{"UTC", "GMT", "Z"} {
		if local, ok := strings.CutSuffix(text, abbreviation); ok && local != "" && zone != time.UTC {
			return parseTime(strings.TrimSpace(local), time.UTC)
		}
	}
	return time.Time{}, incident.Tell(incident.Invalid, "%q is not a time", "%q は時刻ではありません", text)
}

// formatTime writes a time of the timeline in zone: to the minute where that is
// exact, and with its offset only where the local time alone means another
// moment (the hour that a clock change repeats).
func formatTime(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	layout := "2006-01-02 15:04"
	if local.Nanosecond() != 0 {
		layout = "2006-01-02 15:04:05.999999999"
	} else if local.Second() != 0 {
		layout = "2006-01-02 15:04:05"
	}
	text := local.Format(layout)
	if back, err := parseTime(text, zone); err != nil || !back.Equal(t) {
		text = local.Format(layout + " Z07:00")
	}
	return text
}

// formatFrontTime writes a time of the front matter: RFC 3339 in zone.
func formatFrontTime(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.RFC3339Nano)
}
