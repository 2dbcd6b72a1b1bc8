package cli

import (
	"io"
	"strings"
	"unicode"
)

// text is where a command writes for people. What comes from outside (titles,
// events, names) cannot steer their terminal there, nor turn the order of its
// letters round. JSON and documents go to Out as they are.
func (s IO) text() io.Writer { return plainWriter{s.Out} }

type plainWriter struct{ out io.Writer }

func (w plainWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.out, strings.Map(harmless, string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// controlPictures is where Unicode has a picture of each control character.
const controlPictures = 0x2400

// harmless gives a character that a terminal only shows: a picture in place of a
// control character, a mark in place of what changes the direction of writing.
func harmless(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r < ' ':
		return controlPictures + r
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return unicode.ReplacementChar
	}
	return r
}
