package tracker

import (
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// ErrChanged is what a change wraps that was made under Expect, when the incident
// is another by now.
var ErrChanged = incident.Tell(incident.Conflict, "it was changed since you looked at it; get it again", "表示した後に変更されています。取得し直してください")

type expectKey struct{}

// expectation is what somebody who changes an incident saw of it.
type expectation struct {
	key   string
	marks []string
	met   bool // a change was made under it
}

// Expect gives a context under which the first change is made only while an
// incident still has one of the marks that Version gave. It is asked in the
// transaction of the change, so that nothing comes between, and anew whenever that
// transaction is run again.
func Expect(ctx context.Context, key string, marks []string) context.Context {
	return context.WithValue(ctx, expectKey{}, &expectation{key: key, marks: marks})
}

// expected refuses a change of an incident that is not what its maker saw.
func expected(ctx context.Context, tx *store.Tx) error {
	e, ok := ctx.Value(expectKey{}).(*expectation)
	if !ok || e.met {
		return nil
	}
	if _, err := tx.LockIncident(ctx, e.key); err != nil {
		return err
	}
	mark, err := tx.LastAudit(ctx, e.key)
	if err != nil {
		return err
	}
	if !slices.Contains(e.marks, mark) {
		return incident.Errorf(incident.Conflict, "%s: %w", e.key, ErrChanged)
	}
	return nil
}

// changed says that the first change under an expectation is written.
func changed(ctx context.Context) {
	if e, ok := ctx.Value(expectKey{}).(*expectation); ok {
		e.met = true
	}
}

// Version gives the mark of an incident for Expect: another one after any change of
// it that somebody made.
func (t *Tracker) Version(ctx context.Context, key string) (mark string, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		mark, err = tx.LastAudit(ctx, key)
		return err
	})
	return mark, err
}
