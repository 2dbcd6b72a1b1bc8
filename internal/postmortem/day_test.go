package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestFixOfDays corrects a due date that is one day in another form, names the two
// days that another can be, and leaves what is no day.
func TestFixOfDays(t *testing.T) {
	for written, want := range map[string]string{
		"30.11.2026":               "2026-11-30",
		"30/11/2026":               "2026-11-30",
		"11/30/2026":               "2026-11-30",
		"11-11-2026":               "2026-11-11",
		"November 30th, 2026":      "2026-11-30",
		"Nov. 30, 2026":            "2026-11-30",
		"30 November 2026":         "2026-11-30",
		"30th of November, 2026":   "2026-11-30",
		"Mon, 30 Nov 2026":         "2026-11-30",
		"Monday 30 november 2026":  "2026-11-30",
		"02-Sept-2026":             "2026-09-02",
		"2026 Dec 1":               "2026-12-01",
		"2026-11-30T00:00:00Z":     "2026-11-30",
		"2026-11-30T00:00:00.000Z": "2026-11-30",
		"2026-11-30 00:00 +09:00":  "2026-11-30",
		"2026/11/30":               "2026-11-30",
		"20261130":                 "2026-11-30",
		"2026年11月30日":              "2026-11-30",
		"2026 年 11 月 30 日（月）":      "2026-11-30",
		"2026年11月30日 月曜日":          "2026-11-30",
		"２０２６年１１月３０日":              "2026-11-30",
		"令和8年11月30日":               "2026-11-30",
		"令和元年5月1日":                 "2019-05-01",
		"R8.11.30":                 "2026-11-30",

		"11/12/2026": "2026-11-12 or 2026-12-11",
		"11.12.2026": "2026-11-12 or 2026-12-11",

		"2026-11-30T15:00:00Z": "not a day",
		"31.11.2026":           "not a day",
		"2026-13-01":           "not a day",
		"Monday":               "not a day",
		"Monthly 2026/11/30":   "not a day",
		"end of November 2026": "not a day",
		"11/30":                "not a day",
	} {
		src := "---\nincident: INC-1\n---\n\n## Action items\n\n### AI-1: x\n\n- Due: " + written + "\n"
		out, _, err := postmortem.Fix("x.md", []byte(src), postmortem.CheckOptions{})
		if err != nil {
			t.Fatal(err)
		}
		fixed := strings.Contains(string(out), "- Due: "+want+"\n")
		if day := strings.HasPrefix(want, "20") && !strings.Contains(want, " or "); day != fixed || !day && !strings.Contains(string(out), "- Due: "+written+"\n") {
			t.Errorf("%s: want %s, got %s", written, want, out[strings.Index(string(out), "- Due"):])
		}
		if message := dueMessage(t, src); !fixed && !strings.Contains(message, want) || fixed && !strings.Contains(message, "is a day in another form") {
			t.Errorf("%s: %s", written, message)
		}
	}
}

func dueMessage(t *testing.T, src string) string {
	t.Helper()
	d, err := postmortem.Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range postmortem.Check(d, postmortem.CheckOptions{Reader: incident.English}).Diagnostics {
		if f.Rule == diagnostic.ActionDue {
			return f.Message
		}
	}
	return ""
}

// TestDueOnTheDayOfTheIncident: the day itself will do, and the words say so.
func TestDueOnTheDayOfTheIncident(t *testing.T) {
	for day, want := range map[string]string{"2026-03-01": "", "2026-03-02": "", "2026-02-28": "set the day of the incident or a later one"} {
		d, err := postmortem.Parse("x.md", []byte("---\nincident: INC-1\noccurred_at: 2026-03-01T09:00:00Z\n---\n\n## Action items\n\n### AI-1: x\n\n- Due: "+day+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			if f.Rule == diagnostic.ActionDue {
				got = f.Suggestion
			}
		}
		if got != want {
			t.Errorf("due on %s: %q, want %q", day, got, want)
		}
	}
}
