package tracker

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Backup writes everything in the database to a file: one moment of it, while
// others go on working. It is put in place whole, or not at all; only its owner
// may read it.
func (t *Tracker) Backup(ctx context.Context, a Actor, path string) error {
	if err := a.may(Admin); err != nil {
		return err
	}
	return writeWhole(path, 0o600, func(w io.Writer) error {
		z := gzip.NewWriter(w)
		if err := t.look(ctx, a, func(tx *store.Tx) error { return tx.Dump(ctx, z) }); err != nil {
			return err
		}
		return z.Close()
	})
}

// Restore fills an empty database from a backup, also from one of the other kind
// of database. It comes in whole, or not at all.
func (t *Tracker) Restore(ctx context.Context, a Actor, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot read the backup: %w", "バックアップを読み取れません: %w", err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return incident.Tell(incident.Invalid, "%s is no backup that pmtracker restores; name a file that pmtracker backup wrote", "%s は pmtracker が復元できるバックアップではありません。pmtracker backup が書き出したファイルを指定してください", path)
	}
	return t.change(ctx, a, Admin, "database.restore", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Detail = path
		err := tx.Load(ctx, z)
		if errors.Is(err, gzip.ErrChecksum) {
			err = incident.Tell(incident.Invalid, "the backup %s is damaged; use another copy", "バックアップ %s は壊れています。別のコピーを使ってください", path)
		}
		return err
	})
}
