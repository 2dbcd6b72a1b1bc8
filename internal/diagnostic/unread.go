package diagnostic

import (
	"errors"
	"fmt"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Unread is a file that could not be judged, so that nothing is known of what it says.
type Unread struct {
	Path         string
	Lang         incident.Lang // of Why
	Line, Column int           // from 1, as in a Diagnostic; 0: no place of it is known
	Why          string
}

// NewUnread says why a file could not be judged, and at which place of it where the error
// knows one.
func NewUnread(path string, err error, l incident.Lang) Unread {
	u := Unread{Path: path, Lang: l, Why: incident.Sentence(err, l)}
	var at *atError
	if errors.As(err, &at) {
		u.Line, u.Column, u.Why = at.line, at.column, incident.Sentence(at.why, l)
	}
	return u
}

// atError is an error at a place of a file.
type atError struct {
	path         string
	line, column int
	why          error
}

// At makes an error say where in a file it stands: "a.md:2:11: …".
func At(path string, line, column int, why error) error { return &atError{path, line, column, why} }

func (e *atError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %v", e.path, e.line, e.column, e.why)
}

func (e *atError) Unwrap() error { return e.why }
