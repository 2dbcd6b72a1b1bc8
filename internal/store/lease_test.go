package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestLeaseEndsWhileTheDatabaseIsSilent: who cannot renew a lease in its time has lost
// it, even where the database never says so.
func TestLeaseEndsWhileTheDatabaseIsSilent(t *testing.T) {
	ctx := context.Background()
	s := storetest.Open(t, storetest.SQLite(t))
	under, held, err := s.Hold(ctx, "sync", "node A", 300*time.Millisecond)
	if err != nil || held == nil {
		t.Fatalf("no lease: %v", err)
	}
	silent, answered := make(chan struct{}), make(chan error, 1)
	go func() { // everybody who writes waits behind this
		answered <- s.Write(ctx, func(*store.Tx) error { <-silent; return nil })
	}()
	select {
	case <-under.Done():
	case <-time.After(30 * time.Second):
	}
	if !errors.Is(context.Cause(under), store.ErrLeaseLost) {
		t.Errorf("the work ended for another reason: %v", context.Cause(under))
	}
	close(silent)
	if err := <-answered; err != nil {
		t.Error(err)
	}
	held.Close()
}
