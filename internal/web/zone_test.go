package web

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTimesAreReadInTheZoneThatWasShown: on the first visit the zone of the browser is
// known only after the page was made, so the form says in which one it was.
func TestTimesAreReadInTheZoneThatWasShown(t *testing.T) {
	s := newSite(t, nil)
	now := time.Date(2026, 11, 30, 8, 10, 0, 0, time.UTC)
	s.tracker.Now = func() time.Time { return now }
	p := s.person("en")
	base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
	page := p.must(p.get(base), 200).body
	shown := regexp.MustCompile(`name="zone" value="([^"]*)"`).FindStringSubmatch(page)
	if shown == nil || shown[1] != "UTC" {
		t.Fatalf("the form does not say in which zone it is: %q", shown)
	}
	address, _ := url.Parse(s.url)
	p.client.Jar.SetCookies(address, []*http.Cookie{{Name: cookieZone, Value: "America/New_York", Path: "/"}})
	p.must(p.post(base+"/log", "text", "08:06 note: the pool is full", "zone", shown[1]), 303)
	in, err := s.tracker.Show(t.Context(), tracker.CommandLine("@akiko"), base[len("/incidents/"):])
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range in.Events {
		if e.Kind == incident.KindNote && !e.At.Equal(now.Add(-4*time.Minute)) {
			t.Errorf("08:06 on a page in UTC is kept as %s", e.At)
		}
	}
	// What is fetched for the page that is open stands in its zone, too.
	r := p.request(http.MethodGet, base, nil)
	r.Header.Set(zoneHeader, "UTC")
	if again := regexp.MustCompile(`name="zone" value="([^"]*)"`).FindStringSubmatch(p.do(r).body); again == nil || again[1] != "UTC" {
		t.Errorf("the page that is open is fetched in another zone: %q", again)
	}
}
