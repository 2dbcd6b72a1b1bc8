package cli

import (
	"context"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// people tries how the persons of the mapping are reached: each at Slack, and the
// form of each e-mail address. Their accounts at the ticket system are tried there.
func (o *doctorOptions) people(ctx context.Context, l incident.Lang, c config.Config) []finding {
	s, err := sender()
	if err != nil {
		return nil // said with the messages
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var all []finding
	tried := func(name string, t notify.Trial) {
		if t.Why == "" && t.As == "" { // the form of an id alone was looked at
			return
		}
		all = append(all, finding{"people", tickets.Right{Name: name, State: tickets.RightHeld}}.of(t))
	}
	for _, person := range c.People {
		if person.Slack != "" {
			tried(l.Say("reach %s in Slack (%s)", "Slack で %s（%s）に届ける", person.ID, person.Slack), s.TryMember(ctx, l, person.Slack))
		}
		if person.Email != "" {
			tried(l.Say("reach %s by e-mail", "メールで %s に届ける", person.ID), notify.TryAddress(l, person.Email))
		}
	}
	return all
}
