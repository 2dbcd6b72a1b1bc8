package postmortem

import (
	"regexp"
	"strings"
	"sync"
)

// autolink is what Markdown takes between angle brackets for an address, in a table,
// too, where not every renderer takes the backslash of "\|" out of it.
var autolink = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9+.-]{1,31}://[^\s<>|\x00-\x1f]*|mailto:[^\s<>|\x00-\x1f]*)$`)
})

// plainName is a path or a name in which nothing means anything to Markdown.
var plainName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\p{L}\p{N}/.][\p{L}\p{N}/.#?=%@:+_-]*$`) })

// formatLinks writes evidence: an address as one that leads somewhere, a path or
// a name as a link to it. readLinks gives back what it wrote.
func formatLinks(links []string) string {
	var b strings.Builder
	for i, l := range links {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch {
		case autolink().MatchString(l):
			b.WriteString("<" + l + ">")
		case plainName().MatchString(l):
			b.WriteString("[" + l + "](" + l + ")")
		default:
			b.WriteString("[" + escapeMarks(l, markdownMarks) + "](<" + escapeMarks(l, addressMarks) + ">)")
		}
	}
	return b.String()
}

// The signs that mean something in the text of a link and in an address between
// angle brackets. A bar is the table's to write.
const (
	markdownMarks = "\\`*_{}[]<>()#!&~"
	addressMarks  = "\\`<>&"
)

func escapeMarks(text, marks string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(marks, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unescapeMarks takes the backslashes away by which signs mean nothing.
func unescapeMarks(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && strings.IndexByte(markdownMarks, text[i+1]) >= 0 {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// readLinks reads the addresses of an evidence cell: "<https://…> [a](b), c".
func readLinks(cell string) []string {
	var links []string
	for cell = strings.TrimLeft(cell, evidenceGaps); cell != ""; cell = strings.TrimLeft(cell, evidenceGaps) {
		link, length := firstLink(cell)
		if cell = cell[length:]; link != "" && link != "–" {
			links = append(links, link)
		}
	}
	return links
}

// evidenceGaps stand between two links.
const evidenceGaps = " \t\r\n,"

// firstLink gives the link that a text begins with, and how long it stands there.
func firstLink(text string) (link string, length int) {
	if text[0] == '<' {
		if end := strings.IndexByte(text, '>'); end > 0 {
			return text[1:end], end + 1
		}
	}
	if m := namedLink().FindStringSubmatch(text); m != nil {
		return linkAddress(m), len(m[0])
	}
	word := text
	if end := strings.IndexAny(text, " \t\r\n"); end >= 0 {
		word = text[:end]
	}
	return strings.TrimSuffix(word, ","), len(word)
}

// namedLink is a link with its text, at the beginning; the text may hold brackets in
// pairs, the address parentheses, and a title may stand behind it. Its groups are the text, and
// the address with angle brackets round it or without.
var namedLink = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\[((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]\(\s*(?:<((?s:[^<>\\]|\\.)*)>|((?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)
})

// linkAddress gives the address of what namedLink matched.
func linkAddress(link []string) string {
	if link[2] != "" || link[3] == "" {
		return unescapeMarks(link[2])
	}
	return link[3]
}
