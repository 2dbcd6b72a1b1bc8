package web

import (
	"bufio"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// paperWithItems gives a postmortem with an action item that has a title.
func paperWithItems(text, title string) string {
	return text + "\n### AI-1: " + title + "\n- Kind: prevent\n- Owner: @ben\n- Due: 2099-01-31\n- After: " + title + "\n"
}

// TestTheCalendarIsFolded: no line of the calendar has more than 75 octets, and none
// is cut in the middle of a letter (RFC 5545, section 3.1); unfolded it says what the
// item says.
func TestTheCalendarIsFolded(t *testing.T) {
	p := newSite(t, nil).person("ja")
	base := "/incidents/" + p.recovered("決済が失敗する")
	title := strings.Repeat("デプロイ基盤が2分以内に自動で切り戻し当番を呼び出す𠮷", 8)
	was := p.must(p.get(base+"/postmortem.md"), 200).body
	p.must(p.post(base+"/edit", "base", "1", "text", paperWithItems(was, title)), 303)
	calendar := p.must(p.get("/items.ics"), 200).body
	long := 0
	for lines := bufio.NewScanner(strings.NewReader(calendar)); lines.Scan(); {
		line := lines.Text()
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets, valid %v: %q", len(line), utf8.ValidString(line), line)
		}
		if strings.HasPrefix(line, " ") {
			long++
		}
	}
	if long < 10 || strings.Count(calendar, "\n") != strings.Count(calendar, "\r\n") {
		t.Errorf("%d lines are folded", long)
	}
	if !strings.Contains(strings.ReplaceAll(calendar, "\r\n ", ""), "AI-1 "+title) {
		t.Error("unfolded it does not say what the item says")
	}
}

// TestTrendsAreFresh: what was just changed is in the trends, though they are kept.
func TestTrendsAreFresh(t *testing.T) {
	s := newSite(t, nil)
	on := civil.DateOf(s.tracker.Now())
	for n := range 3 {
		for range 2 { // the second time from what is kept
			got, err := s.tracker.Trends(t.Context(), tracker.CommandLine("@akiko"), on, 10)
			if err != nil || len(got.Courses) != n {
				t.Fatalf("%d incidents in the trends, not %d: %v", len(got.Courses), n, err)
			}
		}
		if _, err := s.tracker.Declare(t.Context(), tracker.CommandLine("@akiko"), tracker.Declaration{Title: "x", Severity: "SEV3"}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOneDayLate: a day is one day in words, and two are two.
func TestOneDayLate(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	base := "/incidents/" + p.recovered("Checkout answers 500")
	was := p.must(p.get(base+"/postmortem.md"), 200).body
	p.must(p.post(base+"/edit", "base", "1", "text", paperWithItems(was, "Roll back at once")), 303)
	for day, want := range map[int]string{1: "1 day late", 2: "2 days late"} {
		s.tracker.Now = func() time.Time { return time.Date(2099, 2, day, 12, 0, 0, 0, time.UTC) }
		if page := p.must(p.get("/items"), 200).body; !strings.Contains(page, ">"+want+"<") {
			t.Errorf("the list lacks %q", want)
		}
	}
}
