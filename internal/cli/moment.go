package cli

import (
	"context"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// momentSense says which moment is meant by a time that does not say all of it.
type momentSense struct {
	among func(moments []time.Time, now time.Time) (time.Time, bool)
	days  []int     // on which a clock time may fall, from that of near, in order; of what is to come, none before today
	near  time.Time // zero: now
}

var (
	happened = momentSense{incident.LastBefore, []int{-1, 0}, time.Time{}} // the latest that has come
	expected = momentSense{incident.FirstAfter, []int{0, 1}, time.Time{}}  // the next that will come
)

// corrected is the sense of a time that puts right when an event happened.
func corrected(event time.Time) momentSense {
	return momentSense{incident.NearestTo(event), []int{-1, 0, 1}, event}
}

// parseMoment reads a time that a person types: RFC 3339; local to zone with or
// without seconds; "15:04", the nearest one in the sense of the flag; "-10m", ten
// minutes ago; in letters of any width. Empty is the zero time.
func parseMoment(flag, text string, sense momentSense, zone *time.Location, now time.Time) (time.Time, error) {
	if text = strings.TrimSpace(norm.NFKC.String(text)); text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if t, ok := localTime(text); ok {
		return chosen(flag, text, incident.WallClock(t, zone), sense, zone, now)
	}
	if t, ok := incident.TimeOfDay(text); ok {
		return clockTime(flag, text, t, sense, zone, now)
	}
	if strings.HasPrefix(text, "-") {
		if d, ok := incident.DurationOf(text); ok {
			return now.Add(d), nil
		}
	}
	if sense.days[0] == 0 {
		return time.Time{}, incident.Tell(incident.Invalid, "--%s: %q is not a time; write 2026-03-01T09:00:00Z, or a time of day such as 09:00", "--%s: %q は時刻ではありません。2026-03-01T09:00:00Z や、09:00 のような時刻を書いてください", flag, text)
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
// yesterday, and before it 00:20 is tomorrow. One that lies just on the other side of now
// is refused: nobody means it to be nearly a day away.
func clockTime(flag, text string, clock time.Time, sense momentSense, zone *time.Location, now time.Time) (time.Time, error) {
	var moments []time.Time
	near := sense.near
	if near.IsZero() {
		near = now
	}
	for _, day := range sense.days {
		that := incident.OnDay(clock, near, day, zone)
		if len(that) == 0 && day == 0 {
			moments = nil // that of another day is not meant by what this one left out
			break
		}
		moments = append(moments, that...)
	}
	at, err := chosen(flag, text, moments, sense, zone, now)
	if meant, missed := incident.Missed(clock, at, now, zone); err == nil && missed && sense.near.IsZero() {
		return at, notThatDay(flag, text, meant, at, now, zone)
	}
	return at, err
}

// notThatDay refuses a time of day that is meant for now and has passed, or is still to
// come; at is the day that it would be.
func notThatDay(flag, text string, meant, at, now time.Time, zone *time.Location) error {
	clock, dated := now.In(zone).Format("15:04"), at.In(zone).Format("2006-01-02T15:04")
	if meant.After(now) {
		return incident.Tell(incident.Invalid, "--%s: %q is still to come (it is %s now); write it with its date, such as %s, or -10m for ten minutes ago", "--%s: %q はまだ来ていません（現在 %s）。%s のように日付を付けるか、10分前なら -10m と書いてください", flag, text, clock, dated)
	}
	return incident.Tell(incident.Invalid, "--%s: %q has passed already (it is %s now); write it with its date, such as %s, or how long until then with --next-in 30m", "--%s: %q はもう過ぎています（現在 %s）。%s のように日付を付けるか、--next-in 30m のように何分後かを書いてください", flag, text, clock, dated)
}

// timesOf gives the zone of an incident, in which show prints its times and those
// without an offset are read, the shell's where no zone was ever configured, and when its events happened, by their ids. Where no time
// is given, nothing is looked up.
func (s *session) timesOf(ctx context.Context, t *tracker.Tracker, key string, given ...string) (*time.Location, map[string]time.Time, error) {
	if strings.Join(given, "") == "" {
		return time.UTC, nil, nil
	}
	shown, err := t.Show(ctx, s.actor, key)
	if err != nil {
		return nil, nil, err
	}
	events := map[string]time.Time{}
	for _, e := range shown.Events {
		events[e.ID] = e.At
	}
	zone := shown.Zone
	if zone == time.UTC && t.Config.Zone == nil {
		zone = time.Local // nobody chose UTC: it is the clock on the wall that people read
	}
	return zone, events, nil
}

func chosen(flag, text string, moments []time.Time, sense momentSense, zone *time.Location, now time.Time) (time.Time, error) {
	at, ok := sense.among(moments, now)
	if !ok {
		return at, incident.Tell(incident.Invalid, "--%s: %q does not exist in %s: the clocks were put forward; write the time with its offset", "--%s: %q は %s に存在しません（夏時間への切り替え）。時差を付けて書いてください", flag, text, zone)
	}
	return at, nil
}
