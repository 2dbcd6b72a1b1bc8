package tickets_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
)

// folder is a document and its journal, as they are on a disk: what is written
// stays, whoever dies.
type folder struct {
	links  map[string]string // by marker
	sent   map[string]time.Time
	locked *process
}

func (f *folder) Begin(marker string, at time.Time) error { f.sent[marker] = at; return nil }
func (f *folder) Drop(marker string) error                { delete(f.sent, marker); return nil }
func (f *folder) Intents() map[string]time.Time           { return maps.Clone(f.sent) }
func (f *folder) End(marker string, inDoubt bool) error {
	if !inDoubt {
		delete(f.sent, marker)
	}
	return nil
}

// schedule is one random course of things.
type schedule struct {
	*world
	hub     *fakehub.GitHub // nil: Jira
	work    *fakejira.Jira
	markers []string
	folders []*folder
	ledger  tickets.Ledger // nil: each process forgets what it sent
	late    bool           // a create was dealt out that comes true only after its answer was given up
}

func newSchedule(seed uint64) *schedule {
	random := rand.New(rand.NewPCG(seed, 7))
	s := &schedule{world: &world{random: random, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), killing: random.Float64() * 0.06}}
	for i := range 1 + random.IntN(4) {
		s.markers = append(s.markers, "INC-2026-0042/AI-"+strconv.Itoa(i+1))
	}
	for range 1 + random.IntN(2) { // two runs in one folder, or two machines with a folder each
		s.folders = append(s.folders, &folder{links: map[string]string{}, sent: map[string]time.Time{}})
	}
	s.server = &standin.Server{Now: s.Now, Wait: s.wait, Choose: s.choose(random.Float64() * 0.35)}
	s.timeout = 15 * time.Second
	if seed%2 == 0 {
		s.hub = &fakehub.GitHub{Repository: "acme/checkout", Login: "bot", FirstIssue: 1 + random.IntN(300)}
		others := random.IntN(10)
		if random.IntN(10) == 0 {
			others = 95 + random.IntN(20) // around a page
		}
		for range others {
			s.hub.Add(fakehub.Issue{Title: "other", Created: s.now, Updated: s.now, PullRequest: random.IntN(4) == 0})
		}
		s.server.Vendor = s.hub
		return s
	}
	s.timeout = 30 * time.Second
	s.work = &fakejira.Jira{Project: "PAY", DataCenter: random.IntN(2) == 0, Lag: time.Duration(random.IntN(50)) * time.Second,
		FirstIssue: 1 + random.IntN(2)*30, Users: []fakejira.User{{AccountID: "5b10ac8d82e05b22cc7d4ef5", Name: "akiko", Display: "akiko"}}}
	for range random.IntN(5) {
		s.work.Add(fakejira.Issue{Summary: "other"}, s.now.Add(-time.Hour))
	}
	s.server.Vendor = s.work
	return s
}

var kinds = []standin.Kind{
	standin.Drop, standin.DropAfter, standin.BadGateway, standin.BadGatewayAfter, standin.Garbled, standin.Late, standin.InFlight,
	standin.Hang, standin.HangAfter, standin.Moved, standin.Limit403, standin.Limit403Silent, standin.Limit429, standin.Limit429Silent,
	standin.LimitPrimary, standin.ServerError, standin.Forbidden, standin.Unauthorized, standin.Unsearchable,
}

func (s *schedule) choose(chance float64) func(*http.Request) standin.Fault {
	return func(r *http.Request) standin.Fault {
		if s.random.Float64() >= chance {
			return standin.Fault{}
		}
		f := standin.Fault{Kind: kinds[s.random.IntN(len(kinds))], Delay: time.Duration(1+s.random.IntN(50)) * time.Second}
		if f.Kind == standin.Forbidden && s.work != nil && strings.Contains(r.URL.Path, "/issue/PAY-") {
			return standin.Fault{} // who may create a ticket may see it
		}
		s.late = s.late || f.Kind == standin.InFlight && r.Method == http.MethodPost
		return f
	}
}

func (s *schedule) provider(p *process) (tickets.Provider, error) {
	if s.hub != nil {
		return github.New(github.Config{BaseURL: "http://hub", Token: "t", Repository: "acme/checkout", Transport: p, Clock: p, Timeout: time.Hour, Ledger: s.ledger})
	}
	user := "bot@example.com"
	if s.work.DataCenter {
		user = ""
	}
	return jira.New(jira.Config{URL: "http://jira", User: user, Token: "t", Project: "PAY", Transport: p, Clock: p, Timeout: time.Hour})
}

// create is one run of "tickets create" on a folder.
func (s *schedule) create(p *process, f *folder) error {
	for f.locked != nil && !f.locked.over {
		p.until(s.now.Add(50 * time.Millisecond))
	}
	f.locked = p
	defer func() { f.locked = nil }()
	provider, err := s.provider(p)
	if err != nil {
		return err
	}
	var drafts, inDoubt []tickets.Draft
	for _, m := range s.markers {
		d := tickets.Draft{Marker: m, Title: m, Body: "text", Owner: "akiko", Due: civil.Date{Year: 2026, Month: 12, Day: 15}, Lang: incident.English}
		if f.links[m] == "" {
			drafts = append(drafts, d)
		} else if _, ok := f.sent[m]; ok {
			inDoubt = append(inDoubt, d)
		}
	}
	opener := tickets.Opener{Provider: provider, Clock: p, Journal: f, Opened: func(d tickets.Draft, t tickets.Ticket, _ tickets.Outcome) error {
		p.until(s.now) // to die before the link is written
		f.links[d.Marker] = t.URL
		p.until(s.now)
		return nil
	}}
	return opener.Open(context.Background(), drafts, inDoubt)
}

