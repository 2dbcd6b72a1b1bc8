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
		"bare times, no day":       {"", "- 09:00 a\n- 09:05 b\n", "", "timeline-order warning"},
		"a day in the heading":     {"", "## Timeline (2026-03-01)\n\n- 09:00 a\n- 09:05 b\n", "03-01 09:00, 03-01 09:05", ""},
		"full-width times":         {"lang: ja\noccurred_at: 2026-03-01T09:00:00Z", "- ０９：００ a\n- ９時３０分　b\n- ２０２６年３月１日　１０：００：c\n- 11:00：30%が失敗\n", "03-01 09:00, 03-01 09:30, 03-01 10:00, 03-01 11:00", ""},
		"how long is not when":     {"lang: ja\noccurred_at: 2026-03-01T09:00:00Z", "- 09:00 a\n- 2時間後に再確認\n- ２時間半後 b\n- 9時半 c\n", "03-01 09:00, 03-01 09:30", ""},
		"so in a table":            {"", table + "| 2026-03-01 09:00 | a |\n| 2時間後 | b |\n", "03-01 09:00", "timeline-order error"},
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
		"a date beside a time":     {"", "| Date | Time | What happened |\n| --- | --- | --- |\n| 2026-03-01 | 09:00 | a |\n| | 09:05 | b |\n| 〃 | 09:10 | c |\n| 2026-03-02 | 00:10 | d |\n", "03-01 09:00, 03-01 09:05, 03-01 09:10, 03-02 00:10", ""},
		"a date that is none":      {"", "| Date | Time | What happened |\n| --- | --- | --- |\n| 1/3 | 09:00 | a |\n", "", "timeline-order error"},
		"so in Japanese":           {"lang: ja", "| 日時 | 時間 | 内容 |\n|---|---|---|\n| 2026/3/1 | 9:00 | a |\n| 2026/3/1 9:05 | 5分 | b |\n", "03-01 09:00, 03-01 09:05", ""},
		"days above lists":         {"occurred_at: 2026-03-01T09:00:00Z", "### 2026-03-01\n\n- 09:00 a\n- 23:50 b\n\n### March 2, 2026 (Mon)\n\n- 00:10 c\n- 00:05 d\n", "03-01 09:00, 03-01 23:50, 03-02 00:05, 03-02 00:10", "timeline-order error"},
		"days above tables":        {"", "**2026-03-01** (all in UTC)\n\n" + table + "| 09:00 | a |\n\n### 2026-03-02\n\n" + table + "| 10:00 | b |\n", "03-01 09:00, 03-02 10:00", ""},
		"days in a list, a table":  {"", "- 2026-03-01\n  - 09:00 a\n- 2026-03-02\n  - 08:00 b\n", "03-01 09:00, 03-02 08:00", ""},
		"a day's row":              {"", table + "| 2026-03-01 | |\n| 09:00 | a |\n| **2026-03-02** | |\n| 08:00 | b |\n", "03-01 09:00, 03-02 08:00", ""},
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

// TestWhatATimelineSays tells what happened without a word of the time, with what was
// done about it.
func TestWhatATimelineSays(t *testing.T) {
	for timeline, want := range map[string]string{
		"- 09:02～09:10 復旧\n- ０９：１５〜０９：２０：再発\n- 9:22 ~5%が失敗\n- 9:30 検知：警報\n- 9:31 **Declaration:** SEV2\n- 9:32 action:\n- 9:32 **判断**：切り戻す\n- 9:33 影響: 大\n":                      "09:10 復旧|０９：２０：再発|~5%が失敗|[detection] 警報|[declaration] SEV2|action:|[decision] 切り戻す|影響: 大",
		"- 9:10 **停止**が始まる\n- **9:11** – `db` が*遅い*\n- **9:12:** **復旧**\n- **9:13 検知:** 警報\n- **9:14 開始:** 調査\n- *9:15 終了*\n- 9:16 判断: **切り戻す**\n- `9:17 JST` _x_\n* 9:18 *y*\n": "**停止**が始まる|`db` が*遅い*|**復旧**|[detection] 警報|開始: 調査|終了|[decision] **切り戻す**|_x_|*y*",
		"- 9:12頃　証明書が失効\n- 9:20 JST 頃 検知\n":                                                               "証明書が失効|検知",
		"| 時刻 | 事象 | 対応 |\n|---|---|---|\n| 9:12頃 | 失効 | - |\n| 9:50 | - | 切り替え |\n| 9:55 | 再発 | 再起動 |\n": "失効|切り替え|再発（対応: 再起動）",
		"| 時刻 | 対応 |\n|---|---|\n| 9:50 | 切り替え |\n":                                                       "切り替え",
	} {
		d, err := postmortem.Parse("x.md", []byte("---\nlang: ja\ntimezone: Asia/Tokyo\noccurred_at: 2026-03-01T09:00:00+09:00\n---\n\n## 時系列\n\n"+timeline))
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, e := range d.Events() {
			if e.Kind != "" {
				e.Text = "[" + string(e.Kind) + "] " + e.Text
			}
			said = append(said, e.Text)
		}
		if got := strings.Join(said, "|"); got != want {
			t.Errorf("%s\nsays %q, want %q", timeline, got, want)
		}
	}
}
