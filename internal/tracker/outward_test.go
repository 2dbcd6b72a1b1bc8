package tracker_test

import (
	"context"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestADatabaseThatCannotWriteIsToldInOneSentence: who comes over the network learns what
// became of the change, and nothing of files and codes; who runs the program learns those.
func TestADatabaseThatCannotWriteIsToldInOneSentence(t *testing.T) {
	ctx := context.Background()
	s := storetest.Open(t, storetest.SQLite(t))
	err := s.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.ExecContext(ctx, "PRAGMA query_only = 1"); err != nil {
			return err
		}
		return tx.SetSeverity(ctx, "INC-2026-0001", "SEV1")
	})
	if err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Fatalf("the database says %v", err)
	}
	out := tracker.Outward(ctx, err)
	wantCode(t, out, incident.Unavailable)
	for l, want := range map[incident.Lang]string{incident.English: "nothing was changed; tell whoever runs this server", incident.Japanese: "変更は保存されていません"} {
		if said := incident.Sentence(out, l); !strings.Contains(said, want) || strings.Contains(said, "readonly") {
			t.Errorf("%s: %s", l, said)
		}
	}
}
