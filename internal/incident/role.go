package incident

// Role is what a person does in an incident. Documents name people by it.
type Role string

// The roles of the first response.
const (
	Commander     Role = "IC"   // commands, approves, decides rollback, declares the end
	Operations    Role = "Ops"  // works on recovery
	Communication Role = "Comm" // writes and sends reports
	Recorder      Role = "Rec"  // keeps the timeline, collects evidence
)

// Roles lists them in the order in which they are named.
func Roles() []Role { return []Role{Commander, Operations, Communication, Recorder} }

// Valid tells whether r is one of the four.
func (r Role) Valid() bool {
	return r == Commander || r == Operations || r == Communication || r == Recorder
}
