package tickets

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
)

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

// AssignRight tries whether a person of the mapping can be assigned here. account
// is that person's name at the provider; assignee looks the person up there.
func AssignRight(ctx context.Context, person incident.Person, account string, assignee func(context.Context, string) (string, error)) Right {
	right := Right{Name: LangOf(ctx).Say("assign %s (%s)", "%s（%s）を担当にする", person.ID, account), State: RightHeld}
	if _, err := assignee(ctx, person.ID); err != nil {
		right.State, right.Detail = RightMissing, incident.Sentence(err, LangOf(ctx))
		if incident.CodeOf(err) == incident.Unavailable {
			right.State = RightUnknown
		}
	}
	return right
}
