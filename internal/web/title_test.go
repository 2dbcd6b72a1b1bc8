package web

import (
	"html"
	"testing"
)

// TestEveryPageNamesItself: of two tabs of one incident a reader sees by the title which
// page each shows.
func TestEveryPageNamesItself(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		p := newSite(t, nil).person(lang)
		base := "/incidents/" + p.recovered("Checkout fails")
		early := p.must(p.post("/declare", "title", "Search fails", "severity", "SEV3"), 303).location
		titles := map[string]string{}
		for _, path := range []string{base, base + "/review", base + "/edit", base + "/history", base + "/reports", base + "/reports/first", base + "/reports/completion", base + "/recover", base + "/decide", base + "/comments?revision=1&line=20", early, early + "/review"} {
			title := html.UnescapeString(between(p.must(p.get(path), 200).body, "<title>", "</title>"))
			if other, taken := titles[title]; taken {
				t.Errorf("%s and %s are both titled %q", path, other, title)
			}
			titles[title] = path
		}
	}
}
