package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// AccountChange is what becomes of an account.
type AccountChange struct {
	Access   Access
	Service  string // the access is for its incidents alone; empty: for all
	Disabled *bool  // nil: as it was
}

// ChangeAccount changes what the account of an ID may do. Whether it is disabled
// belongs to the whole account, so that together with a service it is Refused.
func (t *Tracker) ChangeAccount(ctx context.Context, by Actor, id string, c AccountChange) error {
	if c.Service != "" {
		if c.Disabled != nil {
			return incident.Tell(incident.Refused, "disabled is said of the whole account; send it without a service", "disabled はアカウント全体の設定です。service を付けずに送ってください")
		}
		return t.SetServiceAccess(ctx, by, id, c.Service, c.Access)
	}
	was, err := t.FindAccount(ctx, by, id)
	if err != nil {
		return err
	}
	disabled := was.Disabled
	if c.Disabled != nil {
		disabled = *c.Disabled
	}
	if was.Disabled && !disabled && c.Access.Valid() {
		if err := t.enableAccount(ctx, by, was.ID); err != nil {
			return err
		}
	}
	return t.SetAccess(ctx, by, was.ID, c.Access, disabled)
}

// enableAccount lets somebody in again.
func (t *Tracker) enableAccount(ctx context.Context, by Actor, id string) error {
	return t.change(ctx, by, Admin, "account.enable", func(tx *store.Tx, entry *store.AuditEntry) error {
		a, err := tx.LockAccount(ctx, id)
		if err != nil {
			return err
		}
		entry.Detail = id
		return tx.SetAccess(ctx, id, a.Access, false)
	})
}
