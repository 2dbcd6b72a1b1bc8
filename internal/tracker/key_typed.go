package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// KeyTyped gives the key of the incident that somebody names: as it is written where there
// is one of that very key, as of one that came with a key in small letters, and else as
// incident.KeyTyped reads it.
func (t *Tracker) KeyTyped(ctx context.Context, a Actor, text string) (string, error) {
	meant := incident.KeyTyped(text)
	if meant == text {
		return text, nil
	}
	err := t.look(ctx, a, func(tx *store.Tx) error {
		_, err := tx.Incident(ctx, text)
		return err
	})
	if incident.CodeOf(err) == incident.NotFound {
		return meant, nil
	}
	return text, err
}
