package incident

import (
	"slices"

	"github.com/golang-sql/civil"
)

// ActionKind says what sort of change an action item makes.
type ActionKind string

// ActionKinds lists the kinds of action item.
func ActionKinds() []ActionKind {
	return []ActionKind{"prevent", "detect", "mitigate", "process", "game-day", "education"}
}

// Valid tells whether k is one of ActionKinds.
func (k ActionKind) Valid() bool { return slices.Contains(ActionKinds(), k) }

// Field names one field of an action item, as the JSON output and timeline
// files spell it.
type Field string

// The fields of an action item, in the order in which a document lists them.
const (
	FieldKind       Field = "kind"
	FieldOwner      Field = "owner"
	FieldDue        Field = "due"
	FieldTicket     Field = "ticket"
	FieldWhen       Field = "when"
	FieldBefore     Field = "before"
	FieldAfter      Field = "after"
	FieldVerifiedBy Field = "verified_by"

	// FieldVerified is written afterwards, when the check was seen to hold. It is
	// not one of Fields: nobody is asked for it while the item is planned.
	FieldVerified Field = "verified"
)

// Fields lists the fields in the order in which a document has them.
func Fields() []Field {
	return []Field{
		FieldKind, FieldOwner, FieldDue, FieldTicket,
		FieldWhen, FieldBefore, FieldAfter, FieldVerifiedBy,
	}
}

// ActionItem is a permanent fix (恒久対応): a change of behaviour, with an owner,
// a due date and a ticket. An empty field is one that nobody has written yet.
type ActionItem struct {
	ID         string // AI-1, AI-2, …
	Title      string
	Kind       ActionKind
	Owner      string     // a login or account: "@akiko"
	Due        civil.Date // a day in the team's time zone; the zero date: unknown
	Ticket     string     // URL or key
	When       string     // the situation in which behaviour changes
	Before     string     // what people or the system do today
	After      string     // what they do from now on
	VerifiedBy string     // how we will see that behaviour did change
	Verified   string     // a Verification as text: the check was seen to hold; empty: not yet
}

// HasDue tells whether the item names a day.
func (a ActionItem) HasDue() bool { return a.Due.IsValid() }

// Get gives a field's text, "" when it is not known.
func (a ActionItem) Get(f Field) string {
	switch f {
	case FieldKind:
		return string(a.Kind)
	case FieldOwner:
		return a.Owner
	case FieldDue:
		if a.HasDue() {
			return a.Due.String()
		}
		return ""
	case FieldTicket:
		return a.Ticket
	case FieldWhen:
		return a.When
	case FieldBefore:
		return a.Before
	case FieldAfter:
		return a.After
	case FieldVerifiedBy:
		return a.VerifiedBy
	case FieldVerified:
		return a.Verified
	}
	return ""
}

// Missing lists the fields that nobody has written yet.
func (a ActionItem) Missing() []Field {
	missing := []Field{}
	for _, f := range Fields() {
		if f.Unwritten(a.Get(f)) {
			missing = append(missing, f)
		}
	}
	return missing
}
