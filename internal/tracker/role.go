package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// AssignRole gives a role to a person, by the rules of the first response.
func (t *Tracker) AssignRole(ctx context.Context, a Actor, key string, role incident.Role, person string) error {
	person = a.Meant(person)
	if err := t.onePerson(person); err != nil {
		return err
	}
	return t.changeRole(ctx, a, key, role, person, "role.assign", func(in store.Incident, roster incident.Roster) ([]store.RoleChange, string, error) {
		return []store.RoleChange{{Role: role, Person: person, Taken: true}}, in.Lang.Say("%s is assigned", "%s が着任", role),
			roster.CanAssign(role, person, t.Config.People)
	})
}

// ReleaseRole takes a role from a person who holds it.
func (t *Tracker) ReleaseRole(ctx context.Context, a Actor, key string, role incident.Role, person string) error {
	person = a.Meant(person)
	return t.changeRole(ctx, a, key, role, person, "role.release", func(in store.Incident, roster incident.Roster) ([]store.RoleChange, string, error) {
		err := roster.CanRelease(role, person, t.Config.People)
		return t.laidDown(roster, role, person), in.Lang.Say("%s is released", "%s が離任", role), err
	})
}

// HandOverRole moves a role from whoever holds it to a person. The note says
// what was handed over.
func (t *Tracker) HandOverRole(ctx context.Context, a Actor, key string, role incident.Role, person, note string) error {
	person = a.Meant(person)
	if err := t.onePerson(person); err != nil {
		return err
	}
	return t.changeRole(ctx, a, key, role, person, "role.handover", func(in store.Incident, roster incident.Roster) ([]store.RoleChange, string, error) {
		var changes []store.RoleChange
		for _, holder := range roster.Holders(role) {
			changes = append(changes, store.RoleChange{Role: role, Person: holder})
		}
		text := in.Lang.Say("%s is handed over", "%s を引き継ぎ", role)
		if note != "" {
			text += in.Lang.Say(": ", "：") + note
		}
		return append(changes, store.RoleChange{Role: role, Person: person, Taken: true, Note: note}), text,
			roster.CanHandOver(role, person, t.Config.People)
	})
}

// onePerson tells whether a role would go to one person: several would hold more roles
// than one may, unseen.
func (t *Tracker) onePerson(person string) error {
	if strings.TrimSpace(person) == "" || t.Config.People.OnePerson(person) {
		return nil
	}
	return incident.Tell(incident.Invalid, "%q is not one person; give the role to one, named by login, for example @akiko", "%q は一人の担当者として読めません。@akiko のようなログイン名で一人だけ指定してください", person)
}

// laidDown gives the changes that take a role from a person, under every
// spelling of the name that holds it.
func (t *Tracker) laidDown(roster incident.Roster, role incident.Role, person string) []store.RoleChange {
	var changes []store.RoleChange
	for _, holder := range roster.Holders(role) {
		if t.Config.People.Same(holder, person) {
			changes = append(changes, store.RoleChange{Role: role, Person: holder})
		}
	}
	return changes
}

// changeRole runs one change of roles: judge says what changes, how the timeline
// tells it, and whether a rule speaks against it. The event's text names the role;
// the person stands beside it, where no postmortem shows the name.
func (t *Tracker) changeRole(ctx context.Context, a Actor, key string, role incident.Role, person, action string,
	judge func(in store.Incident, roster incident.Roster) ([]store.RoleChange, string, error),
) error {
	if !role.Valid() {
		return incident.Tell(incident.Invalid, "there is no role %q; the roles are %s", "役割 %q はありません。役割: %s", role, join(incident.Roles()))
	}
	if strings.TrimSpace(person) == "" {
		return incident.Tell(incident.Invalid, "a role needs a person; name one by login, for example @akiko", "役割には担当者が必要です。@akiko のようにログイン名で指定してください")
	}
	if err := incident.CheckEventText(person); err != nil {
		return err
	}
	return t.change(ctx, a, Responder, action, func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		roster, err := tx.Roster(ctx, key)
		if err != nil {
			return err
		}
		changes, text, err := judge(in, roster)
		if err != nil {
			return err
		}
		if err := incident.CheckEventText(text); err != nil { // with the note of a handover
			return err
		}
		now := t.now()
		for _, c := range changes {
			c.At, c.By = now, a.Name
			if err := tx.AppendRole(ctx, key, c); err != nil {
				return err
			}
		}
		entry.Incident, entry.Detail = key, string(role)+" "+person
		_, err = tx.AppendEvent(ctx, key, incident.Event{At: now, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindRole, Role: role, Actor: person, Text: text})
		return err
	})
}

// openIncident holds an incident that is not closed until the end of the
// transaction.
func openIncident(ctx context.Context, tx *store.Tx, key string) (store.Incident, error) {
	in, err := tx.LockIncident(ctx, key)
	if err == nil && in.State == incident.Closed {
		err = closedError(in.Key)
	}
	return in, err
}

// errClosed is what closedError wraps.
var errClosed = incident.Tell(incident.Refused, "reopen it first", "先に再開してください")

// closedError says that a closed TARGET stays as it is.
func closedError(target string) error {
	return incident.PutRightBy(incident.Tell(incident.Refused, "%s is closed; %w, on its page or with: pmtracker reopen %[1]s --reason \"…\"",
		"%s はクローズ済みです。%w（インシデントのページ、または pmtracker reopen %[1]s --reason \"…\"）", target, errClosed), incident.RemedyReopen)
}
