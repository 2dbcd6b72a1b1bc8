package postmortem

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Of a heading in ASCII its words are left, in small letters.
func FuzzHeadingsFoldAlike(f *testing.F) {
	for _, heading := range []string{"Summary", " 3. What went well, what was hard", "ACTION_ITEMS / follow-ups\t", "", "--", "Impact\v\f", "a\x00b"} {
		f.Add(heading)
	}
	words := func(r rune) rune {
		switch {
		case strings.ContainsRune("-/_ \t\n\v\f\r", r):
			return ' '
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			return r | 0x20
		}
		return -1
	}
	f.Fuzz(func(t *testing.T, heading string) {
		if strings.IndexFunc(heading, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			return
		}
		want := strings.Join(strings.Fields(strings.Map(words, heading)), " ")
		if folded := foldHeading(heading); folded != want {
			t.Errorf("%q folds to %q; want %q", heading, folded, want)
		}
	})
}
