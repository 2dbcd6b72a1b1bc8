package postmortem

import (
	"bytes"
	"slices"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Fix makes the mechanical corrections of a postmortem: forms of dates,
// spellings of keys and values, missing sections. Every other byte stays. It
// gives how many it made; a second run makes none.
func Fix(path string, src []byte, o CheckOptions) (out []byte, made int, err error) {
	o.Reader = incident.English // a finding is known again by its words, and a correction can change the document's language
	const rounds = 8            // one correction can uncover another: a key that reads now may have a value that does not
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

// fixRound makes the corrections that were found. One whose finding stays (a section
// that would stand in a comment that nobody closed, bytes that another changes) is
// left out of the round; a finding that was not there before is one to correct next.
func fixRound(path string, src []byte, found []diagnostic.Diagnostic, o CheckOptions) (out []byte, made int, left []diagnostic.Diagnostic, err error) {
	for len(found) > 0 {
		out, made = diagnostic.Apply(src, found)
		if left, err = fixable(path, out, o); err != nil {
			return out, made, left, err
		}
		gone := withoutThose(found, left)
		if len(gone) == len(found) && !bytes.Equal(out, src) {
			return out, made, left, nil
		}
		if len(gone) == len(found) {
			break
		}
		found = gone
	}
	return src, 0, nil, nil
}

// withoutThose gives the findings that are not among others, which may stand on
// other lines; each of those stands for one.
func withoutThose(found, others []diagnostic.Diagnostic) []diagnostic.Diagnostic {
	type about struct {
		rule          diagnostic.Rule
		item, message string
	}
	stays := map[about]int{}
	for _, f := range others {
		stays[about{f.Rule, f.Item, f.Message}]++
	}
	return slices.DeleteFunc(slices.Clone(found), func(f diagnostic.Diagnostic) bool {
		at := about{f.Rule, f.Item, f.Message}
		stays[at]--
		return stays[at] >= 0
	})
}

// fixable lists the findings that can be corrected mechanically.
func fixable(path string, src []byte, o CheckOptions) ([]diagnostic.Diagnostic, error) {
	d, err := ParseIn(path, src, o.TeamZone)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(Check(d, o).Diagnostics, func(f diagnostic.Diagnostic) bool { return len(f.Fix) == 0 }), nil
}
