package store

import (
	"context"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ErrLeaseLost ends the context of work whose lease somebody else has now.
var ErrLeaseLost = incident.Tell(incident.Unavailable, "another run has taken over; run it again, it looks first", "別の実行が引き継ぎました。もう一度実行してください（起票済みかどうかを先に確認します）")

// Lease lets one holder do what a name stands for until a time, and tells whether
// that is this one. A lease that has run out goes to who asks next.
func (tx *Tx) Lease(ctx context.Context, name, holder string, now, until time.Time) (bool, error) {
	const attempted = "cannot take the lease"
	err := tx.exec(ctx, attempted, `INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET holder = $2, until_at = $3
		WHERE lease.holder = $2 OR lease.until_at < $4`, name, holder, micros(until), micros(now))
	if err != nil {
		return false, err
	}
	var has string
	err = tx.QueryRowContext(ctx, "SELECT holder FROM lease WHERE name = $1", name).Scan(&has)
	return has == holder, said(err, attempted)
}

// Release ends a lease.
func (tx *Tx) Release(ctx context.Context, name, holder string) error {
	return tx.exec(ctx, "cannot end the lease", "DELETE FROM lease WHERE name = $1 AND holder = $2", name, holder)
}

// Held is a lease that is kept while somebody works under it.
type Held struct {
	store        *Store
	name, holder string
	length       time.Duration
	end          context.CancelFunc
	renewing     chan struct{} // closed when nobody renews it any more
}

// Hold takes a lease; nil where somebody else has it. It is renewed three times in
// its length until Close. The context ends when the lease is lost after all: then
// somebody else may have begun. Leases go by the clocks of the machines, which
// have to agree to a fraction of the length.
func (s *Store) Hold(ctx context.Context, name, holder string, length time.Duration) (context.Context, *Held, error) {
	h := &Held{store: s, name: name, holder: holder, length: length, renewing: make(chan struct{})}
	held, err := h.renew(ctx)
	if err != nil || !held {
		return ctx, nil, err
	}
	under, cancel := context.WithCancelCause(ctx)
	h.end = func() { cancel(context.Canceled) }
	go func() {
		defer close(h.renewing)
		h.keep(under, func() { cancel(ErrLeaseLost) })
	}()
	return under, h, nil
}

// keep renews the lease until ctx ends, and calls lost when its time is over: also
// where the database does not answer whether it was renewed.
func (h *Held) keep(ctx context.Context, lost func()) {
	over := time.AfterFunc(h.length, lost)
	defer over.Stop()
	ticker := time.NewTicker(h.length / 3)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		asked := time.Now()
		held, err := h.renew(ctx)
		switch {
		case err == nil && held:
			over.Reset(time.Until(asked.Add(h.length)))
		case err == nil:
			lost()
			return
		}
	}
}

func (h *Held) renew(ctx context.Context) (held bool, err error) {
	err = h.store.Write(ctx, func(tx *Tx) error {
		held, err = tx.Lease(ctx, h.name, h.holder, time.Now(), time.Now().Add(h.length))
		return err
	})
	return held, err
}

// Close gives the lease back, also where the work under it was stopped.
func (h *Held) Close() {
	h.end()
	<-h.renewing
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = h.store.Write(ctx, func(tx *Tx) error { return tx.Release(ctx, h.name, h.holder) })
}
