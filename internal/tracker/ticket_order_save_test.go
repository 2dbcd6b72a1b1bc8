package tracker

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/store"
)

// TestOpenedTicketIsToldThoughTheDatabaseFailed: that an item has its ticket is told by
// the order even where it could not be written when it was opened.
func TestOpenedTicketIsToldThoughTheDatabaseFailed(t *testing.T) {
	ctx, who := t.Context(), Actor{Name: "@akiko", Access: Admin}
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "pm.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	tr := &Tracker{Store: s, Now: time.Now, Queue: func(context.Context, *store.Tx, string, string) error { return nil }}
	path := filepath.Join(t.TempDir(), "p.md")
	text := "---\nincident: INC-2026-0001\ntitle: T\nseverity: SEV2\nstatus: in-review\nauthor: a\n---\n### AI-1: One\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Import(ctx, CommandLine("@akiko"), []string{path}); err != nil {
		t.Fatal(err)
	}
	o, err := tr.OrderTickets(ctx, who, "INC-2026-0001")
	if err != nil {
		t.Fatal(err)
	}
	w := &orderWork{t: tr, o: o, ctx: ctx}
	down, fail := context.WithCancel(ctx)
	fail()
	if err := w.save(down, store.OrderedItem{Item: "AI-1", Ticket: "https://github.com/acme/checkout/issues/1"}); err == nil {
		t.Fatal("the database was to fail")
	}
	if err := w.end(nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Read(ctx, func(tx *store.Tx) (err error) {
		o, _, err = tx.TicketOrder(ctx, "INC-2026-0001")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(o.Items) != 1 || o.Items[0].Ticket == "" {
		t.Errorf("the order tells of %+v", o.Items)
	}
}
