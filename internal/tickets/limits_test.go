package tickets_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// floor is the least time that GitHub's limits for content leave for n tickets:
// 80 a minute and 500 an hour.
func floor(n int) time.Duration {
	hours := (n - 1) / 500
	return time.Duration(hours)*time.Hour + time.Duration(float64((n-1)%500+1)/80*float64(time.Minute))
}

// many opens n tickets on a virtual clock and gives how long that took.
func many(t testing.TB, s *schedule, n int) time.Duration {
	t.Helper()
	return batch(t, s, "INC-2026-0042", n)
}

// batch opens n tickets of an incident in a process of its own.
func batch(t testing.TB, s *schedule, key string, n int) time.Duration {
	t.Helper()
	var err error
	began := s.now
	var took time.Duration
	s.start(func(p *process) {
		provider, e := s.provider(p)
		if e != nil {
			err = e
			return
		}
		var drafts []tickets.Draft
		for i := range n {
			drafts = append(drafts, tickets.Draft{Marker: fmt.Sprintf("%s/AI-%d", key, i+1), Title: "T", Body: "text", Owner: "akiko",
				Due: civil.Date{Year: 2026, Month: 12, Day: 15}, Lang: incident.English})
		}
		opener := tickets.Opener{Provider: provider, Clock: p, Opened: func(tickets.Draft, tickets.Ticket, tickets.Outcome) error { return nil }}
		err = opener.Open(context.Background(), drafts, nil)
		took = s.now.Sub(began)
	})
	s.run()
	if err != nil {
		t.Fatal(err)
	}
	return took
}

func calm(vendor standin.Vendor) *schedule {
	s := &schedule{world: &world{random: rand.New(rand.NewPCG(1, 1)), now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}}
	s.server = &standin.Server{Vendor: vendor, Now: s.Now, Wait: s.wait}
	return s
}

// TestLimits opens many tickets on a stand-in that enforces GitHub's limits: at
// most 1 % above what they leave, without provoking one refusal, and with one
// listing a run.
func TestLimits(t *testing.T) {
	for _, n := range []int{1, 80, 500, 1000} {
		g := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot", Limits: true}
		s := calm(g)
		s.hub = g
		for range 250 {
			g.Add(fakehub.Issue{Title: "other", Created: s.now, Updated: s.now})
		}
		took := many(t, s, n)
		listings := 0
		for _, x := range s.server.Log() {
			if x.Method == "GET" && strings.Contains(x.URL, "/issues?") {
				listings++
			}
		}
		t.Logf("GitHub, %d tickets: %.2f min, floor %.2f min; %d calls, %.2f a ticket, %d of them listings of 250 issues; %d refusals",
			n, took.Minutes(), floor(n).Minutes(), s.requests, float64(s.requests)/float64(n), listings, g.Provoked)
		if took > floor(n)+floor(n)/100+3*time.Second {
			t.Errorf("%d tickets took %v, the limits leave %v", n, took, floor(n))
		}
		if g.Provoked > 0 {
			t.Errorf("%d refusals provoked", g.Provoked)
		}
		if listings != 3 || s.requests > 3+1+n {
			t.Errorf("%d listings and %d calls for %d tickets on 250 issues", listings, s.requests, n)
		}
	}
	for _, n := range []int{3, 100} {
		j := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{{AccountID: "5b10ac8d82e05b22cc7d4ef5", Display: "akiko"}}}
		s := calm(j)
		s.work = j
		many(t, s, n)
		t.Logf("Jira, %d tickets: %d calls, %.2f a ticket", n, s.requests, float64(s.requests)/float64(n))
		if float64(s.requests) > 3*float64(n) {
			t.Errorf("%d calls for %d tickets", s.requests, n)
		}
	}
}

// TestLimitsOverRestarts: programs that run one after the other, as a loop over
// the documents of a repository does, provoke no refusal, since what was sent is
// kept where the next finds it. Without that they do: the negative control.
func TestLimitsOverRestarts(t *testing.T) {
	for _, kept := range []bool{true, false} {
		g := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot", Limits: true}
		s := calm(g)
		s.hub = g
		if kept {
			s.ledger = tickets.NewLedger()
		}
		began := s.now
		for i := range 24 {
			batch(t, s, fmt.Sprintf("INC-2026-%04d", i), 20)
		}
		took := s.now.Sub(began)
		t.Logf("24 runs of 20 tickets, remembered: %v: %.2f min, floor %.2f min, %d refusals", kept, took.Minutes(), floor(480).Minutes(), g.Provoked)
		if kept != (g.Provoked == 0) {
			t.Errorf("remembered: %v, %d refusals provoked", kept, g.Provoked)
		}
		if kept && took > floor(480)+floor(480)/100 {
			t.Errorf("480 tickets took %v, the limits leave %v", took, floor(480))
		}
	}
}
