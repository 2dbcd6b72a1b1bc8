package tickets

import "github.com/pmtracker/pmtracker/internal/incident"

// Moved is the error of a ticket that is elsewhere now: transferred to another
// repository, moved to another project, or of a repository that was renamed.
type Moved struct {
	To       string // its address now
	sentence string
}

func (m *Moved) Error() string { return m.sentence }

// MovedTo makes a NotFound error that says where a ticket is now.
func MovedTo(address, sentence string) error {
	return incident.Errorf(incident.NotFound, "%w", &Moved{address, sentence})
}
