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
