package incident

import (
	"testing"
	"time"
)

// TestACorrectedTimeOfDayIsNearWhatItCorrects: the next day, 09:25 is still that of the
// line which it puts right, and never one to come.
func TestACorrectedTimeOfDayIsNearWhatItCorrects(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*3600)
	now := time.Date(2026, 11, 24, 11, 0, 0, 0, tokyo)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, tokyo) }
	for _, c := range []struct {
		line      string
		was, want time.Time
	}{
		{"09:25 it was then", at(23, 9, 52), at(23, 9, 25)}, {"9時25分に止めた", at(20, 9, 52), at(20, 9, 25)},
		{"23:50 it was then", at(23, 0, 10), at(22, 23, 50)}, {"00:10 it was then", at(22, 23, 50), at(23, 0, 10)},
		{"12:00 it was then", at(24, 1, 0), at(23, 12, 0)}, {"10 min ago it was then", at(20, 9, 0), at(24, 10, 50)},
		{"昨日の9:25 に止めた", at(20, 9, 0), at(23, 9, 25)},
	} {
		if got, _, ok := LeadingTime(c.line, now, c.was, tokyo); !ok || !got.Equal(c.want) {
			t.Errorf("%q of %v: got %v, want %v", c.line, c.was, got, c.want)
		}
	}
}

// TestHoursAreNoTimeOfDay: 「2時間後」 says how long it took.
func TestHoursAreNoTimeOfDay(t *testing.T) {
	now := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	for _, line := range []string{"2時間後に再起動した", "２時間半で復旧した", "1時間おきに確認する", "昨日の2時間の停止"} {
		if at, rest := TimeFirst(line, now, time.UTC); !at.IsZero() || rest != line {
			t.Errorf("%q: %v, %q", line, at, rest)
		}
	}
}