// open gives the addresses of the open tickets of a marker, and how many there
// are of any state.
func (s *schedule) open(marker string) (open []string, all int) {
	if s.hub != nil {
		for _, is := range s.hub.Issues {
			if slices.Contains(tickets.MarkersIn(is.Body), marker) {
				all++
				if is.State == "open" {
					open = append(open, "https://github.com/acme/checkout/issues/"+strconv.Itoa(is.Number))
				}
			}
		}
		return open, all
	}
	for _, is := range s.work.Issues {
		if strings.Contains(string(is.Properties["pmtracker"]), `"marker":"`+marker+`"`) {
			all++
			if is.Status != "done" {
				open = append(open, "http://jira/browse/"+is.Key)
			}
		}
	}
	return open, all
}

// TestExactlyOnce runs random schedules of faults and deaths with two processes
// at a time, then one run each without faults, and looks whether each item has
// exactly one open ticket, which every document links.
func TestExactlyOnce(t *testing.T) {
	schedules := 2200
	if text := os.Getenv("PMTRACKER_SCHEDULES"); text != "" {
		schedules, _ = strconv.Atoi(text)
	}
	first := uint64(time.Now().UnixNano() % 1_000_000_000)
	if text := os.Getenv("PMTRACKER_SEED"); text != "" {
		first, _ = strconv.ParseUint(text, 10, 64)
		schedules = 1
	}
	var sum tally
	var next atomic.Uint64
	failures := make(chan string, schedules)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for n := next.Add(1) - 1; n < uint64(schedules) && len(failures) == 0; n = next.Add(1) - 1 {
				if wrong := runSchedule(first+n, &sum); wrong != "" {
					failures <- fmt.Sprintf("seed %d: %s", first+n, wrong)
				}
			}
		})
	}
	workers.Wait()
	close(failures)
	for wrong := range failures {
		t.Error(wrong)
	}
	t.Logf("%d schedules from seed %d: %d items, %d requests, %d processes killed, %d runs failed, %d duplicates healed; always exactly one open ticket, linked",
		schedules, first, sum.items.Load(), sum.requests.Load(), sum.killed.Load(), sum.failed.Load(), sum.healed.Load())
	if schedules >= 2000 && (sum.killed.Load() == 0 || sum.failed.Load() == 0) {
		t.Error("nothing went wrong: the faults do not work")
	}
}

// tally counts over all schedules.
type tally struct{ items, requests, killed, failed, healed atomic.Int64 }

// runSchedule gives what is wrong after a schedule, "" when nothing is.
func runSchedule(seed uint64, sum *tally) string {
	s := newSchedule(seed)
	for range 1 + s.random.IntN(3) {
		for i := range 2 {
			f := s.folders[i%len(s.folders)]
			s.start(func(p *process) {
				p.until(s.now.Add(time.Duration(s.random.IntN(3000)) * time.Millisecond))
				if s.create(p, f) != nil {
					sum.failed.Add(1)
				}
			})
		}
		s.run()
		s.now = s.now.Add(time.Duration(s.random.IntN(60)) * time.Second)
	}
	s.now = s.now.Add(2 * time.Minute) // what is in flight arrives
	s.server.Settle()
	s.now = s.now.Add(2 * time.Minute) // and what was hidden shows
	s.server.Choose, s.killing = nil, 0
	for _, f := range s.folders {
		var last error
		s.start(func(p *process) { last = s.create(p, f) })
		s.run()
		if last != nil {
			return "the last run fails: " + last.Error()
		}
	}
	if s.hub != nil { // whose search lags behind
		for _, x := range s.server.Log() {
			if strings.Contains(x.URL, "/search/") {
				return "it is looked for by searching: " + x.URL
			}
		}
	}
	sum.requests.Add(int64(s.requests))
	sum.killed.Add(int64(s.killed))
	for _, m := range s.markers {
		open, all := s.open(m)
		if len(open) != 1 {
			return fmt.Sprintf("%s has %d open tickets, want 1: %v\n%s", m, len(open), open, s.story())
		}
		for i, f := range s.folders {
			if f.links[m] != open[0] {
				return fmt.Sprintf("document %d links %s for %s, open is %s\n%s", i, f.links[m], m, open[0], s.story())
			}
		}
		if all > 1 && s.hub != nil && len(s.folders) == 1 && !s.late {
			return fmt.Sprintf("%s was opened %d times, though every create was over when it was looked for\n%s", m, all, s.story())
		}
		sum.healed.Add(int64(all - 1))
		sum.items.Add(1)
	}
	return ""
}

func (s *schedule) story() string {
	text := ""
	for _, x := range s.server.Log() {
		text += fmt.Sprintf("%s %s %.60s [%s] %d\n", x.At.Format("15:04:05.000"), x.Method, x.URL, x.Fault, x.Status)
	}
	return text
}
