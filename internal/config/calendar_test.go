package config_test

import (
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestDigestDayMovesBehindHolidays(t *testing.T) {
	jp, err := config.NewCalendar("jp")
	if err != nil {
		t.Fatal(err)
	}
	none, _ := config.NewCalendar("")
	for _, tc := range []struct {
		day     string
		weekday time.Weekday
		cal     config.Calendar
		want    bool
	}{
		{"2026-11-23", time.Monday, jp, false}, // 勤労感謝の日
		{"2026-11-24", time.Monday, jp, true},
		{"2026-11-25", time.Monday, jp, false},
		{"2026-11-23", time.Monday, none, true},
		{"2026-11-24", time.Monday, none, false},
		{"2026-09-21", time.Monday, jp, false}, // three holidays in a row, the middle one between two
		{"2026-09-22", time.Monday, jp, false},
		{"2026-09-23", time.Monday, jp, false},
		{"2026-09-24", time.Monday, jp, true},
		{"2026-11-28", time.Saturday, jp, true},
		{"2026-11-30", time.Saturday, jp, false},
	} {
		day, err := civil.ParseDate(tc.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := tc.cal.DigestDay(day, tc.weekday); got != tc.want {
			t.Errorf("%s for %s: %v", tc.day, tc.weekday, got)
		}
	}
	if _, err := config.NewCalendar("xx"); incident.CodeOf(err) != incident.Invalid {
		t.Errorf("xx: %v", err)
	}
}
