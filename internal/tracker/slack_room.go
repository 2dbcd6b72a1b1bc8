package tracker

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/store"
)

// slackLease is how long one node works on a room before another may.
const slackLease = 2 * time.Minute

// KeepSlackRooms brings Slack up to date with the incidents that are open: a
// channel for each where the team wants one, the people who hold a role in it,
// and a pinned message that says how things stand. What was done is written down
// after each step, so that a restart or another node goes on from there. It does
// nothing without the token of an app.
func (t *Tracker) KeepSlackRooms(ctx context.Context, a Actor) error {
	sender, err := t.sender()
	if err != nil {
		return err
	}
	w, ok := sender.Workspace()
	if !ok {
		return nil
	}
	var keys []string
	err = t.look(ctx, a, func(tx *store.Tx) error {
		open, err := tx.Incidents(ctx, store.Filter{States: []incident.State{incident.Declared, incident.Contained, incident.Recovered}})
		if err != nil {
			return err
		}
		for _, in := range open {
			keys = append(keys, in.Key)
		}
		stale, err := tx.StaleInSlack(ctx)
		keys = append(keys, stale...)
		return err
	})
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		if e := t.keepSlackRoom(ctx, a, w, key); err == nil {
			err = e
		}
	}
	return err
}

// slackRoom is the work on one room.
type slackRoom struct {
	*Tracker
	slack notify.Workspace
	store.SlackRoom
	room Room
}

func (t *Tracker) keepSlackRoom(ctx context.Context, a Actor, w notify.Workspace, key string) error {
	r := &slackRoom{Tracker: t, slack: w}
	var taken bool
	err := t.Store.Write(ctx, func(tx *store.Tx) (err error) {
		r.SlackRoom, taken, err = tx.TakeSlackRoom(ctx, key, t.now(), slackLease)
		return err
	})
	if err != nil || !taken {
		return err
	}
	if r.room, err = t.Room(ctx, a, key); err != nil {
		return err
	}
	r.NextAt = t.now()
	for _, step := range []func(context.Context, Actor) error{r.find, r.describe, r.invite, r.status, r.pin} {
		if err = step(ctx, a); err != nil {
			break
		}
	}
	if again, after := notify.Temporary(err); err != nil && again {
		r.NextAt = t.now().Add(max(after, firstRetry))
	}
	if e := r.save(ctx); err == nil {
		err = e
	}
	return err
}

// save writes what stands in Slack, also when the caller has gone meanwhile.
func (r *slackRoom) save(ctx context.Context) error {
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return r.Store.Write(settle, func(tx *store.Tx) error { return tx.SaveSlackRoom(settle, r.SlackRoom) })
}

// find gives the room its channel: the one in which it was declared, else one of
// its own, else the first that the team's internal reports go to.
func (r *slackRoom) find(ctx context.Context, a Actor) error {
	if r.Channel != "" {
		return nil
	}
	err := r.look(ctx, a, func(tx *store.Tx) (err error) {
		r.Channel, err = tx.ChannelOfIncident(ctx, r.Incident)
		return err
	})
	if err != nil || r.Channel != "" {
		return err
	}
	if r.Config.Slack.Channels && !r.Denied {
		made, err := r.slack.CreateChannel(ctx, strings.ToLower(r.Incident), r.room.DeclaredAt)
		if err == nil {
			r.Channel, r.Own = made, true
			if err := r.save(ctx); err != nil {
				return err
			}
			return r.BindChannel(ctx, a, made, r.Incident)
		}
		if !notify.Denied(err) {
			return err
		}
		return r.sayDenied(ctx, a, err)
	}
	r.Channel = r.configured()
	return nil
}

// sayDenied says once, where the team reads, that the app may make no channel,
// and goes on there.
func (r *slackRoom) sayDenied(ctx context.Context, a Actor, why error) error {
	if r.Channel = r.configured(); r.Channel == "" {
		return why
	}
	r.Denied = true
	if err := r.save(ctx); err != nil {
		return err
	}
	channel, _, err := r.slack.Post(ctx, r.Channel, notify.Mrkdwn(r.room.Lang.Say("%s has no channel of its own: the Slack app may not make one (it needs the scope channels:manage). The status stands here.",
		"%s のチャンネルを作れません。Slack アプリに権限（channels:manage）がないためです。状況はこのチャンネルに表示します。", r.Incident)))
	if err != nil {
		return err
	}
	r.Channel = cmp.Or(channel, r.Channel)
	return r.BindChannel(ctx, a, r.Channel, r.Incident)
}

