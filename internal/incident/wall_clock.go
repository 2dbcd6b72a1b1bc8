package incident

import (
	"slices"
	"time"
)

// ClockDifference is how far ahead another machine's clock may run: what is said to
// have happened later than that after now is in the future.
const ClockDifference = 5 * time.Minute

// WallClock gives the moments at which the clocks of a zone show the date and time
// that local has in its own zone, the earlier first: one; none in the hour that a
// change to summer time leaves out; two in the hour that the change back repeats.
func WallClock(local time.Time, zone *time.Location) []time.Time {
	shown := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), time.UTC)
	var moments []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := shown.Add(near).In(zone).Zone()
		at := shown.Add(-time.Duration(offset) * time.Second).In(zone)
		if at.Format(time.DateTime) == shown.Format(time.DateTime) && !slices.ContainsFunc(moments, at.Equal) {
			moments = append(moments, at)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	return moments
}

// LastBefore gives the last of some moments, in order, that has come by now; where
// none has, the first of them. It is not ok where there is none.
func LastBefore(moments []time.Time, now time.Time) (at time.Time, ok bool) {
	for i, m := range moments {
		if i == 0 || !m.After(now.Add(ClockDifference)) {
			at = m
		}
	}
	return at, len(moments) > 0
}

// NearestTo gives the sense in which a time of day puts right when something happened:
// of some moments, in order, the one nearest to it of those that have come by now. One
// that is still to come and lies within six hours of it can only be a mistake, which
// Happened refuses. It is not ok where there is none.
func NearestTo(event time.Time) func(moments []time.Time, now time.Time) (at time.Time, ok bool) {
	return func(moments []time.Time, now time.Time) (at time.Time, ok bool) {
		for i, m := range moments {
			away := m.Sub(event).Abs()
			if i == 0 || away < at.Sub(event).Abs() && (away < 6*time.Hour || !m.After(now.Add(ClockDifference))) {
				at = m
			}
		}
		return at, len(moments) > 0
	}
}

// FirstAfter gives the first of some moments, in order, that is still to come;
// where none is, the last of them. It is not ok where there is none.
func FirstAfter(moments []time.Time, now time.Time) (at time.Time, ok bool) {
	for _, m := range moments {
		if at = m; m.After(now) {
			break
		}
	}
	return at, len(moments) > 0
}

// Happened refuses a time in the future for what is said to have happened: nothing
// in the timeline can be taken back, and durations would count to it.
func Happened(at, now time.Time, zone *time.Location) error {
	if !at.After(now.Add(ClockDifference)) {
		return nil
	}
	const layout = "2006-01-02 15:04 MST"
	return Tell(Invalid, "%s is in the future: it is %s now; give the time at which it happened", "%s は未来の時刻です（現在 %s）。実際に起きた時刻を指定してください", at.In(zone).Format(layout), now.In(zone).Format(layout))
}
