package postmortem

import (
	"regexp"
	"strings"
	"sync"
)

// Of a text that says "pod <pod-name>", a reader of Markdown would not see the name: it
// is taken for HTML. Where such a sign stands in a plain field, it is written "\<", with
// the backslashes before it doubled, and reading gives the text back. Code and addresses
// between angle brackets stay as they are.

// escapeTags writes a text so that nothing in it is taken for HTML.
func escapeTags(text string) string {
	return aroundTags(text, func(backslashes int) int { return 2*backslashes + 1 })
}

// unescapeTags gives the text that escapeTags wrote.
func unescapeTags(text string) string {
	return aroundTags(text, func(backslashes int) int {
		if backslashes%2 == 0 { // they are an even number of signs of their own
			return backslashes
		}
		return backslashes / 2
	})
}

// aroundTags puts another number of backslashes before each sign that would begin a tag.
func aroundTags(text string, number func(int) int) string {
	lastClose := strings.LastIndexByte(text, '>')
	if lastClose < 0 || strings.IndexByte(text, '<') < 0 {
		return text // nearly all
	}
	var b strings.Builder
	fences := lastFences(text)
	for at := 0; at < len(text); {
		begin := at
		switch text[at] {
		case '`':
			at = codeSpanEnd(text, at, fences)
			b.WriteString(text[begin:at])
		case '\\', '<':
			at += len(text[at:]) - len(strings.TrimLeft(text[at:], `\`))
			escaped := (at-begin)%2 == 1
			n := at - begin
			if at < lastClose && beginsTag(text[at:]) && !strings.HasSuffix(text[:begin], "](") {
				n = number(n)
			}
			b.WriteString(strings.Repeat(`\`, n))
			if at < len(text) && (text[at] == '<' || escaped && text[at] == '`') {
				b.WriteByte(text[at])
				at++
			}
		default:
			b.WriteByte(text[at])
			at++
		}
	}
	return b.String()
}

// angledAddress is an address between angle brackets, which Markdown makes a link of.
var angledAddress = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+)>`)
})

// beginsTag tells whether a text begins as a tag does, a declaration or an instruction does;
// a comment is left to encodeComments.
func beginsTag(text string) bool {
	if len(text) < 2 || text[0] != '<' {
		return false
	}
	switch c := text[1]; {
	case c == '/' || c == '?', c == '!' && !strings.HasPrefix(text, commentOpen):
		return true
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		return !angledAddress().MatchString(text)
	}
	return false
}
