package lsp

import (
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// units counts the UTF-16 code units of a text: two for what lies beyond the
// Basic Multilingual Plane, such as 🙂 and 𠮷.
func units(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// place gives the position of a byte offset.
func place(src []byte, lines diagnostic.Lines, offset int) position {
	offset = min(max(0, offset), len(src))
	line := lines.Index(offset)
	return position{line, units(src[lines[line]:offset])}
}

// offset gives the byte at a position; one behind the end of its line means the
// end of the line, as the protocol says.
func offset(src []byte, lines diagnostic.Lines, p position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(lines) {
		return len(src)
	}
	at, n := lines[p.Line], 0
	for text := lines.Text(src, p.Line); len(text) > 0 && n < p.Character; {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		at += size
		n++
		if r > 0xffff {
			n++
		}
	}
	return at
}

// fromColumn turns a line and column of code points, which count from 1, into a
// byte offset.
func fromColumn(src []byte, lines diagnostic.Lines, line, column int) int {
	if line-1 >= len(lines) {
		return len(src)
	}
	at := lines[line-1]
	for text := lines.Text(src, line-1); len(text) > 0 && column > 1; column-- {
		_, size := utf8.DecodeRune(text)
		text = text[size:]
		at += size
	}
	return at
}
