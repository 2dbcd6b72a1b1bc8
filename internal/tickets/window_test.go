package tickets_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
)

// TestWindow: a ticket whose create got no answer and that shows only later is
// found by looking again, and no second one is opened: where the create comes true
// only after its answer was given up, and where Jira's search lags behind and the
// issue cannot be read by its key either.
func TestWindow(t *testing.T) {
	akiko := []fakejira.User{{AccountID: "5b10ac8d82e05b22cc7d4ef5", Name: "akiko", Display: "akiko"}}
	lost := func(kind standin.Kind, delay time.Duration, hidden bool) func(*http.Request) standin.Fault {
		first := true
		return func(r *http.Request) standin.Fault {
			switch {
			case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/issue") || r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/issues"):
				if first {
					first = false
					return standin.Fault{Kind: kind, Delay: delay}
				}
			case hidden && strings.Contains(r.URL.Path, "/issue/PAY-"):
				return standin.Fault{Kind: standin.NotImplemented}
			}
			return standin.Fault{}
		}
	}
	for name, c := range map[string]struct {
		hub     *fakehub.GitHub
		work    *fakejira.Jira
		timeout time.Duration
		fault   func(*http.Request) standin.Fault
	}{
		"GitHub, carried out late": {hub: &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}, timeout: 15 * time.Second,
			fault: lost(standin.InFlight, 22*time.Second, false)},
		"Jira Cloud, carried out late": {work: &fakejira.Jira{Project: "PAY", Users: akiko}, timeout: 30 * time.Second,
			fault: lost(standin.InFlight, 65*time.Second, false)},
		"Jira Cloud, the search lags": {work: &fakejira.Jira{Project: "PAY", Users: akiko, Lag: 40 * time.Second}, timeout: 30 * time.Second,
			fault: lost(standin.DropAfter, 0, true)},
		"Jira Data Center, the search lags": {work: &fakejira.Jira{Project: "PAY", DataCenter: true, Users: akiko, Lag: 40 * time.Second}, timeout: 30 * time.Second,
			fault: lost(standin.BadGatewayAfter, 0, true)},
	} {
		t.Run(name, func(t *testing.T) {
			var s *schedule
			if c.hub != nil {
				s = calm(c.hub)
			} else {
				s = calm(c.work)
			}
			s.hub, s.work, s.timeout, s.server.Choose = c.hub, c.work, c.timeout, c.fault
			if c.work != nil {
				c.work.Add(fakejira.Issue{Summary: "older"}, s.now.Add(-time.Hour))
			}
			many(t, s, 1)
			creates := 0
			for _, x := range s.server.Log() {
				if x.Method == http.MethodPost && (strings.HasSuffix(x.URL, "/issue") || strings.HasSuffix(x.URL, "/issues")) {
					creates++
				}
			}
			if _, all := s.open("INC-2026-0042/AI-1"); all != 1 || creates != 1 {
				t.Errorf("%d tickets, %d creates\n%s", all, creates, s.story())
			}
		})
	}
}
