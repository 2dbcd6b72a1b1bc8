package inbox

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// slackedNote is a message that somebody logs by the shortcut or a reaction: it
// keeps its own time and author.
type slackedNote struct {
	At     time.Time
	Author string
	Text   string // empty: Slack has to be asked for it
	TS     string // its id in Slack
}

// messageTime reads the time in the id of a message: "1531420500.000017".
func messageTime(ts string) (time.Time, bool) {
	whole, _, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	return time.Unix(seconds, 0), err == nil && seconds > 0
}

// readShortcut reads a shortcut on a message
// (https://api.slack.com/reference/interaction-payloads/shortcuts).
func (r *Receiver) readShortcut(payload string) (slackRequest, error) {
	var p struct {
		Type        string
		TriggerID   string `json:"trigger_id"`
		ResponseURL string `json:"response_url"`
		User        struct{ ID, Name, Username string }
		Channel     struct{ ID string }
		Message     struct{ User, Username, Text, TS string }
	}
	if err := json.Unmarshal([]byte(payload), &p); err != nil {
		return slackRequest{}, incident.Tell(incident.Invalid, "the payload of the shortcut cannot be read: %w", "ショートカットのペイロードを読み取れません: %w", err)
	}
	at, ok := messageTime(p.Message.TS)
	if p.Type != "message_action" || !ok {
		return slackRequest{}, incident.Tell(incident.Invalid, "this is no shortcut on a message, but %q", "メッセージのショートカットではなく %q です", p.Type)
	}
	// The message is what may be logged once, whoever logs it.
	return slackRequest{
		ID: p.Channel.ID + " " + p.Message.TS, ResponseURL: p.ResponseURL, Channel: p.Channel.ID,
		Actor: r.slackActor(p.User.ID, cmp.Or(p.User.Username, p.User.Name)),
		Message: &slackedNote{
			At: at, Text: imports.SlackText(p.Message.Text, r.slackNames()),
			Author: r.slackActor(p.Message.User, p.Message.Username).Name,
		},
	}, nil
}

// logMessage writes the message into the timeline, with the kind that its words
// propose.
func (r *Receiver) logMessage(ctx context.Context, asked slackRequest, key string) (string, error) {
	m := asked.Message
	if m.Text == "" {
		if err := r.fetchMessage(ctx, asked); err != nil {
			return "", err
		}
	}
	kind := imports.ProposeKind(m.Text)
	switch kind {
	case incident.KindDeclaration, incident.KindRole, incident.KindRecovery, incident.KindSeverity: // these have commands of their own
		kind = incident.KindNote
	}
	e, err := r.tracker.Log(ctx, asked.Actor, key, tracker.Entry{Kind: kind, At: m.At, Actor: m.Author, Text: m.Text})
	if err != nil {
		return "", err
	}
	return r.lang().Say("logged in %s as %s: %s", "%s に %s として記録しました: %s", key, e.Kind.Label(r.lang()), e.Text), nil
}
