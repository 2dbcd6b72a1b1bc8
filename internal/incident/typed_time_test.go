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
		if at, rest := TimeFirst(line, now, time.Time{}, time.UTC); !at.IsZero() || rest != line {
			t.Errorf("%q: %v, %q", line, at, rest)
		}
	}
}

// TestALineIsOfATimeThatPlainlyPassed: what is said of a stretch, of several times, of one
// to come, or about a time stays whole and is of now.
func TestALineIsOfATimeThatPlainlyPassed(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*3600)
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, tokyo)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, tokyo) }
	for _, c := range []struct {
		line string
		want time.Time
		rest string
	}{
		{"08:10 deploy", at(24, 8, 10), "deploy"}, {"08:10: is the pool full?", at(24, 8, 10), "is the pool full?"},
		{"08:10 - rolled back", at(24, 8, 10), "rolled back"}, {"08:10 — 3 nodes down", at(24, 8, 10), "3 nodes down"}, {"8:10, 3 nodes down", at(24, 8, 10), "3 nodes down"},
		{"08:10: 08:05 was the deploy", at(24, 8, 10), "08:05 was the deploy"}, {"09:10:30 alert", at(24, 9, 10).Add(30 * time.Second), "alert"},
		{"23:50 first alert", at(23, 23, 50), "first alert"}, {"10 min ago: is it down?", at(24, 9, 50), "is it down?"}, {"10:03 by another clock", at(24, 10, 3), "by another clock"},
		{"8時10分切り戻し", at(24, 8, 10), "切り戻し"}, {"８：１０に切り戻した", at(24, 8, 10), "切り戻した"}, {"8:10 に切り戻した", at(24, 8, 10), "切り戻した"}, {"8:10 はじめて失敗", at(24, 8, 10), "はじめて失敗"},
		{"8時半、安全化: 止めた", at(24, 8, 30), "安全化: 止めた"}, {"5分前切り戻し", at(24, 9, 55), "切り戻し"}, {"昨日の15時に再起動", at(23, 15, 0), "再起動"},
		// the zone named behind it
		{"00:10 UTC deploy", at(24, 9, 10), "deploy"}, {"08:10 JST deploy", at(24, 8, 10), "deploy"}, {"08:10 (JST): deploy", at(24, 8, 10), "deploy"}, {"00:10Z deploy", at(24, 9, 10), "deploy"},
		{"01:40 UTC+2 deploy", at(24, 8, 40), "deploy"}, {"8:10（日本時間）デプロイ", at(24, 8, 10), "デプロイ"}, {"00:10 UTCにデプロイ", at(24, 9, 10), "デプロイ"},
		{"2026-11-24 00:10 UTC deploy", at(24, 9, 10), "deploy"}, {"08:10 DB is down", at(24, 8, 10), "DB is down"}, {"08:10 Checkout/Payments fail", at(24, 8, 10), "Checkout/Payments fail"},
		{"08:10 EST deploy", time.Time{}, ""}, {"08:10 Europe/Berlin deploy", time.Time{}, ""},
		// stretches and lists
		{"08:10-08:20 requests failed", time.Time{}, ""}, {"8:10 to 8:20 requests failed", time.Time{}, ""}, {"08:10 – 08:20: requests failed", time.Time{}, ""}, {"08:10 UTC - 08:20 UTC errors", time.Time{}, ""},
		{"08:10, 08:15 and 08:20: alerts", time.Time{}, ""}, {"08:10 and 08:20 alerts", time.Time{}, ""}, {"8:10-20 requests failed", time.Time{}, ""}, {"08:10 until they gave up", time.Time{}, ""},
		{"8:10〜8:20 失敗", time.Time{}, ""}, {"8:10 〜 8:20 失敗", time.Time{}, ""}, {"8時10分〜8時20分 失敗", time.Time{}, ""}, {"8時から失敗", time.Time{}, ""}, {"8:10、8:15、8:20 に失敗", time.Time{}, ""},
		{"8時10分と8時20分に失敗", time.Time{}, ""}, {"8:10から失敗", time.Time{}, ""}, {"8:10 から失敗", time.Time{}, ""}, {"5分前から失敗", time.Time{}, ""}, {"3時間続いている", time.Time{}, ""}, {"5分前後で直る", time.Time{}, ""},
		// to come
		{"11:00 next check", time.Time{}, ""}, {"15:00 vendor calls back", time.Time{}, ""}, {"11時に確認", time.Time{}, ""}, {"15時にベンダーから電話", time.Time{}, ""}, {"15:00 明日の作業", time.Time{}, ""},
		{"2026-11-25 10:00 the vendor comes", time.Time{}, ""}, {"10:30 JST restart", time.Time{}, ""},
		// sentences about a time, and what is none
		{"15:00 is when the vendor will call back", time.Time{}, ""}, {"08:10 was too early", time.Time{}, ""}, {"2 hours ago was the last deploy", time.Time{}, ""}, {"now that it is up we wait", time.Time{}, ""},
		{"8時には直っていた", time.Time{}, ""}, {"8時頃に失敗", time.Time{}, ""}, {"8:10 は誤報", time.Time{}, ""}, {"8:10 pm deploy", time.Time{}, ""}, {"次の確認は11:00", time.Time{}, ""}, {"08:10", time.Time{}, ""},
	} {
		if c.rest == "" {
			c.rest = c.line
		}
		if got, rest := TimeFirst(c.line, now, at(24, 9, 20), tokyo); !got.Equal(c.want) || rest != c.rest {
			t.Errorf("%q: got %v %q, want %v %q", c.line, got, rest, c.want, c.rest)
		}
	}
	// The day after, a time of day is that of the incident; one that comes soon is not.
	for line, want := range map[string]time.Time{"15:00 deploy": at(23, 15, 0), "11:00 deploy": {}, "23:50 alert": at(23, 23, 50)} {
		if got, _ := TimeFirst(line, now, at(23, 9, 0), tokyo); !got.Equal(want) {
			t.Errorf("the day after, %q: got %v, want %v", line, got, want)
		}
	}
}
