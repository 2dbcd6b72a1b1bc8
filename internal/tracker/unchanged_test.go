package tracker_test

import (
	"context"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestWhatChangesNothingMakesNoRevision: neither a revision nor an entry of the audit
// log comes of the same text or the same value, and it succeeds.
func TestWhatChangesNothingMakesNoRevision(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		text := withItem(t, g.Text)
		number, err := tr.Edit(ctx, akiko, key, g.Revision, text, "action item")
		must(t, err)
		entries := func() (n int) {
			must(t, s.Read(ctx, func(tx *store.Tx) error {
				log, err := tx.AuditLog(ctx, key)
				n = len(log)
				return err
			}))
			return n
		}
		before := entries()
		d, _, err := tr.Document(ctx, akiko, key)
		must(t, err)
		item, err := d.Item("AI-1")
		must(t, err)
		must(t, tr.SetFields(ctx, akiko, key, "AI-1", tracker.ItemChange{}))
		must(t, tr.SetFields(ctx, akiko, key, "AI-1", tracker.ItemChange{Values: map[incident.Field]string{incident.FieldOwner: item.Owner}}))
		same, err := tr.Edit(ctx, akiko, key, number, text, "once more")
		must(t, err)
		if same != number {
			t.Errorf("the same text is revision %d, want %d", same, number)
		}
		if _, now, err := tr.Document(ctx, akiko, key); err != nil || now != number {
			t.Errorf("revision %d, want %d: %v", now, number, err)
		}
		if now := entries(); now != before {
			t.Errorf("%d entries of the audit log, want %d", now, before)
		}
	})
}
