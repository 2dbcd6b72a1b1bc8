package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// RoleChange says that a person took a role, or laid it down.
type RoleChange struct {
	Role   incident.Role
	Person string
	Taken  bool // false: laid down
	At     time.Time
	By     string // who recorded it
	Note   string // what was handed over
}

// AppendRole writes a change of roles.
func (tx *Tx) AppendRole(ctx context.Context, key string, c RoleChange) error {
	return tx.exec(ctx, "cannot write the role", `INSERT INTO role_assignment
		(id, incident_key, role, person, assigned, at, recorded_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		NewID(), key, string(c.Role), c.Person, c.Taken, micros(c.At), c.By, c.Note)
}

// Roster gives who held which role in an incident, in the order in which the
// roles were taken.
func (tx *Tx) Roster(ctx context.Context, key string) (incident.Roster, error) {
	var roster incident.Roster
	err := tx.each(ctx, "cannot read the roles", func(scan func(...any) error) error {
		var c RoleChange
		var at sql.NullInt64
		if err := scan(&c.Role, &c.Person, &c.Taken, &at, &c.Note); err != nil {
			return err
		}
		c.At = fromMicros(at)
		if c.Taken {
			roster = append(roster, incident.Assignment{Role: c.Role, Person: c.Person, From: c.At, Note: c.Note})
			return nil
		}
		for i := range roster {
			if a := &roster[i]; a.Role == c.Role && a.Person == c.Person && a.Until.IsZero() {
				a.Until = c.At
			}
		}
		return nil
	}, "SELECT role, person, assigned, at, note FROM role_assignment WHERE incident_key = $1 ORDER BY id", key)
	return roster, err
}
