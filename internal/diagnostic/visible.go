package diagnostic

import (
	"strings"
	"unicode"
)

// visible shows what commands a terminal, or turns the direction of a text, as a
// replacement character: a document must not write over what is said about it.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
