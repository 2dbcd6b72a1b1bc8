package web

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestEntryUnderstandsTimeAndKind(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*3600)
	now := time.Date(2026, 11, 24, 3, 12, 40, 0, tokyo)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, tokyo) }
	for line, want := range map[string]entry{
		"rolled back the deploy":                   {now, incident.KindNote, "rolled back the deploy"},
		"10 min ago rolled back the deploy":        {at(24, 3, 2), incident.KindNote, "rolled back the deploy"},
		"5分前 切り戻しを開始":                              {at(24, 3, 7), incident.KindNote, "切り戻しを開始"},
		"５分前に切り戻しを開始":                              {at(24, 3, 7), incident.KindNote, "切り戻しを開始"},
		"2 hours ago: decision: wait":              {at(24, 1, 12), incident.KindDecision, "wait"},
		"03:05 containment: traffic cut":           {at(24, 3, 5), incident.KindContainment, "traffic cut"},
		"23:50 first alert":                        {at(23, 23, 50), incident.KindNote, "first alert"},
		"昨日 23:50 最初のアラート":                         {at(23, 23, 50), incident.KindNote, "最初のアラート"},
		"2時半 安全化：流量を止めた":                           {at(24, 2, 30), incident.KindContainment, "流量を止めた"},
		"2026-11-20T10:00+09:00 検知: アラート":          {at(20, 10, 0), incident.KindDetection, "アラート"},
		"10 nodes are down":                        {now, incident.KindNote, "10 nodes are down"},
		"12:99 is no time":                         {now, incident.KindNote, "12:99 is no time"},
		"https://example.com/x":                    {now, incident.KindNote, "https://example.com/x"},
		"10 min ago":                               {now, incident.KindNote, "10 min ago"},
		"hypothesis: the pool of the db ran empty": {now, incident.KindHypothesis, "the pool of the db ran empty"},
	} {
		got := parseEntry(line, now, tokyo)
		if !got.at.Equal(want.at) || got.kind != want.kind || got.text != want.text {
			t.Errorf("%q: got %v %s %q, want %v %s %q", line, got.at, got.kind, got.text, want.at, want.kind, want.text)
		}
	}
}

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
		if got, _, ok := leadingTime(c.line, now, c.was, tokyo); !ok || !got.Equal(c.want) {
			t.Errorf("%q of %v: got %v, want %v", c.line, c.was, got, c.want)
		}
	}
}

func FuzzEntry(f *testing.F) {
	f.Add("10 min ago x")
	f.Add("5分前に")
	f.Fuzz(func(t *testing.T, line string) {
		now := time.Unix(1_800_000_000, 0)
		if e := parseEntry(line, now, time.UTC); !e.kind.Valid() || e.at.IsZero() && line != "" && e.at.Year() > 1 {
			t.Fatalf("%q: %+v", line, e)
		}
	})
}
