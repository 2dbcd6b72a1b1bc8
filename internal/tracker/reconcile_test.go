package tracker_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// manyTickets is a GitHub on which every issue exists and is closed. It is asked
// often: stop ends the run after so many questions, down makes it not answer.
type manyTickets struct {
	oneTicket
	asked map[int]int
	after int // questions until stop
	stop  context.CancelFunc
	down  bool
}

func (*manyTickets) Dates(context.Context, map[string][]tickets.Ticket) error { return nil }
func (m *manyTickets) ListsPresent() bool                                     { return false }

func (m *manyTickets) FindMarked(context.Context, []string) (map[string][]tickets.Ticket, error) {
	return nil, nil
}

func (m *manyTickets) Get(ctx context.Context, ref incident.TicketRef) (tickets.Ticket, error) {
	if m.down {
		return tickets.Ticket{}, incident.Errorf(incident.Unavailable, "it does not answer")
	}
	if m.after--; m.after < 0 {
		m.stop()
		return tickets.Ticket{}, incident.Errorf(incident.Unavailable, "stopped: %w", ctx.Err())
	}
	m.asked[ref.Number]++
	return tickets.Ticket{Ref: ref, URL: fmt.Sprintf("https://github.com/acme/checkout/issues/%d", ref.Number), Done: true}, nil
}

// TestReconcileGoesOnWhereItStopped: an installation that is too large for one run
// is gone through in several, each ticket once a round; an outage loses nothing.
func TestReconcileGoesOnWhereItStopped(t *testing.T) {
	ctx := context.Background()
	s := storetest.Open(t, storetest.SQLite(t))
	tr := newTracker(s)
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	tr.Now = func() time.Time { return now }
	const incidents = 250
	var files []string
	folder := t.TempDir()
	for i := range incidents {
		text := fmt.Sprintf("---\nincident: INC-2026-%04d\ntitle: T\nseverity: SEV2\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: a\n---\n### AI-1: One\n- Ticket: https://github.com/acme/checkout/issues/%d\n", i+1, i+1)
		files = append(files, filepath.Join(folder, fmt.Sprintf("%d.md", i)))
		must(t, os.WriteFile(files[i], []byte(text), 0o600))
	}
	_, err := tr.Import(ctx, tracker.CommandLine("akiko"), files)
	must(t, err)
	hub := &manyTickets{asked: map[int]int{}}
	tr.Provider = func() (tickets.Provider, error) { return hub, nil }
	run := func(questions int) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		hub.after, hub.stop = questions, cancel
		now = now.Add(10 * time.Minute)
		return tr.Reconcile(ctx, akiko)
	}
	if err := run(130); err == nil || len(hub.asked) != 130 {
		t.Fatalf("a run that is stopped: %v after %d", err, len(hub.asked))
	}
	hub.down = true
	if err := run(1000); err == nil {
		t.Fatal("an outage is not told")
	}
	hub.down = false
	must(t, run(1000))
	if len(hub.asked) != incidents {
		t.Errorf("%d of %d tickets were read", len(hub.asked), incidents)
	}
	for n, times := range hub.asked {
		if again := n > 100 && n <= 130; times != 1 && !again {
			t.Errorf("ticket %d was read %d times", n, times)
		}
	}
	must(t, s.Read(ctx, func(tx *store.Tx) error {
		items, err := tx.ActionItems(ctx, "INC-2026-0001")
		if err == nil && (len(items) != 1 || items[0].State != store.ItemDone) {
			t.Errorf("what was read is not kept: %v", items)
		}
		return err
	}))
	must(t, run(0)) // the next round begins only half a day after this one
	now = now.Add(12 * time.Hour)
	must(t, run(1000))
	if hub.asked[1] != 2 {
		t.Errorf("the next round read the first ticket %d times", hub.asked[1])
	}
}