// configured is the channel that the internal reports go to; "" where there is
// none.
func (r *slackRoom) configured() string {
	for _, address := range r.Config.Reports.Internal {
		if channel, ok := strings.CutPrefix(address, "slack:"); ok {
			return channel
		}
	}
	return ""
}

func (r *slackRoom) describe(ctx context.Context, _ Actor) error {
	if !r.Own || r.Described {
		return nil
	}
	l := r.room.Lang
	err := r.slack.Describe(ctx, r.Channel, r.Incident+" "+r.room.Title, l.Say("Room of incident %s. Write into its timeline with /incident log", "インシデント %s の対応用チャンネル。/incident log で時系列に記録", r.Incident))
	r.Described = err == nil || notify.Denied(err)
	if r.Described {
		return nil
	}
	return err
}

// invite brings those who hold a role, and who declared, into the channel that
// was made for the incident.
func (r *slackRoom) invite(ctx context.Context, _ Actor) error {
	if !r.Own {
		return nil
	}
	people := []string{r.room.DeclaredBy}
	for _, role := range r.room.Roster {
		people = append(people, role.Person)
	}
	for _, name := range people {
		person, known := r.Config.People.Known(name)
		if !known || person.Slack == "" || slices.Contains(r.Invited, person.Slack) {
			continue
		}
		if err := r.slack.Invite(ctx, r.Channel, []string{person.Slack}); err != nil && !notify.Denied(err) {
			return err
		}
		r.Invited = append(r.Invited, person.Slack)
	}
	return nil
}

// status writes the message that says how things stand, or brings it up to date.
// It is touched only when it says something else than before.
func (r *slackRoom) status(ctx context.Context, _ Actor) error {
	if r.Channel == "" {
		return nil
	}
	text := notify.Mrkdwn(r.room.Status(0))
	if r.Posting { // and a crash, or no answer, came before its id was known
		channel, message, err := r.slack.PostedEarlier(ctx, r.Channel, r.Incident, r.room.DeclaredAt)
		if err != nil {
			return err
		}
		if message != "" {
			r.Channel, r.Message, r.Posting = channel, message, false
		}
	}
	if r.Message != "" {
		if text == r.Shown {
			r.State = string(r.room.State)
			return nil
		}
		gone, err := r.slack.Update(ctx, r.Channel, r.Message, text)
		if err != nil {
			return err
		}
		if !gone {
			r.Shown, r.State = text, string(r.room.State)
			return r.save(ctx)
		}
		r.Pinned = false
	}
	r.Posting, r.Message, r.Shown = true, "", ""
	if err := r.save(ctx); err != nil {
		return err
	}
	channel, message, err := r.slack.PostStatus(ctx, r.Channel, r.Incident, text)
	if err != nil {
		return err
	}
	// Slack's answer has the channel's id, which later calls need in place of a name.
	r.Channel, r.Message, r.Shown, r.State, r.Posting = cmp.Or(channel, r.Channel), message, text, string(r.room.State), false
	return r.save(ctx)
}

func (r *slackRoom) pin(ctx context.Context, _ Actor) error {
	if r.Message == "" || r.Pinned {
		return nil
	}
	err := r.slack.Pin(ctx, r.Channel, r.Message)
	if again, _ := notify.Temporary(err); err != nil && again {
		return err
	}
	r.Pinned = true // or it cannot be, and the message stands there all the same
	return nil
}

// Status says in Markdown where an incident stands, with so many of its last
// events. Nothing in what people or alerts wrote is markup.
func (r Room) Status(events int) string {
	l := r.Lang
	lines := []string{"**" + r.Key + "** " + string(r.Severity) + " " + r.State.Label(l) + ": " + markdown.Escape(r.Title), ""}
	for _, role := range incident.Roles() {
		lines = append(lines, "- "+string(role)+": "+cmp.Or(markdown.Escape(strings.Join(r.Roster.Holders(role), ", ")), l.Say("nobody", "未定")))
	}
	for _, o := range r.Owed {
		lines = append(lines, "- "+o.Label(l)+": "+incident.Clock(o.DueAt, r.at, r.Zone)+o.DueAt.In(r.Zone).Format(" MST"))
	}
	for _, due := range r.Reminders {
		lines = append(lines, "- **"+markdown.Escape(due.Text)+"**")
	}
	for _, e := range r.Events[max(0, len(r.Events)-events):] {
		lines = append(lines, "- "+e.At.In(r.Zone).Format("15:04")+" "+markdown.Escape(strings.Join(strings.Fields(e.Text), " ")))
	}
	return strings.Join(lines, "\n")
}
