package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// still is a clock that only sleeping moves, and remembers how long.
type still struct {
	now   time.Time
	slept []time.Duration
}

func (s *still) Now() time.Time { return s.now }
func (s *still) Sleep(_ context.Context, d time.Duration) error {
	s.now = s.now.Add(d)
	s.slept = append(s.slept, d)
	return nil
}

// refuser refuses so many requests, then takes all.
type refuser struct {
	clock    *still
	refusals int
	status   int
	header   func(now time.Time) http.Header
	body     string
	sent     int
}

func (r *refuser) RoundTrip(req *http.Request) (*http.Response, error) {
	r.sent++
	resp := &http.Response{StatusCode: http.StatusCreated, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")), Request: req}
	if r.sent <= r.refusals {
		resp.StatusCode, resp.Body = r.status, io.NopCloser(strings.NewReader(r.body))
		if r.header != nil {
			resp.Header = r.header(r.clock.now)
		}
	}
	return resp, nil
}

func (r *refuser) post(t *testing.T, most time.Duration, told func(time.Duration, string)) (int, error) {
	t.Helper()
	transport := &tickets.Transport{Service: "Jira", Host: "jira", Base: r, Clock: r.clock, MaxWait: most}
	req, err := http.NewRequestWithContext(tickets.OnWait(t.Context(), told), http.MethodPost, "http://jira/rest/api/2/issue", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

const secondary = `{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}`

// TestWaits: how long each word of a limit is waited for, with a little chance
// added, that the wait is told, and that the request is then sent again.
func TestWaits(t *testing.T) {
	header := func(pairs ...string) func(time.Time) http.Header {
		return func(time.Time) http.Header {
			h := http.Header{}
			for i := 0; i < len(pairs); i += 2 {
				h.Set(pairs[i], pairs[i+1])
			}
			return h
		}
	}
	for name, c := range map[string]struct {
		status, refusals int
		header           func(time.Time) http.Header
		body             string
		want             []time.Duration // each at least that, and at most 5 % and 100 ms more
	}{
		"Retry-After":        {403, 1, header("Retry-After", "7"), secondary, []time.Duration{7 * time.Second}},
		"Retry-After of 429": {429, 2, header("Retry-After", "3"), "", []time.Duration{3 * time.Second, 3 * time.Second}},
		"Retry-After before the rest": {403, 1, func(now time.Time) http.Header {
			h := header("Retry-After", "5", "X-RateLimit-Remaining", "0")(now)
			h.Set("X-RateLimit-Reset", strconv.FormatInt(now.Add(time.Hour).Unix(), 10))
			return h
		}, secondary, []time.Duration{5 * time.Second}},
		"Retry-After as a date": {429, 1, func(now time.Time) http.Header {
			return header("Retry-After", now.Add(40*time.Second).UTC().Format(http.TimeFormat))(now)
		}, "", []time.Duration{40 * time.Second}},
		"until the reset": {403, 1, func(now time.Time) http.Header {
			return header("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", strconv.FormatInt(now.Add(90*time.Second).Unix(), 10))(now)
		}, `{"message":"API rate limit exceeded for user ID 1."}`, []time.Duration{91 * time.Second}},
		"without a word":          {429, 3, nil, "", []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute}},
		"a secondary limit alone": {403, 2, nil, secondary, []time.Duration{time.Minute, 2 * time.Minute}},
		"Jira's burst limit":      {429, 2, header("Retry-After", "2", "RateLimit-Reason", "jira-burst-based"), "", []time.Duration{2 * time.Second, 2 * time.Second}},
		"a right that is missing": {403, 1, nil, `{"message":"Resource not accessible by integration"}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := &refuser{clock: &still{now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}, refusals: c.refusals, status: c.status, header: c.header, body: c.body}
			var told []string
			status, err := r.post(t, 0, func(d time.Duration, service string) { told = append(told, fmt.Sprint(d, " ", service)) })
			if err != nil {
				t.Fatal(err)
			}
			if c.want == nil {
				if status != http.StatusForbidden || r.sent != 1 || len(r.clock.slept) != 0 {
					t.Errorf("answered %d after %d requests and %v", status, r.sent, r.clock.slept)
				}
				return
			}
			if status != http.StatusCreated || len(r.clock.slept) != len(c.want) || len(told) != len(c.want) {
				t.Fatalf("answered %d, slept %v, told %v", status, r.clock.slept, told)
			}
			for i, want := range c.want {
				if got := r.clock.slept[i]; got < want || got > want+want/20+100*time.Millisecond || told[i] != fmt.Sprint(got, " Jira") {
					t.Errorf("refusal %d: slept %v, told %q, want %v", i+1, got, told[i], want)
				}
			}
		})
	}
}

// TestWaitsDiffer: two runs that were refused together do not come back together.
func TestWaitsDiffer(t *testing.T) {
	seen := map[time.Duration]bool{}
	for range 20 {
		r := &refuser{clock: &still{now: time.Now()}, refusals: 1, status: 429}
		if _, err := r.post(t, 0, nil); err != nil {
			t.Fatal(err)
		}
		seen[r.clock.slept[0]] = true
	}
	if len(seen) < 10 {
		t.Errorf("20 waits were %d different ones", len(seen))
	}
}

// TestWaitsAreBounded: a limit that would hold longer than a run may wait, at once
// or added up, ends the request, says until when, and is no doubt about a ticket.
func TestWaitsAreBounded(t *testing.T) {
	for name, c := range map[string]struct {
		after string
		slept int
		until string
	}{"at once": {"3600", 0, "10:00:00Z;"}, "added up": {"240", 2, "09:"}} {
		t.Run(name, func(t *testing.T) {
			clock := &still{now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
			r := &refuser{clock: clock, refusals: 99, status: 429, header: func(time.Time) http.Header { return http.Header{"Retry-After": {c.after}} }}
			p, err := github.New(github.Config{BaseURL: "http://jira", Token: "t", Repository: "acme/checkout", Transport: r, Clock: clock, MaxWait: 10 * time.Minute})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = p.Create(t.Context(), tickets.Draft{Marker: "INC-1/AI-1", Title: "T"})
			if incident.CodeOf(err) != incident.Unavailable || tickets.UnknownOutcome(err) || !strings.Contains(fmt.Sprint(err), "GitHub's limit holds until 2026-11-02 "+c.until) {
				t.Errorf("%v (%s)", err, incident.CodeOf(err))
			}
			if len(clock.slept) != c.slept {
				t.Errorf("slept %v", clock.slept)
			}
			if !strings.Contains(incident.Sentence(err, incident.Japanese), "制限が 2026-11-02 ") {
				t.Error(incident.Sentence(err, incident.Japanese))
			}
		})
	}
}

// TestLimitsCountAll: milestones and comments count against GitHub's limits for
// content as issues do. A run that makes a milestone for each ticket, and one that
// closes duplicates with a comment each, provoke no refusal.
func TestLimitsCountAll(t *testing.T) {
	const n = 70
	for name, duplicates := range map[string]bool{"a milestone for each ticket": false, "a comment on each duplicate": true} {
		t.Run(name, func(t *testing.T) {
			g := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot", Limits: true}
			s := calm(g)
			var drafts []tickets.Draft
			for i := range n {
				marker := fmt.Sprintf("INC-2026-0042/AI-%d", i+1)
				drafts = append(drafts, tickets.Draft{Marker: marker, Title: "T", Due: civil.Date{Year: 2027, Month: 1, Day: 1}.AddDays(i), Lang: incident.English})
				for range 2 {
					if duplicates {
						g.Add(fakehub.Issue{Title: "T", Body: tickets.WithMarker("text", marker, civil.Date{})})
					}
				}
			}
			var failed error
			began := s.now
			s.start(func(p *process) {
				provider, err := github.New(github.Config{BaseURL: "http://hub", Token: "t", Repository: "acme/checkout", DueMode: github.DueInMilestone, Transport: p, Clock: p, Timeout: time.Hour})
				opener := tickets.Opener{Provider: provider, Clock: p, Opened: func(tickets.Draft, tickets.Ticket, tickets.Outcome) error { return nil }}
				failed = errors.Join(err, opener.Open(t.Context(), drafts, nil))
			})
			s.run()
			if failed != nil {
				t.Fatal(failed)
			}
			sent := map[string]int{}
			for _, x := range s.server.Log() {
				switch {
				case x.Method == http.MethodPost && strings.HasSuffix(x.URL, "/comments"):
					sent["comments"]++
				case x.Method == http.MethodPost && strings.HasSuffix(x.URL, "/milestones"):
					sent["milestones"]++
				case x.Method == http.MethodPost && strings.HasSuffix(x.URL, "/issues"):
					sent["issues"]++
				}
			}
			t.Logf("%v in %v, %d refusals", sent, s.now.Sub(began), g.Provoked)
			if g.Provoked > 0 {
				t.Errorf("%d refusals provoked", g.Provoked)
			}
			if duplicates && sent["comments"] != n || !duplicates && (sent["milestones"] != n || sent["issues"] != n) {
				t.Errorf("sent %v", sent)
			}
			if took := s.now.Sub(began); took < time.Minute {
				t.Errorf("%d contents within %v", 2*n, took)
			}
		})
	}
}
