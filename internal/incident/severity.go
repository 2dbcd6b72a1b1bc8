package incident

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Severity is how bad an incident is, SEV1 (worst) to SEV4.
type Severity string

// Severities lists them, worst first.
func Severities() []Severity { return []Severity{"SEV1", "SEV2", "SEV3", "SEV4"} }

// Valid tells whether s is one of the four.
func (s Severity) Valid() bool {
	return s == "SEV1" || s == "SEV2" || s == "SEV3" || s == "SEV4"
}

// severityFirst is a severity at the beginning of a text; what follows belongs to
// another word or number in SEV12, SEV1.5 and SEV1x, and not in 「SEV1に引き上げ」.
var severityFirst = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?i:SEV[1-4])(?:$|[^0-9A-Za-z_.]|\.(?:$|[^0-9]))`)
})

// severityLeft is a severity that is left for the one that follows: "SEV1 → SEV2",
// "from SEV1 to SEV2", 「SEV1からSEV2へ」.
var severityLeft = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?i:(?:from\s+)?SEV[1-4](?:\s*(?:[→⇒➔➡⟶]\x{FE0F}?|[-=]+>|から)\s*|\s+to\s+))(?i:SEV)`)
})

// SeverityOf reads the new severity with which the text of a severity event begins, in
// letters of any width and case: "SEV1: every region is affected", "SEV1 → SEV2: one
// region only", which says SEV2.
func SeverityOf(text string) (Severity, bool) {
	text = norm.NFKC.String(strings.TrimSpace(text))
	for left := severityLeft().FindString(text); left != ""; left = severityLeft().FindString(text) {
		text = text[len(left)-len("SEV"):]
	}
	if !severityFirst().MatchString(text) {
		return "", false
	}
	return Severity(strings.ToUpper(text[:len("SEV1")])), true
}

// SeverityFromTimeline gives the severity that the last severity event says, or the
// declaration, by when it happened; of two of one moment, the one recorded later. It is
// not ok where none says one.
func (in Incident) SeverityFromTimeline() (last Severity, ok bool) {
	var by Event
	for _, e := range in.Events {
		text := e.Text
		if e.Kind == KindDeclaration {
			text = strings.TrimPrefix(text, "Declared as ")
		} else if e.Kind != KindSeverity {
			continue
		}
		if ok && (e.At.Before(by.At) || e.At.Equal(by.At) && e.RecordedAt.Before(by.RecordedAt)) {
			continue
		}
		if s, says := SeverityOf(text); says {
			last, by, ok = s, e, true
		}
	}
	return last, ok
}
