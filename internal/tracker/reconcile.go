package tracker

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

const (
	reconcileEvery = 12 * time.Hour // from the beginning of one round to that of the next
	reconcileChunk = 100            // incidents of which the tickets are listed together
	reconcileJob   = "tickets"      // under which it is kept how far the round has come
)

// round is how far a round through all linked tickets has come.
type round struct {
	began time.Time
	over  bool
	after string // the last incident that was done
	again bool   // those after it could not be asked about the last time
}

// Reconcile reads every linked ticket again, in rounds: what webhooks lost comes
// back, and tickets that were opened twice are healed. Where no ticket system is
// set up it does nothing. A run that is stopped, by its time or by an outage, goes
// on from there at the next call; what cannot be asked about twice over is left to
// the next round.
func (t *Tracker) Reconcile(ctx context.Context, a Actor) error {
	r, err := t.readRound(ctx)
	if err != nil || r.over && t.now().Sub(r.began) < reconcileEvery {
		return err
	}
	if r.over {
		r = round{began: t.now()}
	}
	keys, err := t.TicketTargets(ctx, a)
	if err != nil {
		return err
	}
	if _, err := t.Provider(); len(keys) == 0 || incident.CodeOf(err) == incident.Invalid && err != nil {
		return nil
	}
	rest := keys[len(keys)-countAfter(keys, r.after):]
	var failed []error
	for chunk := range slices.Chunk(rest, reconcileChunk) {
		_, err := t.SyncTickets(ctx, a, chunk, SyncShow)
		if err != nil && (ctx.Err() != nil || incident.CodeOf(err) == incident.Unavailable && !r.again) {
			r.again = ctx.Err() == nil
			return errors.Join(append(failed, err, t.keepRound(ctx, r))...)
		}
		failed = append(failed, err)
		r.after, r.again = chunk[len(chunk)-1], false
		if err := t.keepRound(ctx, r); err != nil {
			return err
		}
	}
	r.over = true
	return errors.Join(append(failed, t.keepRound(ctx, r))...)
}

// countAfter counts the keys, which are sorted, that come after one.
func countAfter(keys []string, after string) int {
	n, found := slices.BinarySearch(keys, after)
	if found {
		n++
	}
	return len(keys) - n
}

// readRound reads what keepRound wrote: when it began, the last incident, and
// "again"; the beginning alone where it is over.
func (t *Tracker) readRound(ctx context.Context) (r round, err error) {
	var text string
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		text, err = tx.JobPlace(ctx, reconcileJob)
		return err
	})
	fields := strings.Fields(text)
	r.over = len(fields) < 2
	if len(fields) > 0 {
		r.began, _ = time.Parse(time.RFC3339, fields[0]) // what cannot be read begins anew
	}
	if len(fields) > 1 {
		r.after, r.again = strings.TrimPrefix(fields[1], "after:"), len(fields) > 2
	}
	return r, err
}

func (t *Tracker) keepRound(ctx context.Context, r round) error {
	text := r.began.Format(time.RFC3339)
	if !r.over {
		text += " after:" + r.after
	}
	if r.again {
		text += " again"
	}
	ctx, cancel := lastWord(ctx)
	defer cancel()
	return t.Store.Write(ctx, func(tx *store.Tx) error { return tx.SetJobPlace(ctx, reconcileJob, text) })
}
