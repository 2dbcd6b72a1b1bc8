package inbox

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tracker"
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
	return slackRequest{ID: e.Item.Channel + " " + e.Item.TS, Channel: e.Item.Channel, By: tracker.SlackMember{ID: e.User}, Message: &slackedNote{At: at, TS: e.Item.TS}}, true
}

// react logs the message on which somebody put the emoji, and tells that member alone
// what became of it: an event takes no answer. Further reactions on a message that was
// logged say nothing new.
func (r *Receiver) react(asked slackRequest) {
	ctx, cancel := context.WithTimeout(r.ctx, lateAnswer)
	defer cancel()
	var err error
	said := ""
	if asked.Actor, err = r.tracker.ActorInSlack(ctx, asked.By); err == nil {
		said, err = r.do(ctx, asked)
	}
	if incident.CodeOf(err) == incident.Conflict {
		return
	}
	text := notify.Mrkdwn(said)
	if err != nil {
		text = r.refused(ctx, err).Text
	}
	w, err := r.workspace()
	if err == nil {
		err = w.Whisper(ctx, asked.Channel, asked.By.ID, text)
	}
	if err != nil {
		slog.WarnContext(ctx, "what became of a reaction could not be told in Slack", "channel", asked.Channel, "answer", text, "error", err)
	}
}

// workspace is Slack as the app sees it.
func (r *Receiver) workspace() (notify.Workspace, error) {
	if r.tracker.Sender != nil {
		sender, err := r.tracker.Sender()
		if err != nil {
			return notify.Workspace{}, err
		}
		if w, ok := sender.Workspace(); ok {
			return w, nil
		}
	}
	return notify.Workspace{}, incident.Tell(incident.Invalid, "SLACK_TOKEN is not set, so Slack cannot be asked for the message", "SLACK_TOKEN が設定されていないため、Slack からメッセージを取得できません")
}

// fetchMessage asks Slack for a message.
func (r *Receiver) fetchMessage(ctx context.Context, asked slackRequest) (imports.SlackMessage, error) {
	w, err := r.workspace()
	if err != nil {
		return imports.SlackMessage{}, err
	}
	record, err := w.Message(ctx, asked.Channel, asked.Message.TS)
	if err != nil {
		return imports.SlackMessage{}, err
	}
	m := imports.SlackMessage{}
	if record != nil {
		m, err = imports.ReadSlackMessage(record, r.slackNames())
	}
	if err == nil && m.Text == "" {
		err = incident.Tell(incident.NotFound, "Slack shows no text of the message to the app; it needs the scope channels:history", "Slack がメッセージの本文をアプリに渡しません。スコープ channels:history が必要です")
	}
	return m, err
}
