package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/pressly/goose/v3"
)

// Schema is how far the schema of a database is.
type Schema string

// How far a schema can be.
const (
	NoDatabase    Schema = "none"    // there is no SQLite file yet; Open makes it
	OlderSchema   Schema = "older"   // Open brings it up to date
	PresentSchema Schema = "present" // Open changes nothing
)

// SchemaOf looks how far the schema of the database is that a DSN names, and changes
// nothing: it makes no file and runs no migration. The errors are those of Open.
func SchemaOf(ctx context.Context, dsn string) (Schema, error) {
	source, err := parseDSN(dsn)
	if err != nil {
		return "", err
	}
	if source.absent() {
		return NoDatabase, nil
	}
	if source.file != "" {
		source.name = sqliteReadName(source.file)
	}
	s, err := open(ctx, source)
	if err != nil {
		return "", err
	}
	defer func() { _ = s.Close() }()
	older, err := s.isOlder(ctx)
	switch {
	case err != nil:
		return "", err
	case older:
		return OlderSchema, nil
	}
	return PresentSchema, nil
}

// isOlder tells whether there is a migration that the database has not had. It is Invalid
// where the database is newer than the program.
func (s *Store) isOlder(ctx context.Context) (bool, error) {
	p, err := s.migrator()
	if err != nil {
		return false, err
	}
	if err := s.refuseNewer(ctx, p.ListSources()); err != nil {
		return false, err
	}
	applied, err := s.applied(ctx)
	if err != nil {
		return false, said(err, "cannot read how far the schema is")
	}
	return slices.ContainsFunc(p.ListSources(), func(k *goose.Source) bool { return !slices.Contains(applied, k.Version) }), nil
}

// absent tells whether a DSN names a SQLite file that there is not.
func (s source) absent() bool {
	if s.file == "" {
		return false
	}
	_, err := os.Stat(s.file)
	return errors.Is(err, fs.ErrNotExist)
}
