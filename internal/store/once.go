package store

import (
	"context"
	"time"
)

// Once is a request that is made once, under a key that its sender chose.
type Once struct {
	Actor, Key, Request string
	Status              int // of the answer; 0: still under way
	Body                string
}

// BeginOnce writes that a request is under way. When there is one under its key,
// that one is given and nothing is written.
func (tx *Tx) BeginOnce(ctx context.Context, o Once, at time.Time) (*Once, error) {
	if err := tx.exec(ctx, "cannot forget old requests", "DELETE FROM idempotency_key WHERE at < $1", micros(at.Add(-24*time.Hour))); err != nil {
		return nil, err
	}
	result, err := tx.ExecContext(ctx, `INSERT INTO idempotency_key (actor, key, request, status, body, at) VALUES ($1, $2, $3, 0, '', $4)
		ON CONFLICT (actor, key) DO NOTHING`, o.Actor, o.Key, o.Request, micros(at))
	if err != nil {
		return nil, said(err, "cannot note the request")
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return nil, said(err, "cannot note the request")
	}
	earlier := Once{Actor: o.Actor, Key: o.Key}
	err = tx.QueryRowContext(ctx, "SELECT request, status, body FROM idempotency_key WHERE actor = $1 AND key = $2", o.Actor, o.Key).
		Scan(&earlier.Request, &earlier.Status, &earlier.Body)
	return &earlier, said(err, "cannot read the earlier request")
}

// EndOnce writes the answer of a request, or forgets it where it was refused, so
// that it may be sent again.
func (tx *Tx) EndOnce(ctx context.Context, o Once) error {
	if o.Status >= 300 {
		return tx.exec(ctx, "cannot forget the request", "DELETE FROM idempotency_key WHERE actor = $1 AND key = $2", o.Actor, o.Key)
	}
	return tx.exec(ctx, "cannot note the answer", "UPDATE idempotency_key SET status = $3, body = $4 WHERE actor = $1 AND key = $2", o.Actor, o.Key, o.Status, o.Body)
}
