package store

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestAHeldDatabaseIsUnreachable: another program that writes for long is nothing that
// the reader of a page can do anything about.
func TestAHeldDatabaseIsUnreachable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	var all []*sql.Conn
	for range 2 {
		db, err := sql.Open("sqlite", file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		c, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		all = append(all, c)
	}
	if _, err := all[0].ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	_, err := all[1].ExecContext(t.Context(), "BEGIN IMMEDIATE")
	if err = said(err, "cannot begin a transaction"); !Unreachable(err) || incident.CodeOf(err) != incident.Unavailable {
		t.Errorf("%v", err)
	}
	if said(nil, "x") != nil || Unreachable(said(sql.ErrNoRows, "x")) {
		t.Error("what is not there is held for unreachable")
	}
}
