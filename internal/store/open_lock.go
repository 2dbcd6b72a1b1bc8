package store

import (
	"context"
	"time"

	"github.com/gofrs/flock"
)

// lock lets one process at a time open a SQLite file and bring its schema up to
// date: switching a new file to its write-ahead log and creating its tables are
// steps for which SQLite does not wait. The lock is a file beside the database. A
// folder that takes no lock file takes no database either; what opens it next
// says so better.
func (s source) lock(ctx context.Context) (unlock func()) {
	if s.file == "" {
		return func() {}
	}
	lock := flock.New(s.file + ".lock")
	if _, err := lock.TryLockContext(ctx, 5*time.Millisecond); err != nil {
		return func() {}
	}
	return func() { _ = lock.Unlock() }
}

// advisory is the number of the lock under which a schema is changed on PostgreSQL.
const advisory = 5_071_977

// Alone runs what changes the schema while no other node does: under the lock of the
// file on SQLite, under an advisory lock on PostgreSQL.
func (s *Store) Alone(ctx context.Context, change func() error) error {
	if s.dialect == SQLite {
		unlock := s.source.lock(ctx)
		defer unlock()
		return change()
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return said(err, "cannot wait for other nodes")
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", advisory); err != nil {
		return said(err, "cannot wait for other nodes")
	}
	defer func() { _, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", advisory) }()
	return change()
}
