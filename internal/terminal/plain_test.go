package terminal

import (
	"strings"
	"testing"
)

// TestPlain shows each kind of character that a terminal obeys, beside those that it shows.
func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"\x1b[2Jgone":      "␛[2Jgone",
		"a\r\nb\tc":        "a␍\nb\tc",
		"\u202elost\u2066": "�lost�",
		"\u009b31m\x7f":    "�31m�",
		"復旧 👍🏽 é":          "復旧 👍🏽 é",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q is shown as %q, not %q", text, got, want)
		}
		var b strings.Builder
		if n, err := (Writer{&b}).Write([]byte(text)); n != len(text) || err != nil || b.String() != want {
			t.Errorf("%q is written as %q (%d bytes, %v)", text, b.String(), n, err)
		}
	}
}
