package tracker_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

const (
	fromEarlier = "text\n\n- Owner: @ben\n- Due: 2026-04-01\n\n<!-- pmtracker:" + seenKey + "/AI-1 -->\n"
	benAtJira   = "712020:ca9d4a5b-0000"
)

// TestWhatOpeningWasToldIsKept: of a ticket that it opened, or found by its mark, the page
// says at once what a sync says after it, and nothing more was asked for that. What opening
// was not told stays unasked.
func TestWhatOpeningWasToldIsKept(t *testing.T) {
	board := func(f string) func(*github.Config) {
		return func(c *github.Config) { c.DueMode, c.Project, c.ProjectField = github.DueInProject, "7", f }
	}
	for name, c := range map[string]struct {
		vendor   standin.Vendor
		config   func(*github.Config)
		fault    standin.Rule
		requests int // as many as before anything was kept
		unasked  bool
		says     string // in G4; empty: it holds
	}{
		"GitHub":                {vendor: hubWith(), requests: 3},
		"found at GitHub":       {vendor: hubWith(fakehub.Issue{Title: "Deploys roll back by themselves", Body: fromEarlier, Assignees: []string{"ben"}}), requests: 1},
		"found, of somebody":    {vendor: hubWith(fakehub.Issue{Title: "Deploys roll back by themselves", Body: fromEarlier, Assignees: []string{"kim"}}), requests: 1, says: "is assigned to kim"},
		"dropped by GitHub":     {vendor: &fakehub.GitHub{Repository: "acme/checkout", Login: "bot", NoPush: true}, requests: 3, says: "is assigned to nobody"},
		"on a project":          {vendor: hubWith(), config: board("Due date"), requests: 6},
		"not on the project":    {vendor: hubWith(), config: board("No such field"), requests: 4, unasked: true},
		"a project, found":      {vendor: hubWith(fakehub.Issue{Title: "Deploys roll back by themselves", Body: fromEarlier, Assignees: []string{"ben"}}), config: board("Due date"), requests: 5, unasked: true},
		"Jira Cloud":            {vendor: work(false), requests: 7},
		"Jira Data Center":      {vendor: work(true), requests: 8},
		"dropped by Jira":       {vendor: work(false), fault: standin.Rule{Method: http.MethodPost, Path: "/issue", Fault: standin.Fault{Kind: standin.DropFields}}, requests: 7, says: "is assigned to nobody"},
		"not to be read at all": {vendor: work(false), fault: standin.Rule{Method: http.MethodGet, Path: "/issue/PAY-1", Fault: standin.Fault{Kind: standin.Forbidden}}, requests: 8, unasked: true},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachStore(t, func(t *testing.T, s *store.Store) {
				rules := &standin.Rules{}
				rules.Set(c.fault)
				server := &standin.Server{Vendor: anew(c.vendor), Choose: rules.Choose}
				at := httptest.NewServer(server)
				t.Cleanup(at.Close)
				tr := newTracker(s)
				tr.Provider = func() (tickets.Provider, error) { return providerOf(c.vendor, at.URL, c.config) }
				importUnlinked(t, tr)
				must(t, tr.CreateTickets(t.Context(), akiko, seenKey, tracker.TicketRun{}))
				if n := len(server.Log()); n != c.requests {
					t.Errorf("%d requests, want %d", n, c.requests)
				}
				rules.Set()
				first := saysOfTickets(t, tr)
				if unasked := len(first.Unasked) > 0; unasked != c.unasked {
					t.Fatalf("not asked: %v", first.Unasked)
				}
				if said := messages(first); c.says == "" != (said == "") || !strings.Contains(said, c.says) {
					t.Errorf("G4 says %q, want %q", said, c.says)
				}
				_, err := tr.SyncTickets(t.Context(), akiko, []string{seenKey}, tracker.SyncShow)
				must(t, err)
				if then := saysOfTickets(t, tr); !c.unasked && !slices.Equal(ticketUnmet(first), ticketUnmet(then)) {
					t.Errorf("the page says\n%+v, after a sync\n%+v", ticketUnmet(first), ticketUnmet(then))
				}
			})
		})
	}
}

