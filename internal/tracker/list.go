package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/store"
)

// List gives the incidents that a filter chooses, the newest first.
func (t *Tracker) List(ctx context.Context, a Actor, f store.Filter) (all []store.Incident, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		all, err = tx.Incidents(ctx, f)
		return err
	})
	return all, err
}
