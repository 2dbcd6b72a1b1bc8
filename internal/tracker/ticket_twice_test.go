package tracker_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

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

const twiceKey = "INC-2026-0050"

// twice is a ticket system in which tickets 1 and 3 are of the first item, and 2
// and 4 of the second.
type twice struct {
	provider tickets.Provider
	address  func(n int) string
	open     func(n int) bool
	said     func(n int) string // the comments on a ticket
}

func twiceAtGitHub(t *testing.T) *twice {
	hub := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}
	for i := range 4 {
		marker := fmt.Sprintf("%s/AI-%d", twiceKey, i%2+1)
		hub.Add(fakehub.Issue{Title: "One", Body: "text\n\n<!-- pmtracker:" + marker + " -->\n"})
	}
	server := httptest.NewServer(&standin.Server{Vendor: hub})
	t.Cleanup(server.Close)
	p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
	must(t, err)
	return &twice{p, func(n int) string { return fmt.Sprintf("https://github.com/acme/checkout/issues/%d", n) },
		func(n int) bool { return hub.Issues[n-1].State == "open" },
		func(n int) string { return strings.Join(hub.Issues[n-1].Comments, "\n") }}
}

func twiceAtJira(dataCenter bool) func(t *testing.T) *twice {
	return func(t *testing.T) *twice {
		work := &fakejira.Jira{Project: "PAY", DataCenter: dataCenter}
		for i := range 4 {
			work.Add(fakejira.Issue{Summary: "One", Labels: []string{fmt.Sprintf("pm-%s-AI-%d", twiceKey, i%2+1)},
				Properties: map[string]json.RawMessage{"pmtracker": json.RawMessage(fmt.Sprintf(`{"marker":"%s/AI-%d"}`, twiceKey, i%2+1))}}, time.Now().Add(-time.Hour))
		}
		server := httptest.NewServer(&standin.Server{Vendor: work})
		t.Cleanup(server.Close)
		user := "bot@example.com"
		if dataCenter {
			user = ""
		}
		p, err := jira.New(jira.Config{URL: server.URL, User: user, Token: "t", Project: "PAY"})
		must(t, err)
		return &twice{p, func(n int) string { return fmt.Sprintf("%s/browse/PAY-%d", server.URL, n) },
			func(n int) bool { return work.Issues[n-1].Status != "done" },
			func(n int) string { return strings.Join(work.Issues[n-1].Comments, "\n") }}
	}
}

// TestTwiceOpened: of two tickets of one item the lowest stays, the other is closed
// as its duplicate with a comment that names it, the document links the one that
// stays although it linked the other, and the audit log says so. "create" does so
// for an item without a link, "sync" for one with.
func TestTwiceOpened(t *testing.T) {
	for name, system := range map[string]func(*testing.T) *twice{"GitHub": twiceAtGitHub, "Jira Cloud": twiceAtJira(false), "Jira Data Center": twiceAtJira(true)} {
		t.Run(name, func(t *testing.T) {
			storetest.EachStore(t, func(t *testing.T, s *store.Store) { twiceOpened(t, s, system(t)) })
		})
	}
}

