package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Unwritten tells whether a text says nothing, by which a field counts as not
// written: it shows nothing, is a prompt, has neither digit nor more than one letter,
// or is as a whole words for "not known yet", whatever stands in brackets behind them.
// "None: nobody is paged" says something.
func Unwritten(text string) bool { return !plainlySays(text) && readUnwritten(text) }

// longestUnknown is how many bytes words for "not known yet" have, their marks aside.
const longestUnknown = 40

func readUnwritten(text string) bool {
	const longest = longestUnknown
	if hides(text) {
		text = visible(text)
	}
	if isBlank(text) {
		return true
	}
	if len(text) > 3*longest && saysMore(text[:longest]) && !strings.ContainsAny(text[:longest], "(（[:：") {
		return false // most long fields
	}
	if !isASCII(text) {
		text = norm.NFKC.String(text)
	}
	text = strings.ToLower(text)
	if !saysMore(text) {
		return true
	}
	text = strings.TrimFunc(text, func(r rune) bool { return r != '@' && !says(r) })
	words, remark := cutRemark(text)
	if len(words) > longest {
		return false
	}
	words = strings.Join(strings.Fields(strings.Map(withoutMarks, words)), " ")
	return notKnown(words) || remark == "" && saysNone(words) || pointsElsewhere(words) && !strings.Contains(remark, "://")
}

// plainlySays tells of most texts, at one look, that they say something: the first signs are
// plain ASCII without a bracket, a colon, a blank of a template or anything hidden, and the text is longer than
// words for "not known", or has a digit or a login, which such words have only where they point elsewhere.
func plainlySays(text string) bool {
	const longest = longestUnknown
	var first byte
	marked, more, long := false, false, len(text) > longest+2
	for i := range min(len(text), longest+3) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf, c == '(', c == '[', c == ':', c == '<', c == '&', c == '~', c == '{', c == '%' && first == 0:
			return false
		case '0' <= c && c <= '9' || c == '@':
			marked = true
		case !isASCIILetter(c):
			continue
		case i == 0:
			first = c
		case c != first:
			more = true
		}
		if long && i >= longest {
			return first != 0 && (more || marked)
		}
	}
	return marked && !long && !beginsElsewhere(text)
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// says tells whether a sign can say something.
func says(r rune) bool { return r != 'ー' && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// saysMore tells whether a text has a digit, a login, a Chinese character (林 is a
// name), or two letters that differ: "x" and "xxx" only fill a place.
func saysMore(text string) bool {
	var first rune
	for _, r := range text {
		switch {
		case unicode.IsDigit(r), r == '@', unicode.Is(unicode.Han, r) && r != '〇':
			return true
		case !says(r), r == first:
		case first != 0:
			return true
		default:
			first = r
		}
	}
	return false
}

// cutRemark parts words from a remark: what stands in brackets behind them, and what
// stands behind the colon of a mark such as "TODO:".
func cutRemark(text string) (words, remark string) {
	if i := strings.IndexAny(text, "(["); i > 0 {
		return strings.TrimSpace(text[:i]), text[i:]
	}
	if mark, behind, ok := strings.Cut(text, ":"); ok && placeMark(strings.TrimSpace(mark)) {
		return strings.TrimSpace(mark), behind
	}
	return text, ""
}

// withoutMarks takes out the signs of emphasis and code.
func withoutMarks(r rune) rune {
	switch r {
	case '*', '`', '~':
		return -1
	case '_':
		return ' '
	}
	return r
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// SaysNothing tells whether a reason gives none: it is empty, nothing but signs, a prompt,
// or words for "not known yet". A single word or letter is one, however short: who asks
// for a reason later has somebody to ask.
func SaysNothing(reason string) bool {
	shown := strings.TrimSpace(visible(reason))
	return !strings.ContainsFunc(shown, says) || saysMore(norm.NFKC.String(shown)) && Unwritten(shown)
}
