package postmortem

import (
	"bytes"
	"slices"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// Fix makes the mechanical corrections of a postmortem: forms of dates,
// spellings of keys and values, missing sections. Every other byte stays. It
// gives how many it made; a second run makes none.
func Fix(path string, src []byte, o CheckOptions) (out []byte, made int, err error) {
	const rounds = 8 // one correction can uncover another: a key that reads now may have a value that does not
	found, err := fixable(path, src, o)
	for i := 0; err == nil && len(found) > 0 && i < rounds; i++ {
		next, n, left, e := fixRound(path, src, found, o)
		if e != nil || n == 0 {
			return src, made, e
		}
		src, made, found = next, made+n, left
	}
	return src, made, err
}

// fixRound makes the corrections that were found. Where they do not make their
// findings go away (a section that would stand in a comment that nobody closed),
// those that add sections are left out, and then all.
func fixRound(path string, src []byte, found []diagnostic.Diagnostic, o CheckOptions) (out []byte, made int, left []diagnostic.Diagnostic, err error) {
	for _, skip := range []diagnostic.Rule{"", diagnostic.SectionMissing} {
		some := slices.DeleteFunc(slices.Clone(found), func(f diagnostic.Diagnostic) bool { return f.Rule == skip })
		out, made = diagnostic.Apply(src, some)
		if bytes.Equal(out, src) {
			continue
		}
		if left, err = fixable(path, out, o); err != nil || len(left) < len(found) {
			return out, made, left, err
		}
	}
	return src, 0, nil, nil
}

// fixable lists the findings that can be corrected mechanically.
func fixable(path string, src []byte, o CheckOptions) ([]diagnostic.Diagnostic, error) {
	d, err := Parse(path, src)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(Check(d, o).Diagnostics, func(f diagnostic.Diagnostic) bool { return len(f.Fix) == 0 }), nil
}
