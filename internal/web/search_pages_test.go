package web

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestASearchLosesNothingOnItsWay: it leads on to what one page does not hold, its states
// choose among all that match, and its links keep the words.
func TestASearchLosesNothingOnItsWay(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	var oldest string
	for i := range 2*pageSize + 3 {
		in, err := s.tracker.Declare(t.Context(), tracker.CommandLine("@akiko"), tracker.Declaration{Title: fmt.Sprintf("決済 %d", i), Severity: "SEV4"})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			oldest = in.Key
		}
	}
	if err := s.tracker.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SetState(t.Context(), oldest, incident.Closed) }); err != nil {
		t.Fatal(err)
	}
	row, next := regexp.MustCompile(`class="title" href="/incidents/([^"]+)"`), regexp.MustCompile(`<a href="([^"]+)">More that match`)
	seen := map[string]bool{}
	for path, pages := "/?q=決済", 0; path != "" && pages < 4; pages++ {
		page := p.must(p.get(path), 200).body
		for _, m := range row.FindAllStringSubmatch(page, -1) {
			seen[m[1]] = true
		}
		path = ""
		if m := next.FindStringSubmatch(page); m != nil {
			path = html.UnescapeString(m[1])
		}
	}
	if len(seen) != 2*pageSize+3 {
		t.Errorf("the pages of a search show %d incidents", len(seen))
	}
	page := p.must(p.get("/?q=決済&state=closed"), 200).body
	if !strings.Contains(page, oldest) || !strings.Contains(page, `href="/?q=%E6%B1%BA%E6%B8%88&amp;state=open"`) {
		t.Errorf("the closed one is not found, or the words are dropped: %s", plainText(page))
	}
	if a := p.must(p.call("GET", "/incidents?q=決済&state=closed&limit=1", ""), 200); !strings.Contains(a.body, oldest) {
		t.Errorf("the API does not find it: %s", a.body)
	}
	if a := p.must(p.call("GET", "/incidents?q=決済&limit=2", ""), 200); strings.Contains(a.body, `"next":""`) {
		t.Errorf("the API says that this is all: %s", a.body)
	}
	p.must(p.call("GET", "/incidents?after=zzz", ""), 400)
	p.must(p.get("/?after=zzz"), 400)
}
