package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/store"
)

// GivenReminder is a reminder that was given.
type GivenReminder struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	Text     string `json:"text"`
}

// Remind gives the reminders that are due in every open incident, each once,
// however often and on however many nodes it runs: it queues them to the team's
// internal addresses, and writes into the timeline what was broken. Those that it
// gave before it failed come with the error.
func (t *Tracker) Remind(ctx context.Context, a Actor) ([]GivenReminder, error) {
	var open []store.Incident
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		open, err = tx.Incidents(ctx, store.Filter{States: []incident.State{incident.Declared, incident.Contained, incident.Recovered, incident.InReview}})
		return err
	})
	given := []GivenReminder{}
	for _, in := range open {
		some, e := t.remindOf(ctx, a, in)
		given = append(given, some...)
		if err == nil {
			err = e
		}
	}
	return given, err
}

// remindOf gives the reminders of one incident. It writes nothing where none is
// due, which is nearly always.
func (t *Tracker) remindOf(ctx context.Context, a Actor, in store.Incident) ([]GivenReminder, error) {
	var due []incident.Reminder
	err := t.look(ctx, a, func(tx *store.Tx) error {
		facts, _, err := t.facts(ctx, tx, in.Key)
		due = incident.Reminders(facts, t.now())
		return err
	})
	if err != nil {
		return nil, err
	}
	var given []GivenReminder
	for _, r := range due {
		first, err := t.giveReminder(ctx, a, in.Key, r)
		if err != nil {
			return given, err
		}
		if first {
			given = append(given, GivenReminder{in.Key, in.Title, r.Text})
		}
	}
	return given, nil
}

func (t *Tracker) giveReminder(ctx context.Context, a Actor, key string, r incident.Reminder) (first bool, err error) {
	if err := a.may(Responder); err != nil {
		return false, err
	}
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		in, err := tx.LockIncident(ctx, key)
		if err != nil {
			return err
		}
		if first, err = tx.GiveReminder(ctx, key, r.Kind, r.DueAt, t.now()); err != nil || !first {
			return err
		}
		if err := t.keepFact(ctx, tx, a, in, r); err != nil {
			return err
		}
		text, subject := markdown.Escape(r.Text), key+" "+in.Title
		if r.Loud {
			text, subject = "**"+text+"**", in.Lang.Say("URGENT: ", "【至急】")+subject
		}
		about := key + " " + r.Kind + " " + r.DueAt.UTC().Format("2006-01-02T15:04:05.000000Z")
		if err := t.queue(ctx, tx, key, about, t.Config.Reports.Internal, notify.Message{Subject: subject, Markdown: key + " " + markdown.Escape(in.Title) + "\n\n" + text + "\n"}); err != nil {
			return err
		}
		return tx.Audit(ctx, store.AuditEntry{At: t.now(), Actor: a.Name, Origin: a.Origin, Action: "reminder.give", Incident: key, Detail: r.Kind})
	})
	return first, err
}

// keepFact writes into the timeline what a reminder says was broken, as of the
// moment at which it was due.
func (t *Tracker) keepFact(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, r incident.Reminder) error {
	if r.Fact == "" {
		return nil
	}
	kind := incident.KindCommunication
	if r.Kind == incident.RemindNoCommander {
		kind = incident.KindRole
	}
	_, err := tx.AppendEvent(ctx, in.Key, incident.Event{At: micro(r.DueAt), RecordedAt: t.now(), RecordedBy: a.Name, Kind: kind, Text: r.Fact})
	return err
}
