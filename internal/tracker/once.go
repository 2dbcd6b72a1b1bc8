package tracker

import (
	"context"
	"log/slog"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Answer is what a request was answered.
type Answer struct {
	Status int
	Body   string
}

// BeginOnce notes a request under the key that its sender chose. Where it was
// answered before, that answer is given. It is a Conflict while the first one is
// under way, and Refused when another request was sent under the key.
func (t *Tracker) BeginOnce(ctx context.Context, a Actor, key, request string) (earlier *Answer, err error) {
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		was, err := tx.BeginOnce(ctx, store.Once{Actor: a.Name, Key: key, Request: request}, t.now())
		switch {
		case err != nil || was == nil:
			return err
		case was.Request != request:
			return incident.Tell(incident.Refused, "another request was sent under this Idempotency-Key; choose a new one", "この Idempotency-Key は別のリクエストで使われています。新しいものを使ってください")
		case was.Status == 0:
			return incident.Tell(incident.Conflict, "the same request is under way; wait and send it again", "同じリクエストを処理中です。待ってからもう一度送ってください")
		}
		earlier = &Answer{was.Status, was.Body}
		return nil
	})
	return earlier, err
}

// EndOnce notes the answer, also when the one who asked has gone.
func (t *Tracker) EndOnce(ctx context.Context, a Actor, key string, answer Answer) {
	ctx = context.WithoutCancel(ctx)
	err := t.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.EndOnce(ctx, store.Once{Actor: a.Name, Key: key, Status: answer.Status, Body: answer.Body})
	})
	if err != nil {
		slog.ErrorContext(ctx, "the answer to a request is not kept", "error", err)
	}
}
