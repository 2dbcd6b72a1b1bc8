package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// ChangePassword gives the actor's own account another password, for the present one,
// and ends its sessions but the one of the key. It is Forbidden with a wrong one, and
// Refused for who signs in elsewhere.
func (t *Tracker) ChangePassword(ctx context.Context, a Actor, present, next, session string) error {
	own, err := t.OwnAccount(ctx, a)
	switch {
	case err != nil:
		return err
	case own.Password == "":
		return incident.Tell(incident.Refused, "%s has no password here; sign in where you do, and change it there", "%s にはここで使うパスワードがありません。認証プロバイダー側で変更してください", own.ID)
	case !samePassword(present, own.Password):
		return incident.Tell(incident.Forbidden, "the present password is wrong; nothing was changed", "現在のパスワードが違います。何も変更していません")
	}
	return t.setPassword(ctx, a, Viewer, own, next, session)
}

// ResetPassword gives somebody's account another password, for an admin, and ends its
// sessions. One that signs in elsewhere can sign in with the password too.
func (t *Tracker) ResetPassword(ctx context.Context, by Actor, id, next string) error {
	a, err := t.FindAccount(ctx, by, id)
	if err != nil {
		return err
	}
	return t.setPassword(ctx, by, Admin, a, next, "")
}

// setPassword writes a password where the account still has the one that was seen.
func (t *Tracker) setPassword(ctx context.Context, by Actor, need Access, seen store.Account, next, session string) error {
	if seen.ID == by.Name {
		if err := by.maySelf(); err != nil {
			return err
		}
	}
	hash, err := hashPassword(next)
	if err != nil {
		return err
	}
	return t.change(ctx, by, need, "account.password", func(tx *store.Tx, entry *store.AuditEntry) error {
		a, err := tx.LockAccount(ctx, seen.ID)
		if err != nil {
			return err
		}
		if a.Password != seen.Password {
			return incident.Tell(incident.Conflict, "the password of %s was changed meanwhile; look again", "%s のパスワードはその間に変更されています。確認し直してください", a.ID)
		}
		entry.Detail = a.ID
		if err := tx.EndOtherSessions(ctx, a.ID, session, t.now()); err != nil {
			return err
		}
		return tx.SetPassword(ctx, a.ID, hash)
	})
}
