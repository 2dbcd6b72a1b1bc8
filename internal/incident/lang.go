package incident

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// Lang is the language of a document or page.
type Lang string

// The languages.
const (
	English  Lang = "en"
	Japanese Lang = "ja"
)

// Valid tells whether l is English or Japanese.
func (l Lang) Valid() bool { return l == English || l == Japanese }

// Say formats one of two texts that mean the same. That both stand side by side
// in every call is what keeps the two languages equal. %q is a text of people,
// as it is, between the quotation marks of the language.
func (l Lang) Say(english, japanese string, args ...any) string {
	text := english
	if l == Japanese {
		text = japanese
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(l.quoting(text), args...)
}

// quotedVerb is %q, or %[2]q, with the blanks that set it off in a Japanese sentence.
var quotedVerb = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`( ?)%(\[\d+\])?q( ?)`) })

// quoting puts quotation marks in place of Go's quoting, which shows people escapes
// where they wrote a quotation mark or a wide blank.
func (l Lang) quoting(format string) string {
	switch {
	case !strings.Contains(format, "q"):
		return format
	case l == Japanese:
		return quotedVerb().ReplaceAllString(format, "「%${2}s」")
	}
	return quotedVerb().ReplaceAllString(format, `$1"%${2}s"$3`)
}

// LangOf guesses the language of a text: Japanese when it has a Japanese letter.
func LangOf(text string) Lang {
	japanese := func(c rune) bool { return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) }
	if strings.ContainsFunc(text, japanese) {
		return Japanese
	}
	return English
}
