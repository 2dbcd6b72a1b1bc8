package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Reading is what somebody chose about reading; nil stays as it is, and empty is as
// the browser says.
type Reading struct {
	Lang *incident.Lang
	Zone *string // IANA name
}

// Check refuses a language or a zone that is none.
func (r Reading) Check() error {
	if l := r.Lang; l != nil && *l != "" && !l.Valid() {
		return incident.Tell(incident.Invalid, "there is no language %q here; it is en or ja", "言語 %q はありません。en か ja を指定してください", *l)
	}
	if z := r.Zone; z != nil && *z != "" && store.ZoneNamed(*z) == nil {
		return incident.Tell(incident.Invalid, "there is no time zone %q; write its IANA name, for example Asia/Tokyo", "タイムゾーン %q はありません。Asia/Tokyo のような IANA 名で書いてください", *z)
	}
	return nil
}

// SetReading keeps in which language and time zone the actor likes to read. A
// language or zone that is none is Invalid.
func (t *Tracker) SetReading(ctx context.Context, a Actor, chosen Reading) error {
	if err := a.maySelf(); err != nil {
		return err
	}
	if err := chosen.Check(); err != nil {
		return err
	}
	return t.change(ctx, a, Viewer, "account.reading", func(tx *store.Tx, entry *store.AuditEntry) error {
		was, err := tx.LockAccount(ctx, a.Name)
		if err != nil {
			return err
		}
		if chosen.Lang != nil {
			was.Lang = string(*chosen.Lang)
		}
		if chosen.Zone != nil {
			was.Zone = *chosen.Zone
		}
		entry.Detail = a.Name
		return tx.SetReading(ctx, a.Name, was.Lang, was.Zone)
	})
}
