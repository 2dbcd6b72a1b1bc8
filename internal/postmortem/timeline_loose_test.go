package postmortem_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestTimelinesOfOthers reads times as people write them: in tables, lists and
// headings, with and without a date.
func TestTimelinesOfOthers(t *testing.T) {
	const table = "| Time | What |\n| --- | --- |\n"
	for name, c := range map[string]struct {
		front, timeline string
		times           string // of the events, in UTC
		findings        string // of the timeline's rules
	}{
		"list with dates":          {"", "- 2026-03-01 09:00 a\n- **2026-03-01 09:05**: b\n", "03-01 09:00, 03-01 09:05", ""},
		"bare times, after a day":  {"occurred_at: 2026-03-01T23:00:00Z", "* [23:50] a\n* [00:10] b\n", "03-01 23:50, 03-02 00:10", ""},
		"bare times, no day":       {"", "- 09:00 a\n- 09:05 b\n", "", ""},
		"out of order":             {"", "- 2026-03-01 09:05 a\n- 2026-03-01 09:00 b\n", "03-01 09:00, 03-01 09:05", "timeline-order error"},
		"headings":                 {"", "### 2026-03-01 09:00\n\na\n\n### 9:30\n\nb\n", "03-01 09:00, 03-01 09:30", ""},
		"zone in the header":       {"timezone: UTC", "| Time (JST) | What |\n| --- | --- |\n| 2026-03-01 09:00 | a |\n", "03-01 00:00", ""},
		"about, in Japanese":       {"lang: ja\ntimezone: Asia/Tokyo", table + "| 2026年3月1日 9時05分頃 | a |\n", "03-01 00:05", ""},
		"honestly unknown":         {"", table + "| unknown | a |\n| 2026-03-01 09:00 | b |\n", "03-01 09:00", "timeline-order warning"},
		"no such day":              {"", table + "| 2026-02-30 09:00 | a |\n", "", "timeline-order error"},
		"a day is the whole day":   {"", table + "| 2026-03-01 09:00 | a |\n| 2026-03-01 | b |\n", "03-01 00:00, 03-01 09:00", ""},
		"prose is no timeline":     {"", "See the chat of 2026.\n", "", "timeline-empty error"},
		"list without times":       {"", "- it began\n- it ended\n", "", "timeline-empty error"},
		"table before the list":    {"", table + "| 2026-03-01 09:00 | a |\n\n- 2026-03-01 10:00 note\n", "03-01 09:00", ""},
		"times of several offsets": {"", table + "| 2026-03-01T18:00:00+09:00 | a |\n| 2026-03-01T09:30:00Z | b |\n", "03-01 09:00, 03-01 09:30", ""},
		"halves of the day":        {"", "- 2026-03-01 2:02 PM a\n- 2026-03-01 3 p.m. b\n", "03-01 14:02, 03-01 15:00", ""},
		"halves, in Japanese":      {"lang: ja", table + "| 2026年3月1日（日） 午前0時5分 | a |\n| 2026年3月1日 午後2時02分頃 | b |\n", "03-01 00:05, 03-01 14:02", ""},
		"two ways to read it":      {"", table + "| 2026-03-01 14:00 PM | a |\n| 2026-03-01 午前12時 | b |\n| 2026-03-01 02:00-05:00 | c |\n", "", "timeline-order error, timeline-order error, timeline-order error"},
		"stretches of time":        {"occurred_at: 2026-03-01T09:00:00Z", "- 09:00-09:30 a\n- 2026-03-01 10:00-15:45 b\n- 11:00–11:30 c\n", "03-01 09:00, 03-01 10:00, 03-01 11:00", ""},
		"a zone of many places":    {"timezone: Asia/Tokyo", table + "| 2026-03-01 14:12 EST | a |\n| 2026-03-01 14:12 (XYZ) | b |\n", "", "timeline-order error, timeline-order error"},
		"such a zone in a list":    {"timezone: Asia/Tokyo", "- 2026-03-01 14:12 PST a\n- 2026-03-01 14:12 API is slow\n", "03-01 05:12", "timeline-order error"},
		"such a zone in a header":  {"timezone: Asia/Tokyo", "| Time (CST) | What |\n| --- | --- |\n| 2026-03-01 09:00 | a |\n", "", "timeline-order error"},
		"the document's own zone":  {"timezone: America/New_York", table + "| 2026-03-01 09:00 EST | a |\n| 2026-03-01 09:05 ET | b |\n| 2026-03-01 09:10 EDT | b |\n", "03-01 14:00, 03-01 14:05", "timeline-order error"},
		"offsets by hand":          {"", table + "| 2026-03-01 18:00 UTC+9 | a |\n| 2026-03-01 18:05 +0900 | b |\n| 2026-03-01 18:10 Asia/Tokyo | c |\n", "03-01 09:00, 03-01 09:05, 03-01 09:10", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := postmortem.Parse("x.md", []byte("---\nincident: INC-1\n"+c.front+"\n---\n\n## Timeline\n\n"+c.timeline))
			if err != nil {
				t.Fatal(err)
			}
			var times, findings []string
			for _, e := range d.Events() {
				times = append(times, e.At.In(time.UTC).Format("01-02 15:04"))
			}
			for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
				if f.Rule == diagnostic.TimelineOrder || f.Rule == diagnostic.TimelineEmpty {
					findings = append(findings, string(f.Rule)+" "+string(f.Severity))
				}
			}
			if got := strings.Join(times, ", "); got != c.times {
				t.Errorf("events at %q, want %q", got, c.times)
			}
			if got := strings.Join(findings, ", "); got != c.findings {
				t.Errorf("found %q, want %q", got, c.findings)
			}
		})
	}
}
