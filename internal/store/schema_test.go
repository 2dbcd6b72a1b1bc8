package store_test

import (
	"context"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestSchemaOfIsOlder where a migration is missing, which it leaves to Open, while somebody
// else has the database open, too.
func TestSchemaOfIsOlder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx, s := context.Background(), storetest.Open(t, dsn)
		if schema, err := store.SchemaOf(ctx, dsn); err != nil || schema != store.PresentSchema {
			t.Fatal(schema, err)
		}
		if _, err := s.DB().ExecContext(ctx, "DELETE FROM goose_db_version WHERE version_id = 1"); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if schema, err := store.SchemaOf(ctx, dsn); err != nil || schema != store.OlderSchema {
				t.Fatal(schema, err)
			}
		}
		if _, err := s.DB().ExecContext(ctx, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)"); err != nil {
			t.Fatal(err)
		}
		if _, err := store.SchemaOf(ctx, dsn); incident.CodeOf(err) != incident.Invalid {
			t.Fatalf("a database of a newer version: %v", err)
		}
	})
}
