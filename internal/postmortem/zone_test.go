package postmortem_test

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestWhoseZone finds the zone of a time that says none: the timeline's, the document's,
// that of its own times, the team's, UTC, in this order.
func TestWhoseZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	const offset = "occurred_at: 2026-03-01T10:00:00+01:00\n"
	for name, c := range map[string]struct {
		front, heading, header string
		team                   *time.Location
		want                   string // in UTC
		warned                 bool
	}{
		"nothing says it":            {"", "", "Time", nil, "10:02", false},
		"the team":                   {"", "", "Time", berlin, "09:02", false},
		"times in UTC say nothing":   {"occurred_at: 2026-03-01T09:00:00Z\n", "", "Time", berlin, "09:02", false},
		"the document's times":       {offset, "", "Time", nil, "09:02", false},
		"before the team":            {"occurred_at: 2026-03-01T18:00:00+09:00\n", "", "Time", berlin, "01:02", false},
		"times of two offsets":       {offset + "detected_at: 2026-03-01T18:00:00+09:00\n", "", "Time", nil, "10:02", false},
		"the document":               {"timezone: Asia/Tokyo\n" + offset, "", "Time", berlin, "01:02", false},
		"the header":                 {"timezone: Asia/Tokyo\n", "", "Time (UTC)", berlin, "10:02", false},
		"the heading":                {"timezone: Asia/Tokyo\n", " (UTC)", "Time", berlin, "10:02", false},
		"the heading, in words":      {"timezone: Asia/Tokyo\n", " (all times in UTC)", "Time", berlin, "10:02", false},
		"the header before it":       {"", " (JST)", "Time (UTC)", nil, "10:02", false},
		"the heading, by the team":   {"", " (CET)", "Time", berlin, "09:02", false},
		"the heading, by its times":  {offset, " (CET)", "Time", nil, "09:02", false},
		"the header, by its times":   {offset, "", "Time (CET)", nil, "09:02", false},
		"a heading nobody can tell":  {"", " (CST)", "Time", nil, "10:02", true},
		"a heading that names none":  {"", " (draft)", "Time", berlin, "09:02", false},
		"in Japanese":                {"", "", "時刻（日本時間）", nil, "01:02", false},
		"the standard time":          {"", "", "時刻 (日本標準時)", nil, "01:02", false},
		"among other words":          {"", "", "時刻(JST、24時間表記)", nil, "01:02", false},
		"twice the same":             {"", "", "Time (JST, UTC+9)", nil, "01:02", false},
		"a city":                     {"", "", "Time (Tokyo)", nil, "01:02", false},
		"a city of two words":        {"", "", "Time (New York time)", nil, "15:02", false},
		"a region nobody can tell":   {"", "", "Time (Pacific)", nil, "", true},
		"a region that is its own":   {"timezone: America/Los_Angeles\n", "", "Time (Pacific)", nil, "18:02", false},
		"an offset with space":       {"", "", "Time (UTC +9)", nil, "01:02", false},
		"a heading in Japanese":      {"", "（日本時間）", "Time", nil, "01:02", false},
		"all times, in Japanese":     {"", "（すべてJST）", "Time", nil, "01:02", false},
		"a topic, in Japanese":       {"", "（時刻はJST）", "Time", nil, "01:02", false},
		"a heading with a day":       {"", " (2026-03-02, JST)", "Time", nil, "01:02", false},
		"two zones":                  {"", "", "Time (JST / UTC)", nil, "10:02", false},
		"no zone":                    {"", " (T+0 = detection)", "Time (24h, MM-DD)", nil, "10:02", false},
		"a line: All times are UTC.": {"", "\n\nAll times are UTC.", "Time", berlin, "10:02", false},
		"a line: *All times in UTC*": {"", "\n\n*All times in UTC*", "Time", berlin, "10:02", false},
		"a line: (all times UTC)":    {"", "\n\n(all times UTC)", "Time", berlin, "10:02", false},
		"a line: > Note: all timestamps below are in UTC.":         {"", "\n\n> Note: all timestamps below are in UTC.", "Time", berlin, "10:02", false},
		"a line: Unless otherwise noted, all times are UTC (24h).": {"", "\n\nUnless otherwise noted, all times are UTC (24h).", "Time", berlin, "10:02", false},
		"a line: Timezone: Asia/Tokyo":                             {"", "\n\nTimezone: Asia/Tokyo", "Time", berlin, "01:02", false},
		"a line: Times are given in JST (UTC+9).":                  {"", "\n\nTimes are given in JST (UTC+9).", "Time", berlin, "01:02", false},
		"a line: All times are Pacific (UTC-8); the log was lost.": {"", "\n\nAll times are Pacific (UTC-8); the log was lost.", "Time", berlin, "18:02", false},
		"a line: 時刻はすべてUTC。":                                       {"", "\n\n時刻はすべてUTC。", "Time", berlin, "10:02", false},
		"a line: ※時刻はすべて日本時間です。":                                   {"", "\n\n※時刻はすべて日本時間です。", "Time", berlin, "01:02", false},
		"a line: 全時刻は 2026-03-01 UTC（括弧内は JST）。":                   {"", "\n\n全時刻は 2026-03-01 UTC（括弧内は JST）。", "Time", berlin, "10:02", false},
		"a line: タイムゾーン：ＪＳＴ":                                       {"", "\n\nタイムゾーン：ＪＳＴ", "Time", berlin, "01:02", false},
		"a line: - 時刻は UTC（日本時間は+9時間）":                             {"", "\n\n- 時刻は UTC（日本時間は+9時間）", "Time", berlin, "10:02", false},
		"a line: 以下の時刻は協定世界時（UTC）で統一する。":                           {"", "\n\n以下の時刻は協定世界時（UTC）で統一する。", "Time", berlin, "10:02", false},
		"a line: 2026-03-02 (all times UTC)":                       {"", "\n\n2026-03-02 (all times UTC)", "Time", berlin, "10:02", false},
		"a line: **2026-03-02** UTC":                               {"", "\n\n**2026-03-02** UTC", "Time", berlin, "10:02", false},
		"a line: 2026年3月2日（時刻はJST）":                                {"", "\n\n2026年3月2日（時刻はJST）", "Time", berlin, "01:02", false},
		"a line: The log is in UTC.":                               {"", "\n\nThe log is in UTC.", "Time", berlin, "09:02", false},
		"a line: Times are approximate, the UTC log was lost.":     {"", "\n\nTimes are approximate, the UTC log was lost.", "Time", berlin, "09:02", false},
		"a line: Times in brackets are UTC.":                       {"", "\n\nTimes in brackets are UTC.", "Time", berlin, "09:02", false},
		"a line: 括弧内の時刻はUTC。":                                      {"", "\n\n括弧内の時刻はUTC。", "Time", berlin, "09:02", false},
		"a line: 時刻はUTCのログによる。":                                    {"", "\n\n時刻はUTCのログによる。", "Time", berlin, "09:02", false},
		"a line: Times are UTC in the log and JST in the chat.":    {"", "\n\nTimes are UTC in the log and JST in the chat.", "Time", berlin, "09:02", false},
		"a line: 2026-03-02 (Monday)":                              {"", "\n\n2026-03-02 (Monday)", "Time", berlin, "09:02", false},
		"a line nobody can tell":                                   {"", "\n\nAll times are CST.", "Time", berlin, "09:02", true},
		"a line against timezone:":                                 {"timezone: Asia/Tokyo\noccurred_at: 2026-03-01T19:02:00+09:00\n", "\n\nAll times are UTC.", "Time", nil, "10:02", true},
		"a line as Generate writes it":                             {"timezone: Asia/Tokyo\noccurred_at: 2026-03-01T10:02:00+09:00\n", "\n\nTimes are in Asia/Tokyo; minutes count from the detection.", "Time", nil, "01:02", false},
		"the heading before a line":                                {"", " (JST)\n\nAll times are UTC.", "Time", nil, "01:02", false},
		"the header before a line":                                 {"", "\n\nAll times are UTC.", "Time (JST)", nil, "01:02", false},
		"an offset for a time zone":                                {"timezone: UTC+05:30\n", "", "Time", nil, "04:32", false},
	} {
		src := "---\nincident: INC-1\n" + c.front + "---\n\n## Timeline" + c.heading + "\n\n| " + c.header + " | What |\n| --- | --- |\n| 2026-03-01 10:02 | it began |\n"
		d, err := postmortem.ParseIn("x.md", []byte(src), c.team)
		if err != nil {
			t.Fatal(err)
		}
		if events := d.Events(); c.want == "" && len(events) > 0 || c.want != "" && (len(events) != 1 || events[0].At.UTC().Format("15:04") != c.want) {
			t.Errorf("%s: %v, want %s", name, events, c.want)
		}
		warned := false
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			warned = warned || f.Rule == "timeline-order"
		}
		if warned != c.warned {
			t.Errorf("%s: warned of the zone: %v", name, warned)
		}
	}
}