func twiceOpened(t *testing.T, s *store.Store, at *twice) {
	ctx := context.Background()
	tr := newTracker(s)
	tr.Provider = func() (tickets.Provider, error) { return at.provider, nil }
	text := "---\nincident: " + twiceKey + "\ntitle: T\nseverity: SEV2\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: a\n---\n### AI-1: One\n\n### AI-2: One\n- Ticket: " + at.address(4) + "\n"
	path := filepath.Join(t.TempDir(), "p.md")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	_, err := tr.Import(ctx, tracker.CommandLine(akiko.Name), []string{path})
	must(t, err)

	var told []tracker.OpenedTicket
	must(t, tr.CreateTickets(ctx, akiko, twiceKey, tracker.TicketRun{Opened: func(o tracker.OpenedTicket) { told = append(told, o) }}))
	if len(told) != 1 || told[0].Ticket != at.address(1) || !told[0].Found || len(told[0].Closed) != 1 || told[0].Closed[0] != at.address(3) {
		t.Errorf("create tells %+v", told)
	}
	synced, err := tr.SyncTickets(ctx, akiko, []string{twiceKey}, tracker.SyncShow)
	must(t, err)
	if len(synced) != 2 || synced[1].Ticket != at.address(2) || len(synced[1].Closed) != 1 || synced[1].Closed[0] != at.address(4) || len(synced[0].Closed) != 0 {
		t.Errorf("sync tells %+v", synced)
	}
	for n, open := range map[int]bool{1: true, 2: true, 3: false, 4: false} {
		if at.open(n) != open {
			t.Errorf("ticket %d: open is %v", n, at.open(n))
		}
	}
	for closed, stays := range map[int]int{3: 1, 4: 2} {
		address := at.address(stays)
		if said := at.said(closed); !strings.Contains(said, "Duplicate of") || !strings.Contains(said, address[strings.LastIndexAny(address, "/-")+1:]) {
			t.Errorf("the comment on %d is %q", closed, said)
		}
	}
	d, _, err := tr.Document(ctx, vic, twiceKey)
	must(t, err)
	for i, item := range d.ActionItems() {
		if item.Ticket != at.address(i+1) {
			t.Errorf("%s links %s", item.ID, item.Ticket)
		}
	}
	var noted []string
	must(t, s.Read(ctx, func(tx *store.Tx) error {
		entries, err := tx.AuditLog(ctx, twiceKey)
		for _, e := range entries {
			if e.Action == "ticket.duplicate" && e.Actor == akiko.Name {
				noted = append(noted, e.Detail)
			}
		}
		return err
	}))
	want := []string{"AI-1 closed " + at.address(3) + " as a duplicate of " + at.address(1), "AI-2 closed " + at.address(4) + " as a duplicate of " + at.address(2)}
	if strings.Join(noted, "\n") != strings.Join(want, "\n") {
		t.Errorf("the audit log says %q, want %q", noted, want)
	}
	if _, err := tr.SyncTickets(ctx, akiko, []string{twiceKey}, tracker.SyncTicket); err != nil {
		t.Error(err)
	}
	if at.open(3) || at.open(4) || at.said(3) == "" || strings.Count(at.said(4), "Duplicate of") != 1 {
		t.Error("the next sync does it once more")
	}
}

// TestDoneIsNotVerified: a closed ticket makes an item done and no more, reopening
// undoes that, and an item whose check was seen to hold stays verified.
func TestDoneIsNotVerified(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		hub := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}
		hub.Add(fakehub.Issue{Title: "One"})
		server := httptest.NewServer(&standin.Server{Vendor: hub})
		t.Cleanup(server.Close)
		tr := newTracker(s)
		tr.Provider = func() (tickets.Provider, error) {
			return github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
		}
		text := "---\nincident: " + twiceKey + "\ntitle: T\nseverity: SEV2\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: a\n---\n### AI-1: One\n- Ticket: #1\n- Verified by: the game day\n"
		path := filepath.Join(t.TempDir(), "p.md")
		must(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := tr.Import(ctx, tracker.CommandLine(akiko.Name), []string{path})
		must(t, err)
		state := func(ticket string) (state store.ItemState) {
			hub.Issues[0].State = ticket
			_, err := tr.SyncTickets(ctx, akiko, []string{twiceKey}, tracker.SyncShow)
			must(t, err)
			must(t, s.Read(ctx, func(tx *store.Tx) error {
				items, err := tx.ActionItems(ctx, twiceKey)
				state = items[0].State
				return err
			}))
			return state
		}
		for i, c := range []struct {
			ticket string
			want   store.ItemState
		}{{"open", store.ItemOpen}, {"closed", store.ItemDone}, {"open", store.ItemOpen}, {"closed", store.ItemDone}} {
			if got := state(c.ticket); got != c.want {
				t.Errorf("%d: the ticket is %s, the item %s", i, c.ticket, got)
			}
		}
		must(t, tr.Verify(ctx, akiko, twiceKey, "AI-1", incident.Verification{On: civil.Date{Year: 2026, Month: 5, Day: 2}, By: "@akiko", Evidence: "rolled back in 90 s"}))
		if got := state("closed"); got != store.ItemVerified {
			t.Errorf("verified, the item is %s", got)
		}
	})
}
