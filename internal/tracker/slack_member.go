package tracker

import (
	"cmp"
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// slackIssuer vouches for those who sign in with Slack; their subject is the member id.
const slackIssuer = "https://slack.com"

// SlackMember is somebody as Slack vouches for: by the id alone. The name is one that
// whoever has the id chose, or whoever made an app.
type SlackMember struct{ ID, Name string }

// ActorInSlack gives who acts from Slack: the person of the team with that Slack id, else
// the account that signs in with it, each with what the account may do, a responder at
// most. Anybody else is a responder under a name that no account and nobody of the team
// has, whatever the member is called in Slack. A disabled account may do nothing.
func (t *Tracker) ActorInSlack(ctx context.Context, m SlackMember) (Actor, error) {
	origin := "slack " + m.ID
	actor := Actor{Name: m.stranger(), Access: Responder, Origin: origin}
	if m.ID == "" {
		return actor, nil
	}
	err := t.Store.Read(ctx, func(tx *store.Tx) error {
		account, has, err := t.accountInSlack(ctx, tx, m.ID)
		if err != nil {
			return err
		}
		if has {
			actor = actorOf(account, origin).atMost(Responder)
		}
		if account.Disabled {
			actor.Access, actor.Services = "", nil
		}
		if person, known := t.personInSlack(m.ID); known {
			actor.Name = person.ID
		}
		return nil
	})
	return actor, err
}

func (t *Tracker) accountInSlack(ctx context.Context, tx *store.Tx, id string) (a store.Account, has bool, err error) {
	person, known := t.personInSlack(id)
	if !known {
		a, err = tx.Identity(ctx, slackIssuer, id)
		if incident.CodeOf(err) == incident.NotFound {
			return a, false, nil
		}
		return a, err == nil, err
	}
	all, err := tx.Accounts(ctx)
	for _, one := range all {
		of, _ := t.Config.People.Find(one.ID)
		if (of.ID == person.ID || incident.SameAccount(one.ID, person.ID)) && (!has || a.Disabled) {
			a, has = one, true
		}
	}
	return a, has, err
}

func (t *Tracker) personInSlack(id string) (incident.Person, bool) {
	for _, p := range t.Config.People {
		if p.Slack != "" && p.Slack == id {
			return p, true
		}
	}
	return incident.Person{}, false
}

// stranger names somebody of whom the team knows nothing: "slack:U024BE7LH (akiko)". The
// colon keeps it apart from every login, and People.Same goes by the id.
func (m SlackMember) stranger() string {
	name := "slack:" + cmp.Or(m.ID, "app")
	if shown := strings.Join(strings.Fields(m.Name), " "); shown != "" {
		name += " (" + shown + ")"
	}
	return name
}
