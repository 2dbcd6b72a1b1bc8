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

// OnAnotherServer makes a NotFound error that says that an issue is not one of the
// server that was asked: what has its number there is another one.
func OnAnotherServer(issue, configured string) error {
	return incident.Tell(incident.NotFound, "%s is not an issue of %s, which is configured", "%s は、設定されている %s の課題ではありません", issue, configured)
}
