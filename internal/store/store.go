// Package store keeps incidents in SQLite or PostgreSQL. Both are spoken to with
// one SQL text ($1 placeholders, texts as keys, times as Unix microseconds).
// What has happened (timeline, reports, approvals, revisions, audit) is
// append-only, and the schema itself refuses anything else.
package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Store is an open database with the present schema. It is safe for use by
// several goroutines; several processes may have the same database open.
type Store struct {
	db      *sql.DB
	dialect Dialect
	group   *group // of SQLite's writers; nil on PostgreSQL
	source  source
}

// Open opens the database that a DSN names ("sqlite:FILE", "sqlite::memory:",
// "postgres://…") and brings its schema up to date. A DSN that names no database
// is Invalid; a PostgreSQL server that does not answer is Unavailable.
func Open(ctx context.Context, dsn string) (*Store, error) {
	source, err := parseDSN(dsn)
	if err != nil {
		return nil, err
	}
	if err := source.prepare(); err != nil {
		return nil, err
	}
	unlock := source.lock(ctx)
	defer unlock()
	s, err := open(ctx, source)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// OpenExisting is Open for who would find nothing in a new database: that there is no
// SQLite file is Invalid, and none is made.
func OpenExisting(ctx context.Context, dsn string) (*Store, error) {
	source, err := parseDSN(dsn)
	if err != nil {
		return nil, err
	}
	if source.absent() {
		return nil, incident.Tell(incident.Invalid, "there is no database %s; correct --db or PMTRACKER_DB", "データベース %s がありません。--db か PMTRACKER_DB を直してください", source.shown)
	}
	return Open(ctx, dsn)
}

// OpenReading is Open for who only reads: where there is no SQLite file yet, it makes none
// and gives an empty store in memory.
func OpenReading(ctx context.Context, dsn string) (*Store, error) {
	source, err := parseDSN(dsn)
	if err != nil {
		return nil, err
	}
	if source.absent() {
		dsn = "sqlite::memory:"
	}
	return Open(ctx, dsn)
}

func open(ctx context.Context, source source) (*Store, error) {
	db, err := source.open()
	if err != nil {
		return nil, incident.Errorf(incident.Invalid, "cannot open the database %s: %w", source.shown, err)
	}
	db.SetMaxOpenConns(source.connections)
	db.SetMaxIdleConns(source.connections)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return nil, source.openError(err)
	}
	s := &Store{db: db, dialect: source.dialect, source: source}
	if s.dialect == SQLite {
		s.group = &group{}
	}
	return s, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// DB gives the connection pool, for the job engine and the session store.
func (s *Store) DB() *sql.DB { return s.db }

// Dialect tells which database it is.
func (s *Store) Dialect() Dialect { return s.dialect }

// micros is how a time is stored: Unix microseconds, NULL for the zero time.
func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// fromMicros reads a time that micros wrote, in UTC.
func fromMicros(v sql.NullInt64) time.Time {
	if !v.Valid {
		return time.Time{}
	}
	return time.UnixMicro(v.Int64).UTC()
}
