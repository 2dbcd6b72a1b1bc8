package config

import (
	"time"

	"github.com/golang-sql/civil"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/us"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Calendar knows working days: Monday to Friday without public holidays.
type Calendar struct{ days *cal.BusinessCalendar }

// NewCalendar gives the calendar of a country: "jp", "us", "gb", "de", "fr", or
// "" for none. Another is an Invalid error.
func NewCalendar(country string) (Calendar, error) {
	c := Calendar{cal.NewBusinessCalendar()}
	switch country {
	case "":
	case "jp":
		c.days.AddHoliday(jp.Holidays...)
	case "us":
		c.days.AddHoliday(us.Holidays...)
	case "gb":
		c.days.AddHoliday(gb.Holidays...)
	case "de":
		c.days.AddHoliday(de.Holidays...)
	case "fr":
		c.days.AddHoliday(fr.Holidays...)
	default:
		return Calendar{}, incident.Tell(incident.Invalid, "digest.holidays: there is no calendar %q; use jp, us, gb, de or fr, or leave it out", "digest.holidays: カレンダー %q はありません。jp、us、gb、de、fr のいずれかを使うか、省略してください", country)
	}
	return c, nil
}

// Workday tells whether people work on a day.
func (c Calendar) Workday(day civil.Date) bool {
	return c.days.IsWorkday(time.Date(day.Year, day.Month, day.Day, 12, 0, 0, 0, time.UTC))
}

// Holiday tells whether a day is a public holiday.
func (c Calendar) Holiday(day civil.Date) bool {
	_, observed, _ := c.days.IsHoliday(time.Date(day.Year, day.Month, day.Day, 12, 0, 0, 0, time.UTC))
	return observed
}

// DigestDay tells whether the weekly digest goes out on a day: on its weekday,
// or, where that is a holiday, on the next working day. A team that chose a day
// at the week's end gets it on that day.
func (c Calendar) DigestDay(day civil.Date, weekday time.Weekday) bool {
	planned := day.AddDays(-int((day.In(time.UTC).Weekday() - weekday + 7) % 7))
	if weekday != time.Saturday && weekday != time.Sunday {
		for !c.Workday(planned) && planned.Before(day) {
			planned = planned.AddDays(1)
		}
		if !c.Workday(planned) {
			return false
		}
	}
	return planned == day
}
