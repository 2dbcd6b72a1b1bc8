package incident

import "time"

// TimeOfDay reads a time of day as people type it: "23:30", 「２３：３０」. Its date says
// nothing.
func TimeOfDay(text string) (clock time.Time, ok bool) {
	clock, err := time.Parse("15:04", typed(text))
	return clock, err == nil
}

// OnDay gives the moments at which the clocks of a zone show a time of day so many days
// after the day that another moment has there: none, one or two, as WallClock does.
func OnDay(clock, day time.Time, later int, zone *time.Location) []time.Time {
	y, m, d := day.In(zone).Date()
	return WallClock(time.Date(y, m, d+later, clock.Hour(), clock.Minute(), 0, 0, time.UTC), zone)
}

// nearNow is how close to now a time of day has to be for that day to have been meant.
const nearNow = 2 * time.Hour

// Missed gives the moment near now that was meant by a time of day which would be at:
// 03:05, typed at 03:10 for the next report, is no promise for tomorrow, and 03:30 of
// what happened not yesterday's. It is not ok where at itself is near, or nothing is.
func Missed(clock, at, now time.Time, zone *time.Location) (meant time.Time, ok bool) {
	if at.Sub(now).Abs() <= nearNow {
		return at, false
	}
	for later := -1; later <= 1; later++ {
		for _, m := range OnDay(clock, now, later, zone) {
			if m.Sub(now).Abs() <= nearNow {
				return m, true
			}
		}
	}
	return at, false
}
