package inbox

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// severityForms are a severity as people type it, whether there is such a one or not:
// SEV2, sev-2, "sev 2", 「（SEV2）」, "SEV2:". whole is one and nothing else, priority the P2 of
// other tools; sentence is one with which a Japanese sentence goes on, 「SEV2の障害」; inside
// is one that somewhere in a text is one beyond doubt.
var severityForms = sync.OnceValue(func() (f struct{ whole, priority, sentence, inside *regexp.Regexp }) {
	f.whole = regexp.MustCompile(`(?i)^[(\[【「]?sev[-_ ]?(\d+)[)\]】」]?[:,.、。]?$`)
	f.priority = regexp.MustCompile(`(?i)^(?:p([1-4])|[(\[【「]p([1-4])[)\]】」]):?$`)
	f.sentence = regexp.MustCompile(`(?i)^sev[-_ ]?(\d+)(?:\p{Hiragana}|相当|以上|級|クラス|レベル)`)
	f.inside = regexp.MustCompile(`(?i)(?:^|[^a-z0-9-])(?:sev[-_ ]?|p)([1-4])(?:$|[^a-z0-9.-])`)
	return f
})

// severityRunes is more than the longest severity that somebody types, brackets included.
const severityRunes = 16

// severityFirst reads the number of the severity with which a text begins, and gives what
// follows it. It needs no space behind a mark or before Japanese: 「SEV1：全断」
// 「【SEV1】全断」 "SEV1:all regions". The number is empty where the text begins with none.
func severityFirst(text string) (number, rest string) {
	if severityInSentence(text) != "" {
		return "", text
	}
	return numberFirst(severityForms().whole, text, endsThere)
}

// severityInSentence reads the number of a severity that begins a Japanese sentence and is
// part of it, so that the sentence would be none without it: 「SEV2の障害が発生」.
func severityInSentence(text string) string {
	if m := severityForms().sentence.FindStringSubmatch(folded(text)); m != nil {
		return m[1]
	}
	return ""
}

// priorityFirst reads the number of the P1 to P4 of other tools with which a text begins.
// Names begin like that, too (P2P, 「P3サーバー」, 「P1から」), so a space, a colon or a bracket
// ends it.
func priorityFirst(text string) (number, rest string) {
	return numberFirst(severityForms().priority, text, func(priority, rest string) bool {
		next, _ := utf8.DecodeRuneInString(folded(rest))
		mark, _ := utf8.DecodeLastRuneInString(priority)
		return rest == "" || unicode.IsSpace(next) || strings.ContainsRune("([【「", next) || !unicode.IsDigit(mark)
	})
}

// numberFirst gives the number in the longest beginning of a text that has a form and ends
// there, and what follows it.
func numberFirst(form *regexp.Regexp, text string, ends func(written, rest string) bool) (number, rest string) {
	end, runes := 0, 0
	for at := range text + " " {
		if m := form.FindStringSubmatch(folded(text[:at])); m != nil && ends(text[:at], text[at:]) {
			number, end = strings.Join(m[1:], ""), at
		}
		if runes++; runes > severityRunes {
			break
		}
	}
	return number, strings.TrimSpace(text[end:])
}

// endsThere tells whether a severity is over where rest follows it: "SEV1.5" and "SEV12" are
// something else.
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
