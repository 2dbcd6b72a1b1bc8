package incident

import (
	"slices"
	"time"
)

// EventKind says what an event of the timeline tells.
type EventKind string

// The kinds of event.
const (
	KindDetection     EventKind = "detection"
	KindDeclaration   EventKind = "declaration"
	KindSeverity      EventKind = "severity"
	KindRole          EventKind = "role"
	KindContainment   EventKind = "containment"
	KindHypothesis    EventKind = "hypothesis"
	KindDecision      EventKind = "decision"
	KindAction        EventKind = "action"
	KindCommunication EventKind = "communication"
	KindKPI           EventKind = "kpi"
	KindRecovery      EventKind = "recovery"
	KindNote          EventKind = "note"
	KindCorrection    EventKind = "correction"
)

// EventKinds lists the kinds in the order in which they are documented.
func EventKinds() []EventKind {
	return []EventKind{
		KindDetection, KindDeclaration, KindSeverity, KindRole, KindContainment,
		KindHypothesis, KindDecision, KindAction, KindCommunication, KindKPI,
		KindRecovery, KindNote, KindCorrection,
	}
}

// LoggedKinds lists the kinds that somebody can write a line of: a declaration, a role and
// a recovery come about by rules of their own.
func LoggedKinds() []EventKind {
	return slices.DeleteFunc(EventKinds(), func(k EventKind) bool { return k == KindDeclaration || k == KindRole || k == KindRecovery })
}

// Valid tells whether k is one of EventKinds.
func (k EventKind) Valid() bool { return slices.Contains(EventKinds(), k) }

// MovesIncident tells whether an event of the kind says where the incident stands, who
// answers for it or how bad it is. A person chooses such a kind; words alone never do.
func (k EventKind) MovesIncident() bool {
	switch k {
	case KindDeclaration, KindSeverity, KindRole, KindContainment, KindRecovery:
		return true
	}
	return false
}

// Event is one line of the timeline. The timeline is append-only: a mistake is
// put right by a correction that points at the event it corrects.
type Event struct {
	ID         string    // empty in a file
	At         time.Time // when it happened
	RecordedAt time.Time // when it was written down; zero in a file
	RecordedBy string    // who wrote it down; empty in a file
	Kind       EventKind
	Role       Role   // who acted, by role; empty when it was nobody
	Actor      string // who acted, by name; never written into a postmortem
	Text       string // inline Markdown
	Links      []string
	Corrects   string // ID of the event that a correction puts right

	CorrectedAt time.Time // of a correction: the right time of that event; zero: it corrects words alone
	WrittenAt   time.Time // when it was said to have happened before a correction; zero: At was never corrected
}

// SortEvents orders events by the time at which they happened; events of the
// same moment keep their order.
func SortEvents(events []Event) {
	slices.SortStableFunc(events, func(a, b Event) int { return a.At.Compare(b.At) })
}
