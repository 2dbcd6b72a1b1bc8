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

// slackedNote is a message that somebody logs by the shortcut: it keeps its own
// time and author.
type slackedNote struct {
	At     time.Time
	Author string
	Text   string
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
		return slackRequest{}, incident.Errorf(incident.Invalid, "the payload of the shortcut cannot be read: %w", err)
	}
	seconds, _ := strconv.ParseFloat(p.Message.TS, 64)
	if p.Type != "message_action" || seconds <= 0 {
		return slackRequest{}, incident.Errorf(incident.Invalid, "this is no shortcut on a message, but %q", p.Type)
	}
	whole, _ := strconv.ParseInt(strings.SplitN(p.Message.TS, ".", 2)[0], 10, 64)
	// The message is what may be logged once, whoever logs it.
	return slackRequest{
		ID: p.Channel.ID + " " + p.Message.TS, ResponseURL: p.ResponseURL, Channel: p.Channel.ID,
		Actor: r.slackActor(p.User.ID, cmp.Or(p.User.Username, p.User.Name)),
		Message: &slackedNote{
			At: time.Unix(whole, 0), Text: imports.SlackText(p.Message.Text, r.slackNames()),
			Author: r.slackActor(p.Message.User, p.Message.Username).Name,
		},
	}, nil
}

// logMessage writes the message into the timeline, with the kind that its words
// propose.
func (r *Receiver) logMessage(ctx context.Context, asked slackRequest, key string) (string, error) {
	m := asked.Message
	kind := imports.ProposeKind(m.Text)
	switch kind {
	case incident.KindDeclaration, incident.KindRole, incident.KindRecovery, incident.KindSeverity: // these have commands of their own
		kind = incident.KindNote
	}
	e, err := r.tracker.Log(ctx, asked.Actor, key, tracker.Entry{Kind: kind, At: m.At, Actor: m.Author, Text: m.Text})
	if err != nil {
		return "", err
	}
	return r.lang().Say("logged in %s as %s: %s", "%s に %s として記録しました: %s", key, e.Kind, e.Text), nil
}
