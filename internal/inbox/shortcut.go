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
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// slackedNote is a message that somebody logs by the shortcut or a reaction: it
// keeps its own time and author.
type slackedNote struct {
	At   time.Time
	TS   string                // its id in Slack
	Said *imports.SlackMessage // nil: Slack has to be asked for it
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
		Message     json.RawMessage
	}
	if err := json.Unmarshal([]byte(payload), &p); err != nil {
		return slackRequest{}, incident.Tell(incident.Invalid, "the payload of the shortcut cannot be read: %w", "ショートカットのペイロードを読み取れません: %w", err)
	}
	var id struct{ TS string }
	_ = json.Unmarshal(p.Message, &id) // a shortcut elsewhere has no message, and so no id
	at, ok := messageTime(id.TS)
	if p.Type != "message_action" || !ok {
		return slackRequest{}, incident.Tell(incident.Invalid, "this is no shortcut on a message, but %q", "メッセージのショートカットではなく %q です", p.Type)
	}
	said, err := imports.ReadSlackMessage(p.Message, r.slackNames())
	if err != nil {
		return slackRequest{}, err
	}
	// The message is what may be logged once, whoever logs it.
	return slackRequest{
		ID: p.Channel.ID + " " + id.TS, ResponseURL: p.ResponseURL, Channel: p.Channel.ID,
		By:      tracker.SlackMember{ID: p.User.ID, Name: cmp.Or(p.User.Username, p.User.Name)},
		Message: &slackedNote{At: at, TS: id.TS, Said: &said},
	}, nil
}

// logMessage writes the message into the timeline, with the kind that its words
// propose.
func (r *Receiver) logMessage(ctx context.Context, asked slackRequest, key string) (string, error) {
	m := asked.Message.Said
	if m == nil {
		fetched, err := r.fetchMessage(ctx, asked)
		if err != nil {
			return "", err
		}
		m = &fetched
	}
	author, err := r.tracker.ActorInSlack(ctx, tracker.SlackMember{ID: m.User, Name: m.Username})
	if err != nil {
		return "", err
	}
	proposed := imports.ProposeKind(m.Text)
	kind := proposed
	if proposed.MovesIncident() {
		kind = incident.KindNote
	}
	e, err := r.tracker.LogMessage(ctx, asked.Actor, key, asked.ID, tracker.Entry{Kind: kind, At: asked.Message.At, Actor: author.Name, Text: m.Text, Links: m.Links})
	if err != nil {
		return "", err
	}
	l := r.lang()
	said := l.Say("logged in %s as %s: %s", "%s に %s として記録しました: %s", key, e.Kind.Label(l), markdown.Escape(e.Text))
	if proposed == incident.KindContainment {
		said += "\n\n" + l.Say("If that stopped the impact, say so: `/incident log containment …`", "これで影響の拡大が止まった場合は、`/incident log containment …` で安全化を記録してください。")
	}
	return said, nil
}
