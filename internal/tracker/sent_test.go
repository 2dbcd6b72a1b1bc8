package tracker_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// useTogether counts in two ledgers at once and looks that no entry is lost, that
// the next who opens it finds them, and that accounts are kept apart.
func useTogether(t *testing.T, open func() tickets.Ledger) {
	t.Helper()
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	var counting sync.WaitGroup
	for _, ledger := range []tickets.Ledger{open(), open()} {
		counting.Go(func() {
			for range 25 {
				if err := ledger.Use(t.Context(), "hub", func(sent []time.Time) []time.Time { return append(sent, at) }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	counting.Wait()
	var kept, others []time.Time
	must(t, open().Use(t.Context(), "hub", func(sent []time.Time) []time.Time { kept = slices.Clone(sent); return sent }))
	must(t, open().Use(t.Context(), "other", func(sent []time.Time) []time.Time { others = sent; return sent }))
	if len(kept) != 50 || len(others) != 0 || !kept[49].Equal(at) {
		t.Errorf("%d are kept of 50, %d of another account", len(kept), len(others))
	}
}

func TestSentIsKeptForTheNextRun(t *testing.T) {
	cache, folder := t.TempDir(), t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	c := config.Config{Path: filepath.Join(folder, ".pmtracker.yaml")}
	useTogether(t, func() tickets.Ledger { return tracker.SentBeside(c) })
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("something lies beside the documents: %v %v", entries, err)
	}
	files, err := filepath.Glob(filepath.Join(cache, "pmtracker", "sent", "*.json"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%v %v", files, err)
	}
	for _, f := range files { // cut off by a crash: it begins again
		must(t, os.WriteFile(f, []byte(`["2026-`), 0o600))
	}
	must(t, tracker.SentBeside(c).Use(t.Context(), "hub", func(sent []time.Time) []time.Time {
		if len(sent) != 0 {
			t.Errorf("a file that is cut off gives %v", sent)
		}
		return sent
	}))
}

func TestSentIsSharedByNodes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		useTogether(t, func() tickets.Ledger { return storetest.Open(t, dsn) })
	})
}
