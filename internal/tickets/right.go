package tickets

// RightState is what came of trying a right.
type RightState string

// The states of a right.
const (
	RightHeld    RightState = "ok"
	RightMissing RightState = "missing"
	RightUnknown RightState = "unknown" // it could not be tried
)

// Right is one thing that a provider's account has to be able to do.
type Right struct {
	Name   string     `json:"name"` // what it is for: "open issues in acme/checkout"
	State  RightState `json:"state"`
	Detail string     `json:"detail,omitempty"` // what the provider said, and what to do
	// Needed tells whether tickets cannot be opened without it.
	Needed bool `json:"needed"`
}
