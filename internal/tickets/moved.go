package tickets

import "github.com/pmtracker/pmtracker/internal/incident"

// Moved is the error of a ticket that is elsewhere now: transferred to another
// repository, moved to another project, or of a repository that was renamed.
type Moved struct {
	To  string // its address now
	err error
}

func (m *Moved) Error() string { return m.err.Error() }

// Unwrap gives the sentence in both languages.
func (m *Moved) Unwrap() error { return m.err }

// MovedTo makes a NotFound error that says where a ticket is now.
func MovedTo(address, english, japanese string, args ...any) error {
	return &Moved{address, incident.Tell(incident.NotFound, english, japanese, args...)}
}
