package incident

import (
	"fmt"
	"strings"
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
// in every call is what keeps the two languages equal.
func (l Lang) Say(english, japanese string, args ...any) string {
	text := english
	if l == Japanese {
		text = japanese
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// LangOf guesses the language of a text: Japanese when it has a Japanese letter.
func LangOf(text string) Lang {
	japanese := func(c rune) bool { return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) }
	if strings.ContainsFunc(text, japanese) {
		return Japanese
	}
	return English
}
