package tracker_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestAccessByServiceHoldsForTickets: who is a responder of one service alone works
// on the tickets of its incidents, and on those of no other.
func TestAccessByServiceHoldsForTickets(t *testing.T) {
	ctx := context.Background()
	at := twiceAtGitHub(t)
	tr := newTracker(storetest.Open(t, storetest.SQLite(t)))
	tr.Provider = func() (tickets.Provider, error) { return at.provider, nil }
	for key, service := range map[string]string{"INC-2026-0050": "checkout", "INC-2026-0051": "search", "INC-2026-0052": ""} {
		text := "---\nincident: " + key + "\ntitle: T\nseverity: SEV2\nservice: " + service + "\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: a\n---\n### AI-1: One\n\n- Owner: @ben\n"
		path := filepath.Join(t.TempDir(), "p.md")
		must(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := tr.Import(ctx, tracker.CommandLine(akiko.Name), []string{path})
		must(t, err)
	}
	nina := tracker.Actor{Name: "nina@example.com", Access: tracker.Viewer, Origin: "test", Services: map[string]tracker.Access{"checkout": tracker.Responder}}
	for name, use := range map[string]func(a tracker.Actor, key string) error{
		"order":  func(a tracker.Actor, key string) error { _, err := tr.OrderTickets(ctx, a, key); return err },
		"create": func(a tracker.Actor, key string) error { return tr.CreateTickets(ctx, a, key, tracker.TicketRun{}) },
		"link": func(a tracker.Actor, key string) error {
			_, _, err := tr.LinkTicket(ctx, a, key, "AI-1", at.address(1))
			return err
		},
		"sync": func(a tracker.Actor, key string) error {
			_, err := tr.SyncTickets(ctx, a, []string{key}, tracker.SyncTicket)
			return err
		},
	} {
		if err := use(nina, "INC-2026-0050"); err != nil {
			t.Errorf("%s, of the own service: %v", name, err)
		}
		for _, key := range []string{"INC-2026-0051", "INC-2026-0052"} {
			if err := use(nina, key); incident.CodeOf(err) != incident.Forbidden {
				t.Errorf("%s, of %s: %v", name, key, err)
			}
		}
		if err := use(vic, "INC-2026-0050"); incident.CodeOf(err) != incident.Forbidden {
			t.Errorf("%s, by a viewer: %v", name, err)
		}
	}
}

// TestOneAdminStays: two admins who were let in take the access from each other at
// once.
func TestOneAdminStays(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		one, err := tr.FirstAdmin(ctx, "@akiko", "correct horse battery", "test")
		must(t, err)
		must(t, tr.AddAccount(ctx, one, "@ben", "correct horse battery", tracker.Admin))
		two := one
		two.Name = "@ben"
		now := tr.Now()
		tr.Now = now.Local
		var together sync.WaitGroup
		refused := make([]error, 2)
		together.Go(func() {
			refused[0] = tr.ChangeAccount(ctx, one, two.Name, tracker.AccountChange{Access: tracker.Viewer})
		})
		together.Go(func() {
			refused[1] = tr.ChangeAccount(ctx, two, one.Name, tracker.AccountChange{Access: tracker.Admin, Disabled: new(true)})
		})
		together.Wait()
		if (refused[0] == nil) == (refused[1] == nil) {
			t.Errorf("both or none: %v", refused)
		}
		all, err := tr.Accounts(ctx, one)
		must(t, err)
		admins := 0
		for _, a := range all {
			if a.Access == string(tracker.Admin) && !a.Disabled {
				admins++
			}
		}
		if admins != 1 {
			t.Errorf("%d admins stay: %+v", admins, all)
		}
	})
}
