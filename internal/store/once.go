package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Once is a request that is made once, under a key that its sender chose.
type Once struct {
	Actor, Key, Request string
	Status              int               // of the answer; 0: still under way
	Header              map[string]string // of the answer, as far as it is told again
	Body                string
	At                  time.Time // when it was begun
}

// OnceWritten is the status of a request that wrote what it had to, before its
// answer is known.
const OnceWritten = 1

// BeginOnce writes that a request is under way. When there is one under its key that
// is answered, that wrote something, or that was begun after lost, that one is given
// and nothing is written: an older one was lost with its node.
func (tx *Tx) BeginOnce(ctx context.Context, o Once, lost time.Time) (*Once, error) {
	if err := tx.exec(ctx, "cannot forget old requests", "DELETE FROM idempotency_key WHERE at < $1", micros(o.At.Add(-24*time.Hour))); err != nil {
		return nil, err
	}
	result, err := tx.ExecContext(ctx, `INSERT INTO idempotency_key (actor, key, request, status, body, at) VALUES ($1, $2, $3, 0, '', $4)
		ON CONFLICT (actor, key) DO UPDATE SET at = excluded.at
		WHERE idempotency_key.status = 0 AND idempotency_key.request = excluded.request AND idempotency_key.at <= $5`, o.Actor, o.Key, o.Request, micros(o.At), micros(lost))
	if err != nil {
		return nil, said(err, "cannot note the request")
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return nil, said(err, "cannot note the request")
	}
	earlier := Once{Actor: o.Actor, Key: o.Key}
	var at int64
	var header string
	err = tx.QueryRowContext(ctx, "SELECT request, status, header, body, at FROM idempotency_key WHERE actor = $1 AND key = $2", o.Actor, o.Key).
		Scan(&earlier.Request, &earlier.Status, &header, &earlier.Body, &at)
	earlier.At = time.UnixMicro(at).UTC()
	if err == nil {
		err = json.Unmarshal([]byte(header), &earlier.Header)
	}
	return &earlier, said(err, "cannot read the earlier request")
}

// WriteOnce notes, in the transaction in which a request writes something, that it
// did. It is a Conflict where the request was held for lost and begun again.
func (tx *Tx) WriteOnce(ctx context.Context, o Once) error {
	result, err := tx.ExecContext(ctx, "UPDATE idempotency_key SET status = $4 WHERE actor = $1 AND key = $2 AND at = $3 AND status < 100", o.Actor, o.Key, micros(o.At), OnceWritten)
	if err != nil {
		return said(err, "cannot note the request")
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return said(err, "cannot note the request")
	}
	return incident.Tell(incident.Conflict, "the same request was begun again meanwhile; nothing was changed by this one", "同じリクエストがその間にやり直されています。こちらでは何も変更していません")
}

// EndOnce writes the answer of a request, or forgets it where it was refused, so
// that it may be sent again.
func (tx *Tx) EndOnce(ctx context.Context, o Once) error {
	if o.Status >= 300 {
		return tx.exec(ctx, "cannot forget the request", "DELETE FROM idempotency_key WHERE actor = $1 AND key = $2 AND at = $3", o.Actor, o.Key, micros(o.At))
	}
	header, err := json.Marshal(o.Header)
	if err != nil {
		return said(err, "cannot note the answer")
	}
	return tx.exec(ctx, "cannot note the answer", "UPDATE idempotency_key SET status = $3, header = $4, body = $5 WHERE actor = $1 AND key = $2 AND at = $6", o.Actor, o.Key, o.Status, string(header), o.Body, micros(o.At))
}
