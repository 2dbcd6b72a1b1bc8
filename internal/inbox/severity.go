package inbox

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// severityForms are a severity as people type it, whether there is such a one or not:
// SEV2, sev-2, "sev 2", 「（SEV2）」, "SEV2:", and the P2 of other tools. whole is one and
// nothing else; inside is one that somewhere in a text is one beyond doubt.
var severityForms = sync.OnceValue(func() (f struct{ whole, inside *regexp.Regexp }) {
	f.whole = regexp.MustCompile(`(?i)^[(\[【「]?(?:sev[-_ ]?(\d+)|p([1-4]))[)\]】」]?[:,.、。]?$`)
	f.inside = regexp.MustCompile(`(?i)(?:^|[^a-z0-9-])(?:sev[-_ ]?|p)([1-4])(?:$|[^a-z0-9.-])`)
	return f
})

// severityRunes is more than the longest severity that somebody types, brackets included.
const severityRunes = 16

// severityFirst reads the number of the severity with which a text begins, and gives what
// follows it. It needs no space behind a mark or before Japanese: 「SEV1：全断」
// 「【SEV1】全断」 "SEV1:all regions". The number is empty where the text begins with none.
func severityFirst(text string) (number, rest string) {
	end, runes := 0, 0
	for at := range text + " " {
		if m := severityForms().whole.FindStringSubmatch(folded(text[:at])); m != nil && endsThere(text[:at], text[at:]) {
			number, end = cmp.Or(m[1], m[2]), at
		}
		if runes++; runes > severityRunes {
			break
		}
	}
	return number, strings.TrimSpace(text[end:])
}

// endsThere tells whether a severity is over where rest follows it: "SEV1.5", "SEV12" and
// "p1-db" are something else.
func endsThere(severity, rest string) bool {
	next, _ := utf8.DecodeRuneInString(folded(rest))
	mark, _ := utf8.DecodeLastRuneInString(folded(severity))
	switch {
	case rest == "", unicode.IsSpace(next), unicode.IsLetter(next) && next > unicode.MaxASCII:
		return true
	case mark == '.':
		return !unicode.IsDigit(next)
	}
	return !unicode.IsDigit(mark)
}

// severityIn gives the severity that a title names, else one in the middle, as that of the
// line which somebody is told to send.
func severityIn(title string) incident.Severity {
	if m := severityForms().inside.FindStringSubmatch(folded(title)); m != nil {
		return incident.Severity("SEV" + m[1])
	}
	return "SEV2"
}

// nearest gives the severity next to a number for which there is none.
func nearest(number string) incident.Severity {
	if strings.Trim(number, "0") == "" {
		return "SEV1"
	}
	return "SEV4"
}

// folded gives letters and digits of any width as plain ones.
func folded(text string) string { return norm.NFKC.String(text) }
