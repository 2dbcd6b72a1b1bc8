package tracker_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestAwaitOrder: who waits for an order is told when this node has carried it
// out, and finds out where another node did.
func TestAwaitOrder(t *testing.T) {
	for name, c := range map[string]struct {
		elsewhere bool
		look      time.Duration
	}{"here, by the signal alone": {false, time.Hour}, "on another node": {true, 20 * time.Millisecond}} {
		t.Run(name, func(t *testing.T) {
			defer tracker.LookAgain(c.look)()
			storetest.EachStore(t, func(t *testing.T, s *store.Store) { awaitOrder(t, s, c.elsewhere) })
		})
	}
}

func awaitOrder(t *testing.T, s *store.Store, elsewhere bool) {
	ctx := t.Context()
	var here *tracker.Tracker
	server := &standin.Server{Vendor: &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}}
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for !here.Awaited(twiceKey) {
			time.Sleep(time.Millisecond)
		}
		server.ServeHTTP(w, r)
	}))
	t.Cleanup(hub.Close)
	node := func() *tracker.Tracker {
		return &tracker.Tracker{Store: s, Now: time.Now, Queue: func(context.Context, *store.Tx, string, string) error { return nil },
			Provider: func() (tickets.Provider, error) {
				return github.New(github.Config{BaseURL: hub.URL, Token: "t", Repository: "acme/checkout"})
			}}
	}
	here = node()
	there := here
	if elsewhere {
		there = node()
	}
	text := "---\nincident: " + twiceKey + "\ntitle: T\nseverity: SEV2\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: a\n---\n### AI-1: One\n"
	path := filepath.Join(t.TempDir(), "p.md")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	_, err := here.Import(ctx, tracker.CommandLine(akiko.Name), []string{path})
	must(t, err)
	o, err := here.OrderTickets(ctx, akiko, twiceKey)
	must(t, err)
	carried := make(chan error, 1)
	go func() { carried <- there.CarryOutOrder(context.WithoutCancel(ctx), twiceKey) }()
	o, err = here.AwaitOrder(ctx, akiko, o, time.Minute)
	must(t, err)
	if o.State != store.OrderDone || len(o.Items) != 1 || o.Items[0].Ticket != "https://github.com/acme/checkout/issues/1" {
		t.Errorf("it waited for %+v", o)
	}
	must(t, <-carried)
}
