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
	// Away tells that nobody could be asked: the right may be there, and a later try
	// may tell.
	Away bool `json:"away,omitempty"`
}

// Failed gives a right with what a try of it came to. That a service is away says
// nothing of the right.
func (r Right) Failed(err error, l incident.Lang) Right {
	r.State, r.Detail = RightMissing, incident.Sentence(err, l)
	if incident.CodeOf(err) == incident.Unavailable {
		r.State, r.Away = RightUnknown, true
		r.Detail = l.Say("could not be asked: %s", "確認できませんでした: %s", r.Detail)
	}
	return r
}

// AssignRight tries whether a person of the mapping can be assigned here. account
// is that person's name at the provider; assignee looks the person up there.
func AssignRight(ctx context.Context, person incident.Person, account string, assignee func(context.Context, string) (string, error)) Right {
	right := Right{Name: LangOf(ctx).Say("assign %s (%s)", "%s（%s）を担当にする", person.ID, account), State: RightHeld}
	if _, err := assignee(ctx, person.ID); err != nil {
		return right.Failed(err, LangOf(ctx))
	}
	return right
}
