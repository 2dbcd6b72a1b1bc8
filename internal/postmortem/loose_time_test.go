package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestFixOfTimes corrects a time of the front matter only where it can mean one
// moment.
func TestFixOfTimes(t *testing.T) {
	for written, want := range map[string]string{
		"2026-11-10 2:02 PM":    "2026-11-10T14:02:00+09:00",
		"2026-11-10 12:02 a.m.": "2026-11-10T00:02:00+09:00",
		"2026年11月10日 午後2時2分":    "2026-11-10T14:02:00+09:00",
		"２０２６年１１月１０日（火）１４時０２分頃":     "2026-11-10T14:02:00+09:00",
		"2026年11月10日 14時半":          "2026-11-10T14:30:00+09:00",
		"2026年11月10日 午後3時半頃":        "2026-11-10T15:30:00+09:00",
		"2026.11.10 14:02 JST":      "2026-11-10T14:02:00+09:00",
		"2026.11.10 05:02 UTC":      "2026-11-10T14:02:00+09:00",
		"2026.11.10 00:02 UTC-5":    "2026-11-10T14:02:00+09:00",
		"2026-11-10 14:02 PST":      "",
		"2026-11-10 14:02 pacific":  "",
		"2026-11-10 14:02 PM":       "",
		"2026-11-10 午後":             "",
		"2026-11-10 02:02-05:00":    "",
		"14:02":                     "",
		"2026-11-10 14:02 or 14:05": "",
		"2026-11-10 午前12時":          "",
	} {
		src := "---\nincident: INC-1\ntimezone: Asia/Tokyo\noccurred_at: 2026-11-10T13:00:00+09:00\ndetected_at: " + written + "\n---\n"
		if want == "" {
			want = written
		}
		out, _, err := postmortem.Fix("x.md", []byte(src), postmortem.CheckOptions{})
		if err != nil || !strings.Contains(string(out), "\ndetected_at: "+want+"\n") {
			t.Errorf("%s: want %s, got %s (%v)", written, want, strings.Split(string(out), "\n")[4], err)
		}
	}
}
