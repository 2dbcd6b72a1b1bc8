package tracker_test

import (
	"context"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestNoTokenIsUsedBeforeItWasMade: when it was used is told to the hour, and not as
// before there was one.
func TestNoTokenIsUsedBeforeItWasMade(t *testing.T) {
	ctx := context.Background()
	tr := newTracker(storetest.Open(t, storetest.SQLite(t)))
	must(t, tr.AddAccount(ctx, tracker.CommandLine("@root"), "@ben", "correct horse battery", tracker.Responder))
	owner, err := tr.Account(ctx, "@ben", "test")
	must(t, err)
	_, secret, err := tr.NewToken(ctx, owner, "ci", tracker.Viewer, tr.Now().Add(time.Hour))
	must(t, err)
	_, err = tr.TokenActor(ctx, secret, "test")
	must(t, err)
	all, err := tr.Tokens(ctx, owner)
	must(t, err)
	if all[0].LastUsedAt.Before(all[0].CreatedAt) {
		t.Errorf("made %v, used %v", all[0].CreatedAt, all[0].LastUsedAt)
	}
}
