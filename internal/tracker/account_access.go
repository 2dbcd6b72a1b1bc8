package tracker

import (
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// AccountChange is what becomes of an account.
type AccountChange struct {
	Access   Access
	Service  string // the access is for its incidents alone; empty: for all
	Disabled *bool  // nil: as it was
}

// ChangeAccount changes what the account of an ID may do, and ends its sessions when it
// may do nothing. Nobody takes the own access away, and one admin always stays, also when
// two take it from each other at once. Whether it is disabled belongs to the whole
// account, so that together with a service it is Refused.
func (t *Tracker) ChangeAccount(ctx context.Context, by Actor, id string, c AccountChange) error {
	if c.Service != "" {
		if c.Disabled != nil {
			return incident.Tell(incident.Refused, "disabled is said of the whole account; send it without a service", "disabled はアカウント全体の設定です。service を付けずに送ってください")
		}
		return t.SetServiceAccess(ctx, by, id, c.Service, c.Access)
	}
	if !c.Access.Valid() {
		return incident.Tell(incident.Invalid, "there is no access %q; it is viewer, responder, reviewer or admin", "権限 %q はありません。viewer、responder、reviewer、admin のいずれかです", c.Access)
	}
	return t.change(ctx, by, Admin, "account.access", func(tx *store.Tx, entry *store.AuditEntry) error {
		if err := tx.LockAccounts(ctx); err != nil {
			return err
		}
		a, err := tx.FindAccount(ctx, id)
		if err == nil {
			a, err = tx.LockAccount(ctx, a.ID)
		}
		if err != nil {
			return err
		}
		disabled := a.Disabled
		if c.Disabled != nil {
			disabled = *c.Disabled
		}
		if disabled || c.Access != Admin {
			if err := mayTakeAway(ctx, tx, by, a); err != nil {
				return err
			}
		}
		entry.Detail = a.ID + " " + string(c.Access)
		switch {
		case disabled:
			entry.Detail = a.ID + " disabled"
			if err := tx.EndSessions(ctx, a.ID, t.now()); err != nil {
				return err
			}
		case a.Disabled:
			if err := tx.Audit(ctx, store.AuditEntry{At: t.now(), Actor: by.Name, Origin: by.Origin, Action: "account.enable", Detail: a.ID}); err != nil {
				return err
			}
		}
		return tx.SetAccess(ctx, a.ID, string(c.Access), disabled)
	})
}

// mayTakeAway tells whether an account may be an admin no more.
func mayTakeAway(ctx context.Context, tx *store.Tx, by Actor, a store.Account) error {
	if a.ID == by.Name {
		return incident.Tell(incident.Refused, "nobody takes the own access away; another admin can", "自分自身の権限は外せません。別の admin に依頼してください")
	}
	if !isAdmin(a) {
		return nil
	}
	all, err := tx.Accounts(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(other store.Account) bool { return other.ID != a.ID && isAdmin(other) }) {
		return incident.Tell(incident.Refused, "%s is the only admin; make somebody else an admin first", "%s は最後の admin です。先に別の人を admin にしてください", a.ID)
	}
	return nil
}
