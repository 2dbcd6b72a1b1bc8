package postmortem

import "testing"

// A heading in ASCII is folded without looking at its letters' width; what comes out
// is the same.
func FuzzHeadingsFoldAlike(f *testing.F) {
	for _, heading := range []string{"Summary", " 3. What went well, what was hard", "ACTION_ITEMS / follow-ups\t", "", "--", "Impact\v\f", "a\x00b"} {
		f.Add(heading)
	}
	f.Fuzz(func(t *testing.T, heading string) {
		if folded, ok := foldASCII(nil, heading); ok && string(folded) != foldHeading(heading) {
			t.Errorf("%q folds to %q, and to %q", heading, folded, foldHeading(heading))
		}
	})
}
