package tracker

import (
	"context"
	"strconv"

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
		if err != nil {
			return err
		}
		order, err := tx.OrderMark(ctx, key)
		mark += tried + " " + strconv.FormatInt(order, 10)
		return err
	})
	return mark, err
}
