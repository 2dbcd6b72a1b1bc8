package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/store"
)

// Pulse gives a mark of an incident that is another one after anything about it
// changed.
func (t *Tracker) Pulse(ctx context.Context, key string) (mark string, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		if mark, err = tx.LastAudit(ctx, key); err != nil {
			return err
		}
		tried, err := tx.DeliveryMark(ctx, key)
		mark += tried
		return err
	})
	return mark, err
}
