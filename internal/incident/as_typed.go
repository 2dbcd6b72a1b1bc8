package incident

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// What people type for the names of the domain is read here, for every door alike: in
// letters of any width and case, and in either language. A text that is no such name is
// given back as it stands, to be refused by who knows what is asked.

// EventKindOf reads the kind of an event, as its key or as its word in either language.
func EventKindOf(text string) EventKind { return named(EventKinds(), text) }

// ReportKindOf reads the kind of a report, as its key or as its word in either language.
func ReportKindOf(text string) ReportKind { return named(ReportKinds(), text) }

// RoleOf reads a role: "ic" is IC.
func RoleOf(text string) Role {
	if slices.Contains(Roles(), Role(text)) {
		return Role(text) // nearly all
	}
	word := typed(text)
	for _, r := range Roles() {
		if word == strings.ToLower(string(r)) {
			return r
		}
	}
	return Role(text)
}

var severitySpelt = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^sev[-_: ]*([1-4])$`) })

// SeverityNamed reads a severity: "sev2", "Sev-2", "SEV 2".
func SeverityNamed(text string) Severity {
	if m := severitySpelt().FindStringSubmatch(typed(text)); m != nil {
		return Severity("SEV" + m[1])
	}
	return Severity(text)
}

// KindFirst reads the kind that stands before a colon at the beginning of a line: of
// "Containment: rolled back" and 「安全化：切り戻した」. rest is what follows.
func KindFirst(line string) (kind EventKind, rest string, ok bool) {
	i := strings.IndexAny(line, ":：")
	if i < 0 {
		return "", line, false
	}
	rest = strings.TrimSpace(strings.TrimLeft(line[i:], ":："))
	switch word := typed(line[:i]); word {
	case "contained", "停止", "安全停止":
		return KindContainment, rest, true
	case "recovered":
		return KindRecovery, rest, true
	case "decided", "決定":
		return KindDecision, rest, true
	default:
		if kind = EventKindOf(word); !kind.Valid() {
			return "", line, false
		}
		return kind, rest, true
	}
}

// labelled is what has a word in each language.
type labelled interface {
	~string
	Label(l Lang) string
}

// named gives the one of all that a text names.
func named[T labelled](all []T, text string) T {
	for _, one := range all {
		if text == string(one) { // nearly always
			return one
		}
	}
	word := typed(text)
	for _, one := range all {
		if word == string(one) || word == typed(one.Label(Japanese)) || word == typed(one.Label(English)) {
			return one
		}
	}
	return T(text)
}

// typed gives a name as it is compared.
func typed(text string) string { return strings.ToLower(strings.TrimSpace(norm.NFKC.String(text))) }
