package tracker

import (
	"context"
	"log/slog"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// onceLease is longer than any request takes. One that is under way for longer was
// lost with its node, and is begun again when it is sent again.
const onceLease = 10 * time.Minute

// Answer is what a request was answered.
type Answer struct {
	Status int
	Header map[string]string // what of it is told again
	Body   string
}

type onceKey struct{}

// BeginOnce notes a request under the key that its sender chose, and gives the
// context under which it is carried out: what it writes is noted with it, so that a
// node that dies in between leaves no doubt. Where it was answered before, that
// answer is given. It is a Conflict while the first one is under way, and when that
// one wrote something and its answer was lost; and Refused when another request was
// sent under the key.
func (t *Tracker) BeginOnce(ctx context.Context, a Actor, key, request string) (under context.Context, earlier *Answer, err error) {
	begun := store.Once{Actor: a.Name, Key: key, Request: request, At: t.now()}
	lost := begun.At.Add(-onceLease)
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		was, err := tx.BeginOnce(ctx, begun, lost)
		switch {
		case err != nil || was == nil:
			return err
		case was.Request != request:
			return incident.Tell(incident.Refused, "another request was sent under this Idempotency-Key; choose a new one", "この Idempotency-Key は別のリクエストで使われています。新しいものを使ってください")
		case was.Status == store.OnceWritten && !was.At.After(lost):
			return incident.Tell(incident.Conflict, "the same request was carried out, but its answer was lost; look at what is there, and choose a new Idempotency-Key for anything more",
				"同じリクエストは実行済みですが、応答は失われました。現在の内容を確認し、さらに送る場合は新しい Idempotency-Key を使ってください")
		case was.Status <= store.OnceWritten:
			return incident.Tell(incident.Conflict, "the same request is under way; wait and send it again", "同じリクエストを処理中です。待ってからもう一度送ってください")
		}
		earlier = &Answer{was.Status, was.Header, was.Body}
		return nil
	})
	return context.WithValue(ctx, onceKey{}, begun), earlier, err
}

// writtenOnce notes that the request under which something is changed wrote it.
func writtenOnce(ctx context.Context, tx *store.Tx) error {
	if begun, ok := ctx.Value(onceKey{}).(store.Once); ok {
		return tx.WriteOnce(ctx, begun)
	}
	return nil
}

// repeatable gives a context for what may be asked for again with the same outcome:
// a request that was lost after it wrote is begun again.
func repeatable(ctx context.Context) context.Context { return context.WithValue(ctx, onceKey{}, nil) }

// EndOnce notes the answer of the request that was begun with a context, also when
// the one who asked has gone.
func (t *Tracker) EndOnce(under context.Context, answer Answer) {
	begun, ok := under.Value(onceKey{}).(store.Once)
	if !ok {
		return
	}
	begun.Status, begun.Header, begun.Body = answer.Status, answer.Header, answer.Body
	ctx := context.WithoutCancel(under)
	if err := t.Store.Write(ctx, func(tx *store.Tx) error { return tx.EndOnce(ctx, begun) }); err != nil {
		slog.ErrorContext(ctx, "the answer to a request is not kept", "error", err)
	}
}
