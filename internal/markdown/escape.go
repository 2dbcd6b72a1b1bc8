package markdown

import (
	"slices"
	"strings"
	"unicode"
)

// Escape writes a text so that Markdown, inside a paragraph, shows it as it is. Only what
// would be taken for markup gets a backslash: "p95 < 500 ms" and snake_case are read by
// people too, who see the Markdown. Addresses stay whole, so that they lead somewhere.
func Escape(text string) string {
	var b strings.Builder
	var before rune // what stands around the text may be markup
	runes := []rune(text)
	linked := strings.Contains(text, "](") || strings.Contains(text, "][")
	for i := 0; i < len(runes); i++ {
		if end := addressEnd(runes, i, before); end > i {
			b.WriteString(string(runes[i:end]))
			before, i = runes[end-1], end-1
			continue
		}
		var after rune
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		r := runes[i]
		if isMarkup(before, r, after) || r == '[' && linked || r == '&' && isEntity(runes[i+1:]) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// isMarkup tells whether a character between two others could begin or end markup.
func isMarkup(before, r, after rune) bool {
	touches := !unicode.IsSpace(before) || !unicode.IsSpace(after)
	switch r {
	case '`':
		return true
	case '*', '~':
		return touches
	case '_': // inside a word it is a letter
		return touches && (!isWord(before) || !isWord(after))
	case '<':
		return unicode.IsLetter(after) || strings.ContainsRune("/!?", after)
	case '\\':
		return after == 0 || after < unicode.MaxASCII && (unicode.IsPunct(after) || unicode.IsSymbol(after))
	}
	return false
}

// isEntity tells whether what follows an ampersand makes it one: "lt;", "#60;".
func isEntity(after []rune) bool {
	end := slices.IndexFunc(after, func(r rune) bool { return !isWord(r) && r != '#' })
	return end > 0 && after[end] == ';'
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// addressEnd gives where a web address that begins at i ends: before the next space,
// angle bracket, backtick or backslash, which no address has; i where none begins.
func addressEnd(runes []rune, i int, before rune) int {
	if isWord(before) || runes[i] != 'h' {
		return i
	}
	rest := string(runes[i:min(len(runes), i+len("https://"))])
	if !strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "http://") {
		return i
	}
	end := i
	for end < len(runes) && !unicode.IsSpace(runes[end]) && !strings.ContainsRune("<>`\\", runes[end]) {
		end++
	}
	return end
}
