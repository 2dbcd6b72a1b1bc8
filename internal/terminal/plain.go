// Package terminal keeps texts from outside from steering what shows them: a
// terminal, or the log of a build.
package terminal

import (
	"io"
	"strings"
	"unicode"
)

// Plain gives a text of which a terminal only shows each character: a picture in
// place of a control character, a mark in place of what turns the direction of
// writing. Lines and tabs stay, and so does the number of characters.
func Plain(text string) string { return strings.Map(plain, text) }

// Writer passes on what Plain makes of everything that is written to it.
type Writer struct{ Out io.Writer }

func (w Writer) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.Out, Plain(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// controlPictures is where Unicode has a picture of each control character.
const controlPictures = 0x2400

func plain(r rune) rune {
	switch {
	case r >= ' ' && r < 0x7f, r == '\n', r == '\t': // nearly all
		return r
	case r < ' ':
		return controlPictures + r
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return unicode.ReplacementChar
	}
	return r
}
