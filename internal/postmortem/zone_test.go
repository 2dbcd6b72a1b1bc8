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
		"nothing says it":           {"", "", "Time", nil, "10:02", false},
		"the team":                  {"", "", "Time", berlin, "09:02", false},
		"times in UTC say nothing":  {"occurred_at: 2026-03-01T09:00:00Z\n", "", "Time", berlin, "09:02", false},
		"the document's times":      {offset, "", "Time", nil, "09:02", false},
		"before the team":           {"occurred_at: 2026-03-01T18:00:00+09:00\n", "", "Time", berlin, "01:02", false},
		"times of two offsets":      {offset + "detected_at: 2026-03-01T18:00:00+09:00\n", "", "Time", nil, "10:02", false},
		"the document":              {"timezone: Asia/Tokyo\n" + offset, "", "Time", berlin, "01:02", false},
		"the header":                {"timezone: Asia/Tokyo\n", "", "Time (UTC)", berlin, "10:02", false},
		"the heading":               {"timezone: Asia/Tokyo\n", " (UTC)", "Time", berlin, "10:02", false},
		"the heading, in words":     {"timezone: Asia/Tokyo\n", " (all times in UTC)", "Time", berlin, "10:02", false},
		"the header before it":      {"", " (JST)", "Time (UTC)", nil, "10:02", false},
		"the heading, by the team":  {"", " (CET)", "Time", berlin, "09:02", false},
		"the heading, by its times": {offset, " (CET)", "Time", nil, "09:02", false},
		"the header, by its times":  {offset, "", "Time (CET)", nil, "09:02", false},
		"a heading nobody can tell": {"", " (CST)", "Time", nil, "10:02", true},
		"a heading that names none": {"", " (draft)", "Time", berlin, "09:02", false},
		"in Japanese":               {"", "", "時刻（日本時間）", nil, "01:02", false},
		"the standard time":         {"", "", "時刻 (日本標準時)", nil, "01:02", false},
		"among other words":         {"", "", "時刻(JST、24時間表記)", nil, "01:02", false},
		"twice the same":            {"", "", "Time (JST, UTC+9)", nil, "01:02", false},
		"a city":                    {"", "", "Time (Tokyo)", nil, "01:02", false},
		"a city of two words":       {"", "", "Time (New York time)", nil, "15:02", false},
		"a region nobody can tell":  {"", "", "Time (Pacific)", nil, "", true},
		"a region that is its own":  {"timezone: America/Los_Angeles\n", "", "Time (Pacific)", nil, "18:02", false},
		"an offset with space":      {"", "", "Time (UTC +9)", nil, "01:02", false},
		"a heading in Japanese":     {"", "（日本時間）", "Time", nil, "01:02", false},
		"all times, in Japanese":    {"", "（すべてJST）", "Time", nil, "01:02", false},
		"a topic, in Japanese":      {"", "（時刻はJST）", "Time", nil, "01:02", false},
		"a heading with a day":      {"", " (2026-03-02, JST)", "Time", nil, "01:02", false},
		"two zones":                 {"", "", "Time (JST / UTC)", nil, "10:02", false},
		"no zone":                   {"", " (T+0 = detection)", "Time (24h, MM-DD)", nil, "10:02", false},
		"an offset for a time zone": {"timezone: UTC+05:30\n", "", "Time", nil, "04:32", false},
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
