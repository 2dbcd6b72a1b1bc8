package tracker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// ErrChanged is what a change wraps that was made under Expect, when what it changes
// is another by now.
var ErrChanged = incident.Tell(incident.Conflict, "it was changed since you looked at it; get it again", "表示した後に変更されています。取得し直してください")

type expectKey struct{}

// expectation is what somebody who changes something saw of it.
type expectation struct {
	of    string                                                    // an incident, or an account
	now   func(ctx context.Context, tx *store.Tx) ([]string, error) // the marks that it has
	marks []string
	met   bool // a change was made under it
}

// Expect gives a context under which the first change is made only while an
// incident still has one of the marks that Versions gave. It is asked in the
// transaction of the change, so that nothing comes between, and anew whenever that
// transaction is run again.
func Expect(ctx context.Context, key string, marks []string) context.Context {
	return context.WithValue(ctx, expectKey{}, &expectation{of: key, marks: marks, now: func(ctx context.Context, tx *store.Tx) ([]string, error) {
		if _, err := tx.LockIncident(ctx, key); err != nil {
			return nil, err
		}
		return versions(ctx, tx, key)
	}})
}

// ExpectAccount is Expect for an account and the marks of AccountMark.
func ExpectAccount(ctx context.Context, id string, marks []string) context.Context {
	return context.WithValue(ctx, expectKey{}, &expectation{of: id, marks: marks, now: func(ctx context.Context, tx *store.Tx) ([]string, error) {
		a, err := tx.LockAccount(ctx, id)
		return []string{AccountMark(a)}, err
	}})
}

// AccountMark gives the mark of an account: another one after any change of what is
// told of it.
func AccountMark(a store.Account) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %t %q %q %q", a.ID, a.Name, a.Email, a.Access, a.Disabled, a.Lang, a.Zone, a.Services)) // a map is printed in the order of its keys
	return hex.EncodeToString(sum[:8])
}

// expected refuses a change of what is not as its maker saw it.
func expected(ctx context.Context, tx *store.Tx) error {
	e, ok := ctx.Value(expectKey{}).(*expectation)
	if !ok || e.met {
		return nil
	}
	now, err := e.now(ctx, tx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(now, func(mark string) bool { return slices.Contains(e.marks, mark) }) {
		return incident.Errorf(incident.Conflict, "%s: %w", e.of, ErrChanged)
	}
	return nil
}

// changed says that the first change under an expectation is written.
func changed(ctx context.Context) {
	if e, ok := ctx.Value(expectKey{}).(*expectation); ok {
		e.met = true
	}
}

// Version gives the mark of an incident: another one after any change of
// it that somebody made. It is NotFound where there is no such incident.
func (t *Tracker) Version(ctx context.Context, key string) (mark string, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		if _, err := tx.Incident(ctx, key); err != nil {
			return err
		}
		mark, err = tx.LastAudit(ctx, key)
		return err
	})
	return mark, err
}

// Versions gives the marks by which Expect takes an incident for unchanged: that of
// Version, for who saw the whole of it, and the number of the postmortem's revision,
// for who saw that. It is NotFound as Version is.
func (t *Tracker) Versions(ctx context.Context, key string) (marks []string, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		if _, err := tx.Incident(ctx, key); err != nil {
			return err
		}
		marks, err = versions(ctx, tx, key)
		return err
	})
	return marks, err
}

func versions(ctx context.Context, tx *store.Tx, key string) ([]string, error) {
	mark, err := tx.LastAudit(ctx, key)
	if err != nil {
		return nil, err
	}
	r, err := tx.Revision(ctx, key, 0)
	if err != nil && incident.CodeOf(err) == incident.NotFound {
		return []string{mark}, nil
	}
	return []string{mark, strconv.Itoa(r.Number)}, err
}
