package tracker

import (
	"slices"
	"strings"

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

	// Files lets a TARGET of the actor be a file on this machine: for whoever sits at
	// it. To anybody who comes over the network a path is the key of no incident.
	Files bool

	Token string // ID of the API token that the actor comes with; empty: signed in, or at this machine

	Services map[string]Access // more access, for the incidents of a service

	Lang incident.Lang // in which the actor chose to read; empty: as the browser says
	Zone string        // IANA name of the zone in which the actor chose to read times; empty: as the browser says
}

// may tells whether the actor has a level of access. This is the only place that
// decides it.
func (a Actor) may(need Access) error {
	if a.Access.includes(need) {
		return nil
	}
	return incident.Tell(incident.Forbidden, "%s may not do that: it needs the role %s; ask an admin", "%s にはこの操作の権限がありません（%s が必要です）。admin に依頼してください", a.Name, need)
}

// May is Allows with the sentence that refuses, for a page that is a form and
// nothing else.
func (a Actor) May(need Access) error { return a.may(need) }

// Meant gives whom the actor names as a person: "me" is the actor.
func (a Actor) Meant(person string) string {
	switch strings.ToLower(strings.TrimSpace(person)) {
	case "me", "myself", "自分", "私":
		return a.Name
	}
	return person
}

// MayDeclare tells whether there is any service for whose incidents the actor may
// declare one.
func (a Actor) MayDeclare() error { return a.mayFor(Responder, "") }

// mayFor tells whether the actor has a level of access for the incidents of a
// service; the empty service asks whether there is any for which the actor has.
func (a Actor) mayFor(need Access, service string) error {
	if len(a.ServicesWith(need)) > 0 && (service == "" || a.Services[service].includes(need)) {
		return nil
	}
	return a.mayOf(need, service)
}

// mayOf is may with the service of the incident in the sentence that refuses, where the
// actor has the level of access for other services.
func (a Actor) mayOf(need Access, service string) error {
	err, elsewhere := a.may(need), a.ServicesWith(need)
	if err == nil || len(elsewhere) == 0 {
		return err
	}
	if service == "" {
		return incident.Tell(incident.Forbidden, "%[1]s may not do that for an incident without a service: %[1]s has the role %[2]s for %[3]s alone; name that service, or ask an admin",
			"%[1]s にはサービスのないインシデントでのこの操作の権限がありません（%[1]s の %[2]s 権限は %[3]s だけです）。サービスを指定するか、admin に依頼してください", a.Name, need, strings.Join(elsewhere, ", "))
	}
	return incident.Tell(incident.Forbidden, "%s may not do that for the service %q: %[1]s has the role %[3]s for %[4]s alone; ask an admin",
		"%s にはサービス%qでのこの操作の権限がありません（%[1]s の %[3]s 権限は %[4]s だけです）。admin に依頼してください", a.Name, service, need, strings.Join(elsewhere, ", "))
}

// mayMove tells whether the actor may give an incident of one service to another, the
// empty one being none: nobody gets more access over an incident by moving it.
func (a Actor) mayMove(from, to string) error {
	before, after := a.over(from), a.over(to)
	if before.includes(after) {
		return nil
	}
	if from == "" {
		return incident.Tell(incident.Forbidden, "%[1]s has the role %[2]s for the service %[4]q, and %[3]s for incidents without a service, and may not give this one to that service; ask an admin, or who has the role %[2]s for all services",
			"%[1]s はサービス%[4]qでは %[2]s、サービスのないインシデントでは %[3]s です。このインシデントをそのサービスには移せません。admin か、すべてのサービスで %[2]s 権限を持つ人に依頼してください", a.Name, after, before, to)
	}
	return incident.Tell(incident.Forbidden, "%[1]s has the role %[2]s for the service %[5]q, and %[3]s for %[4]q, and may not move an incident from %[4]q to it; ask an admin, or who has the role %[2]s for both",
		"%[1]s はサービス%[5]qでは %[2]s、%[4]qでは %[3]s です。インシデントを%[4]qから%[5]qへは移せません。admin か、両方で %[2]s 権限を持つ人に依頼してください", a.Name, after, before, from, to)
}

// over is how much the actor may do for the incidents of a service; the empty service
// stands for those of none.
func (a Actor) over(service string) Access {
	if own := a.Services[service]; service != "" && own.includes(a.Access) {
		return own
	}
	return a.Access
}

// ServicesWith lists the services for whose incidents the actor has a level of access
// beyond that for all, in the order of their names.
func (a Actor) ServicesWith(need Access) []string {
	var services []string
	for name, access := range a.Services {
		if access.includes(need) {
			services = append(services, name)
		}
	}
	slices.Sort(services)
	return services
}

func (a Access) includes(need Access) bool {
	return slices.Index(Accesses(), a) >= slices.Index(Accesses(), need)
}

// maySelf refuses to change the own account, and what lets one act as it, to who comes with
// a token: else a token that was lost would outlive its last day and lock its owner out.
func (a Actor) maySelf() error {
	if a.Token == "" {
		return nil
	}
	return incident.Tell(incident.Forbidden, "a token may not change the account, its tokens or its sessions; sign in and do it there", "トークンでは、アカウント・トークン・セッションを変更できません。サインインして変更してください")
}

// atMost gives the actor with no more than a level of access.
func (a Actor) atMost(access Access) Actor {
	if a.Access.includes(access) {
		a.Access = access
	}
	services := map[string]Access{}
	for name, has := range a.Services {
		if has.includes(access) {
			has = access
		}
		services[name] = has
	}
	a.Services = services
	return a
}

// AllowsFor tells the same as Allows of the incidents of a service.
func (a Actor) AllowsFor(need Access, service string) bool {
	return a.may(need) == nil || service != "" && a.mayFor(need, service) == nil
}

// AllowsSomewhere tells whether the actor has a level of access for the incidents of any
// service.
func (a Actor) AllowsSomewhere(need Access) bool { return a.mayFor(need, "") == nil }

// highest is the most that the actor may do for any incident.
func (a Actor) highest() Access {
	most := a.Access
	for _, access := range a.Services {
		if access.includes(most) {
			most = access
		}
	}
	return most
}

// Allows tells whether the actor has a level of access, for a page that leaves
// out what would be refused.
func (a Actor) Allows(need Access) bool { return a.may(need) == nil }
