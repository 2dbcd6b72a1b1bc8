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
		"rolled back the deploy":                   {time.Time{}, incident.KindNote, "rolled back the deploy"},
		"10 min ago rolled back the deploy":        {at(24, 3, 2), incident.KindNote, "rolled back the deploy"},
		"5分前 切り戻しを開始":                              {at(24, 3, 7), incident.KindNote, "切り戻しを開始"},
		"５分前に切り戻しを開始":                              {at(24, 3, 7), incident.KindNote, "切り戻しを開始"},
		"2 hours ago: decision: wait":              {at(24, 1, 12), incident.KindDecision, "wait"},
		"03:05 containment: traffic cut":           {at(24, 3, 5), incident.KindContainment, "traffic cut"},
		"23:50 first alert":                        {at(23, 23, 50), incident.KindNote, "first alert"},
		"昨日 23:50 最初のアラート":                         {at(23, 23, 50), incident.KindNote, "最初のアラート"},
		"2時半 安全化：流量を止めた":                           {at(24, 2, 30), incident.KindContainment, "流量を止めた"},
		"2026-11-20T10:00+09:00 検知: アラート":          {at(20, 10, 0), incident.KindDetection, "アラート"},
		"10 nodes are down":                        {time.Time{}, incident.KindNote, "10 nodes are down"},
		"12:99 is no time":                         {time.Time{}, incident.KindNote, "12:99 is no time"},
		"https://example.com/x":                    {time.Time{}, incident.KindNote, "https://example.com/x"},
		"02:10-02:20 requests failed":              {time.Time{}, incident.KindNote, "02:10-02:20 requests failed"},
		"04:00 decision: wait":                     {time.Time{}, incident.KindNote, "04:00 decision: wait"},
		"18:05 UTC decision: wait":                 {at(24, 3, 5), incident.KindDecision, "wait"},
		"10 min ago":                               {time.Time{}, incident.KindNote, "10 min ago"},
		"hypothesis: the pool of the db ran empty": {time.Time{}, incident.KindHypothesis, "the pool of the db ran empty"},
	} {
		got := parseEntry(line, now, time.Time{}, tokyo)
		if !got.at.Equal(want.at) || got.kind != want.kind || got.text != want.text {
			t.Errorf("%q: got %v %s %q, want %v %s %q", line, got.at, got.kind, got.text, want.at, want.kind, want.text)
		}
	}
}

func FuzzEntry(f *testing.F) {
	f.Add("10 min ago x")
	f.Add("5分前に")
	f.Fuzz(func(t *testing.T, line string) {
		now := time.Unix(1_800_000_000, 0)
		if e := parseEntry(line, now, time.Time{}, time.UTC); !e.kind.Valid() {
			t.Fatalf("%q: %+v", line, e)
		}
	})
}
