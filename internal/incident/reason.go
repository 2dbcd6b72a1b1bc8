package incident

import (
	"strings"
	"unicode/utf8"
)

// GivesReason tells whether a text that was asked for as a reason gives one: dashes, a
// prompt, and words for "not known yet" do not. How good it is others judge; a single
// letter, by which a team may mean something, counts.
func GivesReason(text string) bool {
	if !Unwritten(text) {
		return true
	}
	if hides(text) {
		text = visible(text)
	}
	left := strings.TrimFunc(text, func(r rune) bool { return !says(r) })
	return utf8.RuneCountInString(left) == 1
}
