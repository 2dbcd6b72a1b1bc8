package tracker

import (
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Access is how much a person may do. Each level includes those before it.
type Access string

// The levels of access.
const (
	Viewer    Access = "viewer"    // reads
	Responder Access = "responder" // works on incidents and their postmortems
	Reviewer  Access = "reviewer"  // approves and closes
	Admin     Access = "admin"     // imports, restores, manages access
)

// Accesses lists the levels, the lowest first.
func Accesses() []Access { return []Access{Viewer, Responder, Reviewer, Admin} }

// Valid tells whether a is one of the levels.
func (a Access) Valid() bool { return slices.Contains(Accesses(), a) }

// Actor is who acts, what that person may do, and from where. The audit log
// keeps the name and where from.
type Actor struct {
	Name   string // login or e-mail address
	Access Access
	Origin string // "cli", "web 192.0.2.7", "action"
}

// CommandLine is somebody at the command line, who may do everything that the
// database or the files let that person do.
func CommandLine(name string) Actor { return Actor{Name: name, Access: Admin, Origin: "cli"} }

// may tells whether the actor has a level of access. This is the only place that
// decides it.
func (a Actor) may(need Access) error {
	if slices.Index(Accesses(), a.Access) >= slices.Index(Accesses(), need) {
		return nil
	}
	return incident.Errorf(incident.Forbidden, "%s may not do that: it needs the role %s; ask an admin", a.Name, need)
}

// Allows tells whether the actor has a level of access, for a page that leaves
// out what would be refused.
func (a Actor) Allows(need Access) bool { return a.may(need) == nil }
