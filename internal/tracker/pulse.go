package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/store"
)

// Pulse gives a mark of an incident that is another one after anything about it
// changed.
func (t *Tracker) Pulse(ctx context.Context, key string) (mark string, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		mark, err = tx.LastAudit(ctx, key)
		return err
	})
	return mark, err
}
