package postmortem

import (
	"strings"
	"unicode"
)

// itemNumber reads "AI-1: title" and gives the id and where the title stands;
// full-width forms mean the same. Emphasis, code or a link may stand round the number
// ("**AI-1**: title", "[AI-1](…) title") or round all of it.
func itemNumber(heading string) (id string, title Span, ok bool) {
	rest := strings.TrimLeft(heading, "*_`[~")
	marks := heading[:len(heading)-len(rest)]
	number, rest, ok := cutNumber(rest)
	if !ok {
		return "", Span{}, false
	}
	if marks != "" {
		var closed bool
		if rest, closed = cutMarks(rest); closed {
			marks = ""
		}
	}
	after := strings.TrimLeftFunc(rest, unicode.IsSpace)
	separated := after == "" || len(after) < len(rest)
	if behind, cut := cutSeparator(after, len(after) < len(rest)); cut {
		separated, after = true, behind
	}
	if !separated {
		return "", Span{}, false
	}
	if marks != "" { // "**AI-1:** title"
		var closed bool
		if after, closed = cutMarks(after); closed {
			marks = ""
		}
	}
	after = strings.TrimLeftFunc(after, unicode.IsSpace)
	title = Span{len(heading) - len(after), len(heading)}
	title.End -= len(after) - len(beforeMarks(after, marks))
	return "AI-" + number, title, true
}

// separators are what stands between the number of an item and its title: the first ones
// by themselves, a dash or bar only with space on both sides ("AI-1 - Title").
const separators, dashes = ":：.．)）", "-–—―－|｜"

// cutSeparator takes off the sign that stands between the number of an item and its title;
// spaced: there is space before it.
func cutSeparator(text string, spaced bool) (rest string, cut bool) {
	sign, size := decodeRune([]byte(text))
	if size > 0 && strings.ContainsRune(separators, sign) {
		return text[size:], true
	}
	rest = strings.TrimLeft(text, dashes)
	behind, _ := decodeRune([]byte(rest))
	if cut = spaced && len(rest) < len(text) && (rest == "" || unicode.IsSpace(behind)); cut {
		return rest, true
	}
	return text, false
}

// cutNumber reads "AI-1", with up to six digits, from the beginning of a text.
func cutNumber(text string) (number, rest string, ok bool) {
	for _, want := range []string{"A", "I", "-"} {
		text = strings.TrimLeftFunc(text, isUnseen)
		r, size := decodeRune([]byte(text))
		if strings.ToUpper(foldWidth(string(r))) != want {
			return "", "", false
		}
		text = text[size:]
	}
	digits := ""
	for text = strings.TrimLeftFunc(text, isUnseen); text != ""; text = strings.TrimLeftFunc(text, isUnseen) {
		r, size := decodeRune([]byte(text))
		folded := foldWidth(string(r))
		if len(folded) != 1 || folded[0] < '0' || folded[0] > '9' {
			break
		}
		digits += folded
		text = text[size:]
	}
	number = strings.TrimLeft(digits, "0")
	return number, text, number != "" && len(number) <= 6
}

// isUnseen tells whether a sign shows nothing, such as one that only says where a line may
// break. They come along where text is copied from a page.
func isUnseen(r rune) bool { return unicode.Is(unicode.Cf, r) }

// cutMarks takes off the marks that close emphasis, code or a link, with its address.
func cutMarks(text string) (rest string, closed bool) {
	rest = strings.TrimLeft(text, "*_`]~")
	if address, ok := strings.CutPrefix(rest, "("); ok && strings.HasSuffix(text[:len(text)-len(rest)], "]") {
		if _, behind, ok := strings.Cut(address, ")"); ok {
			rest = strings.TrimLeft(behind, "*_`~")
		}
	}
	return rest, len(rest) < len(text)
}

// beforeMarks gives a title without what closes the marks that stand open before its
// number.
func beforeMarks(title, marks string) string {
	if strings.Contains(marks, "[") {
		if i := strings.LastIndex(title, "]"); i >= 0 {
			title = title[:i]
		}
	}
	if marks = strings.Trim(marks, "["); marks != "" && strings.HasSuffix(title, string(marks[0])) {
		title = strings.TrimRight(title, marks)
	}
	return strings.TrimRightFunc(title, unicode.IsSpace)
}
