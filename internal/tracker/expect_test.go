package tracker_test

import (
	"context"
	"errors"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestExpectationOutlivesARollback: a transaction that was rolled back has not
// used up what its maker saw, so that whoever comes between is noticed by the next
// attempt.
func TestExpectationOutlivesARollback(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		mark, err := tr.Version(ctx, key)
		must(t, err)
		seen := tracker.Expect(ctx, key, []string{mark})
		_, err = tr.Log(seen, akiko, key, tracker.Entry{Kind: incident.KindCorrection, Corrects: "nothing", Text: "it was 09:12"})
		if err == nil {
			t.Fatal("a correction of nothing was taken")
		}
		_, err = tr.Log(ctx, ben, key, tracker.Entry{Kind: incident.KindNote, Text: "somebody was faster"})
		must(t, err)
		note := tracker.Entry{Kind: incident.KindNote, Text: "made of what was seen before"}
		if _, err = tr.Log(seen, akiko, key, note); !errors.Is(err, tracker.ErrChanged) {
			t.Errorf("a change of what was not seen: %v", err)
		}
		mark, err = tr.Version(ctx, key)
		must(t, err)
		seen = tracker.Expect(ctx, key, []string{mark})
		for range 2 { // the second is made after the first, which its maker knows
			_, err = tr.Log(seen, akiko, key, note)
			must(t, err)
		}
	})
}
