package store_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestBackupOfCorrectionsByAnotherClock restores events that correct others whose keys
// sort behind their own: written by a machine whose clock was ahead.
func TestBackupOfCorrectionsByAnotherClock(t *testing.T) {
	ctx := context.Background()
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
		var out bytes.Buffer
		if err := s.Write(ctx, func(tx *store.Tx) error {
			in := store.Incident{Incident: incident.Incident{Key: "INC-2026-0001", Title: "Checkout is down", Severity: "SEV1", Lang: "en", Zone: time.UTC}, State: incident.Declared, DeclaredAt: at, DeclaredBy: "@akiko"}
			if err := tx.InsertIncident(ctx, in); err != nil {
				return err
			}
			for _, e := range [][2]string{{"C", ""}, {"B", "C"}, {"A", "B"}} { // a correction of a correction
				corrects := "NULL"
				if e[1] != "" {
					corrects = "'" + e[1] + "'"
				}
				if _, err := tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO event (id, incident_key, at, recorded_at, recorded_by, kind, role, actor, text, links, corrects)
					VALUES ('%s', 'INC-2026-0001', 1, 1, '@akiko', 'note', '', '', 'text %[1]s', '[]', %[2]s)`, e[0], corrects)); err != nil {
					return err
				}
			}
			return tx.Dump(ctx, &out)
		}); err != nil {
			t.Fatal(err)
		}
		backup := out.String()
		storetest.EachStore(t, func(t *testing.T, to *store.Store) {
			if err := to.Write(ctx, func(tx *store.Tx) error { return tx.Load(ctx, bytes.NewBufferString(backup)) }); err != nil {
				t.Fatal(err)
			}
			var again bytes.Buffer
			if err := to.Write(ctx, func(tx *store.Tx) error { return tx.Dump(ctx, &again) }); err != nil {
				t.Fatal(err)
			}
			// SQLite says 0 where PostgreSQL says false.
			same := strings.NewReplacer(`,false]`, `,0]`)
			if same.Replace(again.String()) != same.Replace(backup) {
				t.Errorf("what was restored is not what was backed up:\n%s\nnot\n%s", again.String(), backup)
			}
		})
	})
}
