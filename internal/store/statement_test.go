package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// One connection gives the statement of a text to one reading at a time, keeps
// no more of them than there is room for, and uses none that was cut off.
func TestStatementsAreKeptByConnection(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	key := seed(t, s)
	ctx := context.Background()
	const byKey = "SELECT text FROM event WHERE incident_key = $1 ORDER BY at, id"
	count := func(rows *sql.Rows) (n int) {
		for rows.Next() {
			n++
		}
		if err := rows.Err(); err != nil {
			t.Error(err)
		}
		return n
	}
	err := s.Read(ctx, func(tx *store.Tx) error {
		for range 3 {
			outer, err := tx.QueryContext(ctx, byKey, key)
			if err != nil {
				return err
			}
			inner, err := tx.QueryContext(ctx, byKey, "INC-2026-9999")
			if err != nil {
				return err
			}
			if n := count(inner); n != 0 {
				t.Errorf("the inner reading has %d rows of the outer one", n)
			}
			if n := count(outer); n != 1 {
				t.Errorf("the outer reading has %d rows, want 1", n)
			}
			_, _ = outer.Close(), inner.Close()
		}
		for i := range 300 {
			var n int
			if err := tx.QueryRowContext(ctx, fmt.Sprintf("SELECT %d + count(*) FROM event WHERE incident_key = $1", i), key).Scan(&n); err != nil || n != i+1 {
				t.Fatalf("statement %d of many: %d, %v", i, n, err)
			}
		}
		cut, cancel := context.WithCancel(ctx)
		cancel()
		if rows, err := tx.QueryContext(cut, byKey, key); err == nil {
			_ = rows.Close()
			t.Error("a reading began though its caller had given up")
		}
		again, err := tx.QueryContext(ctx, byKey, key)
		if err != nil {
			return err
		}
		defer func() { _ = again.Close() }()
		if n := count(again); n != 1 {
			t.Errorf("after one that was cut off: %d rows, want 1", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
