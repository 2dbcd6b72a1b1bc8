package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// CommandLine is somebody at the command line, who may do everything that the
// database or the files let that person do.
func CommandLine(name string) Actor {
	return Actor{Name: name, Access: Admin, Origin: "cli", Files: true}
}

// AtCommandLine is CommandLine with the access of the account that the named person has
// in the database: an approval under a name is worth what that one may do, whatever the
// door. Who has no account is the operator; a disabled one may do nothing.
func (t *Tracker) AtCommandLine(ctx context.Context, name string) (Actor, error) {
	actor := CommandLine(name)
	if t.Store == nil {
		return actor, nil
	}
	err := t.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Accounts(ctx)
		if err != nil {
			return err
		}
		a, has := t.accountOf(all, name)
		if !has {
			return nil
		}
		actor.Access, actor.Services = "", nil
		if !a.Disabled {
			known := actorOf(a, actor.Origin)
			actor.Access, actor.Services = known.Access, known.Services
		}
		return nil
	})
	return actor, err
}

// accountOf gives the account that somebody means who writes a login, an e-mail address
// or what else the team knows a person by: the name too, as that would count as the person's
// in an approval.
func (t *Tracker) accountOf(all []store.Account, name string) (store.Account, bool) {
	person, known := t.Config.People.Known(name)
	ofPerson := func(a store.Account) bool {
		of, mapped := t.Config.People.Find(a.ID)
		return known && mapped && incident.SameAccount(of.ID, person.ID)
	}
	for _, means := range []func(a store.Account) bool{
		func(a store.Account) bool { return incident.SameAccount(a.ID, name) },
		func(a store.Account) bool { return known && incident.SameAccount(a.ID, person.ID) },
		ofPerson,
		func(a store.Account) bool { return a.Email != "" && incident.SameAccount(a.Email, name) },
	} {
		for _, a := range all {
			if means(a) {
				return a, true
			}
		}
	}
	return store.Account{}, false
}
