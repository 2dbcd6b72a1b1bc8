package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// FindSession gives the data of a browser's session; ok is false where there is
// none.
func (t *Tracker) FindSession(ctx context.Context, key string) (data string, ok bool, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		data, ok, err = tx.Session(ctx, key, t.now())
		return err
	})
	return data, ok, err
}

// KeepSession writes a browser's session.
func (t *Tracker) KeepSession(ctx context.Context, s store.Session) error {
	return t.Store.Write(ctx, func(tx *store.Tx) error { return tx.SaveSession(ctx, s) })
}

// DropSession ends a browser's session.
func (t *Tracker) DropSession(ctx context.Context, key string) error {
	return t.Store.Write(ctx, func(tx *store.Tx) error { return tx.DeleteSession(ctx, key, t.now()) })
}

// Sessions lists the sessions of the actor that have not expired.
func (t *Tracker) Sessions(ctx context.Context, a Actor) (all []store.Session, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		all, err = tx.Sessions(ctx, a.Name, t.now())
		return err
	})
	return all, err
}

// EndSession ends one session of the actor's own.
func (t *Tracker) EndSession(ctx context.Context, a Actor, key string) error {
	if err := a.maySelf(); err != nil {
		return err
	}
	return t.change(ctx, a, Viewer, "session.end", func(tx *store.Tx, _ *store.AuditEntry) error {
		all, err := tx.Sessions(ctx, a.Name, t.now())
		if err != nil {
			return err
		}
		for _, s := range all {
			if s.Key == key {
				return tx.DeleteSession(ctx, key, t.now())
			}
		}
		return incident.Tell(incident.NotFound, "there is no such session of yours", "該当するセッションがありません")
	})
}
