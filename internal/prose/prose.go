// Package prose judges what words say: whether a sentence blames a person, and
// whether a change of behaviour is one that an outsider could see. It does no
// I/O. This is the first version, by phrases; it knows no sentence structure.
package prose

import (
	"strings"
	"unicode"
)

// Lang is the language in which a verdict is explained.
type Lang string

// The languages.
const (
	English  Lang = "en"
	Japanese Lang = "ja"
)

// Finding is one verdict on a stretch of text.
type Finding struct {
	Start, End int    // byte offsets into the text judged, [Start,End)
	Reason     string // stable name of the pattern: "hindsight", "inquiry"
	Message    string // one sentence that quotes the words
	Suggestion string // how to write it instead
	OnTitle    bool   // of Vague: the offsets are into the title
}

func (l Lang) say(english, japanese string) string {
	if l == Japanese {
		return japanese
	}
	return english
}

// phrase is a literal, in lower case, that gives a verdict away.
type phrase struct{ text, reason string }

// find gives the first phrase of a list that stands in a lower-case text as
// words of its own.
func find(lower string, phrases []phrase) (start int, p phrase, ok bool) {
	for _, p := range phrases {
		for from := 0; ; {
			i := strings.Index(lower[from:], p.text)
			if i < 0 {
				break
			}
			at := from + i
			if !cutsWord(lower, at, at+len(p.text)) {
				return at, p, true
			}
			from = at + len(p.text)
		}
	}
	return 0, phrase{}, false
}

// cutsWord tells whether a Latin word goes on before or after [start,end).
func cutsWord(s string, start, end int) bool {
	latin := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
	before := start > 0 && latin(s[start-1]) && latin(s[start])
	after := end < len(s) && latin(s[end]) && latin(s[end-1])
	return before || after
}

// lowerSame lowers ASCII letters and leaves every byte at its offset.
func lowerSame(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		} else if c == '\n' || c == '\r' || c == '\t' {
			b[i] = ' '
		}
	}
	return string(b)
}

// sentences gives the offsets at which the sentences of a text end.
func sentences(text string) []int {
	var ends []int
	for i, r := range text {
		if r == '。' || r == '！' || r == '？' {
			ends = append(ends, i+len(string(r)))
		} else if (r == '.' || r == '!' || r == '?') && (i+1 == len(text) || unicode.IsSpace(rune(text[i+1]))) {
			ends = append(ends, i+1)
		}
	}
	if len(ends) == 0 || ends[len(ends)-1] < len(text) {
		ends = append(ends, len(text))
	}
	return ends
}
