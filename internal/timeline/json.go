package timeline

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// moved is a place behind which the columns of a line are less than in the file.
type moved struct{ line, column, by int }

// withoutJSONEscapes writes out the escapes that YAML's reader does not take: "\/", and
// characters outside the first plane as a pair (RFC 8259, section 7), as json.dumps
// writes 🔥. src is valid JSON.
func withoutJSONEscapes(src []byte) ([]byte, []moved) {
	out, line, column := make([]byte, 0, len(src)), 1, 1
	var places []moved
	for i := 0; i < len(src); {
		size, text := 1, string(src[i:i+1])
		switch {
		case src[i] == '\n':
			line, column = line+1, 0
		case src[i] == '\\':
			size, text = jsonEscape(src[i:])
		case src[i] >= utf8.RuneSelf:
			_, size = utf8.DecodeRune(src[i:])
			text = string(src[i : i+size])
		}
		out, i = append(out, text...), i+size
		column += utf8.RuneCountInString(text)
		if by := size - len(text); by > 0 {
			places = append(places, moved{line, column, size - utf8.RuneCountInString(text)})
		}
	}
	return out, places
}

// jsonEscape gives how long the escape at the beginning is, and what to write for it.
func jsonEscape(src []byte) (size int, text string) {
	unit := func(at int) rune {
		if len(src) < at+6 || src[at] != '\\' || src[at+1] != 'u' {
			return 0
		}
		n, _ := strconv.ParseUint(string(src[at+2:at+6]), 16, 32)
		return rune(n)
	}
	switch {
	case src[1] == '/':
		return 2, "/"
	case utf16.IsSurrogate(unit(0)):
		if r := utf16.DecodeRune(unit(0), unit(6)); r != utf8.RuneError {
			return 12, string(r)
		}
		return 6, string(utf8.RuneError)
	}
	return 2, string(src[:2])
}

// columnBefore gives the column in the file.
func columnBefore(places []moved, line, column int) int {
	by := 0
	for _, p := range places {
		if p.line == line && p.column <= column {
			by += p.by
		}
	}
	return column + by
}
