package inbox

import (
	"context"
	"encoding/json"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// readReaction reads that somebody put the configured emoji on a message
// (https://api.slack.com/events/reaction_added). ok is false for every other
// event.
func (r *Receiver) readReaction(payload []byte) (asked slackRequest, ok bool) {
	var p struct {
		Event struct {
			Type, User, Reaction string
			Item                 struct{ Type, Channel, TS string }
		}
	}
	if err := json.Unmarshal(payload, &p); err != nil {
		return asked, false
	}
	e, wanted := p.Event, r.tracker.Config.Slack.Reaction
	at, readable := messageTime(e.Item.TS)
	if e.Type != "reaction_added" || wanted == "" || e.Reaction != wanted || e.Item.Type != "message" || !readable {
		return asked, false
	}
	// The same as that of the shortcut: a message is logged once, however it is
	// logged and by however many.
	return slackRequest{ID: e.Item.Channel + " " + e.Item.TS, Channel: e.Item.Channel, Actor: r.slackActor(e.User, ""), Message: &slackedNote{At: at, TS: e.Item.TS}}, true
}

// fetchMessage asks Slack for the text and author of a message.
func (r *Receiver) fetchMessage(ctx context.Context, asked slackRequest) error {
	if r.tracker.Sender == nil {
		return incident.Tell(incident.Invalid, "SLACK_TOKEN is not set, so Slack cannot be asked for the message", "SLACK_TOKEN が設定されていないため、Slack からメッセージを取得できません")
	}
	sender, err := r.tracker.Sender()
	if err != nil {
		return err
	}
	w, ok := sender.Workspace()
	if !ok {
		return incident.Tell(incident.Invalid, "SLACK_TOKEN is not set, so Slack cannot be asked for the message", "SLACK_TOKEN が設定されていないため、Slack からメッセージを取得できません")
	}
	m, found, err := w.Message(ctx, asked.Channel, asked.Message.TS)
	if err != nil {
		return err
	}
	if !found || m.Text == "" {
		return incident.Tell(incident.NotFound, "Slack shows no text of the message to the app; it needs the scope channels:history", "Slack がメッセージの本文をアプリに渡しません。スコープ channels:history が必要です")
	}
	asked.Message.Text = imports.SlackText(m.Text, r.slackNames())
	asked.Message.Author = r.slackActor(m.User, m.Username).Name
	return nil
}
