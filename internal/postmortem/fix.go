package postmortem

import (
	"bytes"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// Fix makes the mechanical corrections of a postmortem: forms of dates,
// spellings of keys and values, missing sections. Every other byte stays. It
// gives how many it made; a second run makes none.
func Fix(path string, src []byte, o CheckOptions) (out []byte, made int, err error) {
	const rounds = 8 // one correction can uncover another: a key that reads now may have a value that does not
	for range rounds {
		d, err := Parse(path, src)
		if err != nil {
			return nil, 0, err
		}
		next, n := diagnostic.Apply(src, Check(d, o).Diagnostics)
		if n == 0 || bytes.Equal(next, src) {
			break
		}
		src, made = next, made+n
	}
	return src, made, nil
}
