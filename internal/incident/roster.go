package incident

import (
	"slices"
	"time"
)

// RoomRule is a rule of the first response. A breach is refused with its name
// and with what to do instead.
type RoomRule string

// The rules of the first response.
const (
	RuleTwoRoles         RoomRule = "at-most-two-roles" // one person holds at most two roles in one incident
	RuleOneCommander     RoomRule = "one-commander"     // one person commands at a time
	RuleCommanderDecides RoomRule = "commander-decides" // the IC holds no Ops role and does no hands-on work
	RuleCheapestRollback RoomRule = "cheapest-rollback" // under high uncertainty the cheapest rollback wins, or a reason is given
	RuleNextReport       RoomRule = "next-report"       // a first or periodic report names the time of the next
	RuleContainFirst     RoomRule = "contain-first"     // safe stop comes before recovery, or a reason is given
	RuleRecoveryByNumber RoomRule = "recovery-by-kpi"   // recovery is declared by numbers, never by feeling
)

// Assignment is one person in one role.
type Assignment struct {
	Role   Role
	Person string
	From   time.Time
	Until  time.Time // zero: still
	Note   string    // what was handed over
}

// Roster is who held which role, in the order in which the roles were taken.
type Roster []Assignment

// Holders lists who holds a role now.
func (r Roster) Holders(role Role) []string {
	var holders []string
	for _, a := range r {
		if a.Role == role && a.Until.IsZero() {
			holders = append(holders, a.Person)
		}
	}
	return holders
}

// At gives who held which role at a moment, as the roster of that moment would say.
func (r Roster) At(moment time.Time) Roster {
	var held Roster
	for _, a := range r {
		if !a.From.After(moment) && (a.Until.IsZero() || a.Until.After(moment)) {
			a.Until = time.Time{}
			held = append(held, a)
		}
	}
	return held
}

// RolesOf lists the roles that a person holds now.
func (r Roster) RolesOf(person string, people People) []Role {
	var roles []Role
	for _, a := range r {
		if a.Until.IsZero() && people.Same(a.Person, person) && !slices.Contains(roles, a.Role) {
			roles = append(roles, a.Role)
		}
	}
	return roles
}

// Commander gives the person who commands now, "" when nobody does.
func (r Roster) Commander() string {
	if holders := r.Holders(Commander); len(holders) > 0 {
		return holders[0]
	}
	return ""
}

// CanAssign tells whether a person may take a role. The error is Refused and
// names the rule: a person holds at most two roles, one person commands at a
// time, and who commands does not work on the recovery.
func (r Roster) CanAssign(role Role, person string, people People) error {
	held := r.RolesOf(person, people)
	if slices.Contains(held, role) {
		return Tell(Refused, "%s already holds the role %s", "%s はすでに %s です", person, role)
	}
	if current := r.Commander(); role == Commander && current != "" {
		return PutRightBy(refuse(RuleOneCommander, Tell(Refused, "%w; hand over with: pmtracker role INC handover IC %s", "%w。引き継ぐときは pmtracker role INC handover IC %s を使ってください", Tell(Refused, "%s commands already", "すでに %s が指揮しています", current), ShellWord(person))), RemedyHandOver)
	}
	return mayHold(append(held, role), person)
}

// CanHandOver tells whether a role may go from those who hold it to a person.
func (r Roster) CanHandOver(role Role, person string, people People) error {
	if len(r.Holders(role)) == 0 {
		return Tell(Refused, "nobody holds the role %s, so nobody can hand it over; assign it", "%s を担当している人がいないため引き継げません。assign で割り当ててください", role)
	}
	held := r.RolesOf(person, people)
	if slices.Contains(held, role) {
		return Tell(Refused, "%s already holds the role %s", "%s はすでに %s です", person, role)
	}
	return mayHold(append(held, role), person)
}

// CanRelease tells whether a person has a role to give up.
func (r Roster) CanRelease(role Role, person string, people People) error {
	if !slices.Contains(r.RolesOf(person, people), role) {
		return Tell(Refused, "%s does not hold the role %s", "%s は %s ではありません", person, role)
	}
	return nil
}

// mayHold judges the roles that a person would hold.
func mayHold(roles []Role, person string) error {
	if slices.Contains(roles, Commander) && slices.Contains(roles, Operations) {
		return refuse(RuleCommanderDecides, Tell(Refused, "%s would be IC and Ops at once: the IC decides and does no hands-on work; give one of the two to somebody else",
			"%s が IC と Ops を兼ねることになります。IC は判断に専念し、手を動かしません。どちらかを別の人に割り当ててください", person))
	}
	if len(roles) > 2 {
		return refuse(RuleTwoRoles, Tell(Refused, "%s holds %s and %s already; release one of them first, or name somebody else for %s",
			"%s はすでに %s と %s を担当しています。先に一つを外すか、%s を別の人に割り当ててください", person, roles[0], roles[1], roles[2]))
	}
	return nil
}

// CanLog tells whether an event may be written as somebody's work: the IC logs
// no hands-on action. Who is named as actor is judged by the roles that person held
// when it happened, whatever role the event names. Where it names neither, whoever recorded it
// acted; with another role alone, somebody in that role did, and anybody may write
// that down.
func (r Roster) CanLog(e Event, people People) error {
	actor := e.Actor
	if actor == "" && e.Role == "" {
		actor = e.RecordedBy
	}
	byCommander := e.Role == Commander || actor != "" && slices.Contains(r.At(e.At).RolesOf(actor, people), Commander)
	if e.Kind != KindAction || !byCommander {
		return nil
	}
	return PutRightBy(refuse(RuleCommanderDecides, Tell(Refused, "an action by the IC: the IC decides and does no hands-on work; log the order as --kind decision, or name who did it: --actor PERSON, or --role Ops alone",
		"IC による作業の記録です。IC は判断に専念し、手を動かしません。指示は --kind decision で、作業は実施した人（--actor 名前、または --role Ops のみ）で記録してください")), RemedyDecision)
}

// CommandGap tells since when nobody has commanded: from the release of the last
// IC, or from the declaration when there was none. The zero time: somebody does.
func (r Roster) CommandGap(declaredAt time.Time) time.Time {
	since := declaredAt
	for _, a := range r {
		if a.Role != Commander {
			continue
		}
		if a.Until.IsZero() {
			return time.Time{}
		}
		if a.Until.After(since) {
			since = a.Until
		}
	}
	return since
}

func refuse(rule RoomRule, why error) error {
	return Tell(Refused, "refused by the rule %s: %w", "規則 %s により拒否: %w", rule, why)
}