// TestWhatLinkingWasToldIsKept, and on a closed ticket the item counts as done at once.
func TestWhatLinkingWasToldIsKept(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		hub := hubWith(fakehub.Issue{Title: "One", Body: "Due: 2026-05-01", Assignees: []string{"ben"}}, fakehub.Issue{Title: "Two", Body: "Due: 2026-04-01", Assignees: []string{"ben"}})
		hub.Issues[1].State = "closed"
		at := httptest.NewServer(&standin.Server{Vendor: hub})
		t.Cleanup(at.Close)
		tr := newTracker(s)
		tr.Provider = func() (tickets.Provider, error) { return providerOf(hub, at.URL, nil) }
		importUnlinked(t, tr)
		_, _, err := tr.LinkTicket(t.Context(), akiko, seenKey, "AI-1", "#1")
		must(t, err)
		if g := saysOfTickets(t, tr); len(g.Unasked) > 0 || !strings.Contains(messages(g), "has 2026-05-01") {
			t.Errorf("G4 says %q, not asked %v", messages(g), g.Unasked)
		}
		_, _, err = tr.LinkTicket(t.Context(), akiko, seenKey, "AI-1", "#2")
		must(t, err)
		v, err := tr.View(t.Context(), vic, seenKey, incident.English)
		must(t, err)
		if len(v.Gate.Unasked) > 0 || messages(v.Gate) != "" || v.Items[0].State != store.ItemDone {
			t.Errorf("G4 says %q, not asked %v, the item is %s", messages(v.Gate), v.Gate.Unasked, v.Items[0].State)
		}
	})
}

func hubWith(issues ...fakehub.Issue) *fakehub.GitHub {
	hub := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot", Board: &fakehub.Board{Number: 7, Field: "Due date", Dates: map[int]string{}}}
	for _, is := range issues {
		hub.Add(is)
	}
	return hub
}

func work(dataCenter bool) *fakejira.Jira {
	return &fakejira.Jira{Project: "PAY", DataCenter: dataCenter, Users: []fakejira.User{{AccountID: benAtJira, Name: "ben", Display: "Ben", Email: "ben@example.com"}}}
}

// anew is a vendor on which nothing has happened yet.
func anew(v standin.Vendor) standin.Vendor {
	if j, ok := v.(*fakejira.Jira); ok {
		return work(j.DataCenter)
	}
	hub := *v.(*fakehub.GitHub)
	hub.Issues = slices.Clone(hub.Issues)
	if hub.Board != nil {
		hub.Board = &fakehub.Board{Number: 7, Field: "Due date", Dates: map[int]string{}}
	}
	return &hub
}

func providerOf(v standin.Vendor, url string, also func(*github.Config)) (tickets.Provider, error) {
	if j, ok := v.(*fakejira.Jira); ok {
		c := jira.Config{URL: url, User: "bot@example.com", Token: "t", Project: "PAY"}
		if j.DataCenter {
			c.User = ""
		}
		return jira.New(c)
	}
	c := github.Config{BaseURL: url, Token: "t", Repository: "acme/checkout"}
	if also != nil {
		also(&c)
	}
	return github.New(c)
}

// importUnlinked imports a postmortem with one action item, which links no ticket.
func importUnlinked(t *testing.T, tr *tracker.Tracker) {
	t.Helper()
	text := "---\nincident: " + seenKey + "\ntitle: T\nseverity: SEV2\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: a\n---\n## Action items\n\n" +
		strings.Replace(item, "- Ticket: https://github.com/acme/checkout/issues/1\n", "", 1)
	path := filepath.Join(t.TempDir(), "p.md")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	_, err := tr.Import(t.Context(), tracker.CommandLine(akiko.Name), []string{path})
	must(t, err)
}

func saysOfTickets(t *testing.T, tr *tracker.Tracker) tracker.Closing {
	t.Helper()
	v, err := tr.View(t.Context(), vic, seenKey, incident.English)
	must(t, err)
	return v.Gate
}

// messages joins what G4 says.
func messages(c tracker.Closing) string {
	var all []string
	for _, u := range ticketUnmet(c) {
		all = append(all, u.Message)
	}
	return strings.Join(all, "; ")
}
