package store

import (
	"context"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// keptTables lists the tables that a backup has, each behind those that it
// refers to. What is derived from others (the search), what the job engine keeps
// and the list of migrations are left out.
func (tx *Tx) keptTables(ctx context.Context) ([]string, error) {
	tables, err := tx.names(ctx, map[Dialect]string{
		SQLite:     "SELECT name, '' FROM sqlite_master WHERE type = 'table' ORDER BY name",
		PostgreSQL: "SELECT table_name, '' FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name",
	}[tx.dialect])
	if err != nil {
		return nil, err
	}
	refers, err := tx.names(ctx, map[Dialect]string{
		SQLite: `SELECT m.name, f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`,
		PostgreSQL: `SELECT a.relname, b.relname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
			WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace`,
	}[tx.dialect])
	if err != nil {
		return nil, err
	}
	var kept []string
	for _, t := range tables {
		if name := t[0]; !slices.ContainsFunc([]string{"sqlite_", "goose_", "river_", "search_"}, func(p string) bool { return strings.HasPrefix(name, p) }) {
			kept = append(kept, name)
		}
	}
	return inOrder(kept, refers)
}

// ownReferences lists the tables whose rows refer to rows of the same table, each with
// the column that does.
func (tx *Tx) ownReferences(ctx context.Context) ([][2]string, error) {
	return tx.names(ctx, map[Dialect]string{
		SQLite: `SELECT m.name, f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = m.name`,
		PostgreSQL: `SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
			WHERE c.contype = 'f' AND c.conrelid = c.confrelid AND c.connamespace = current_schema()::regnamespace`,
	}[tx.dialect])
}

// names reads pairs of names.
func (tx *Tx) names(ctx context.Context, query string) ([][2]string, error) {
	var all [][2]string
	err := tx.each(ctx, "cannot list the tables", func(scan func(...any) error) error {
		var pair [2]string
		err := scan(&pair[0], &pair[1])
		all = append(all, pair)
		return err
	}, query)
	return all, err
}

// inOrder puts tables behind those that they refer to.
func inOrder(tables []string, refers [][2]string) ([]string, error) {
	var sorted []string
	for len(sorted) < len(tables) {
		before := len(sorted)
		for _, t := range tables {
			waits := slices.ContainsFunc(refers, func(r [2]string) bool {
				return r[0] == t && r[1] != t && slices.Contains(tables, r[1]) && !slices.Contains(sorted, r[1])
			})
			if !waits && !slices.Contains(sorted, t) {
				sorted = append(sorted, t)
			}
		}
		if len(sorted) == before {
			return nil, incident.Errorf(incident.Internal, "tables refer to each other in a circle: %v", tables)
		}
	}
	return sorted, nil
}
