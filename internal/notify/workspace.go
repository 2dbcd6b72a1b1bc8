package notify

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/pmtracker/pmtracker/internal/columns"
)

// Workspace is what the room of an incident needs of Slack. Its errors are those
// of Send: Unavailable where trying again is sensible.
type Workspace struct{ api *slack.Client }

// Workspace gives the workspace of the app; ok is false without an app.
func (s *Sender) Workspace() (w Workspace, ok bool) {
	if s == nil || s.SlackToken == "" {
		return Workspace{}, false
	}
	return Workspace{s.API()}, true
}

// Denied tells whether Slack refuses something because the app has no right to
// do it, which trying again does not change.
func Denied(err error) bool {
	var f *Failure
	return errors.As(err, &f) && slices.Contains([]string{
		"missing_scope", "restricted_action", "not_allowed_token_type", "access_denied", "no_permission", "user_is_restricted", "not_authed", "invalid_auth",
	}, f.said)
}

// CreateChannel makes a public channel and gives its id. A name that is taken
// gets a number behind it. A channel of that name which this app made since a
// moment is the one that was made before a crash, and is taken.
func (w Workspace) CreateChannel(ctx context.Context, name string, since time.Time) (string, error) {
	const tries = 20
	for n := 1; ; n++ {
		numbered := name
		if n > 1 {
			numbered += "-" + strconv.Itoa(n)
		}
		made, err := w.api.CreateConversationContext(ctx, slack.CreateConversationParams{ChannelName: numbered})
		if err == nil {
			return made.ID, nil
		}
		f := slackFailure(err)
		if f.said != "name_taken" || n == tries {
			return "", w.failed("#"+numbered, err)
		}
		id, err := w.madeEarlier(ctx, numbered, since)
		if err != nil || id != "" {
			return id, err
		}
	}
}

// madeEarlier gives the id of the channel of a name when this app made it since a
// moment; "" when somebody else did, or it cannot be seen.
func (w Workspace) madeEarlier(ctx context.Context, name string, since time.Time) (string, error) {
	me, err := w.api.AuthTestContext(ctx)
	if err != nil {
		return "", w.failed("#"+name, err)
	}
	c, err := w.listed(ctx, name)
	if err != nil || c.Creator != me.UserID || c.Created.Time().Before(since.Add(-time.Minute)) {
		return "", err
	}
	return c.ID, nil
}

// listed gives the public channel of a name; an empty one where the app sees none.
func (w Workspace) listed(ctx context.Context, name string) (slack.Channel, error) {
	for cursor := ""; ; {
		channels, next, err := w.api.GetConversationsContext(ctx, &slack.GetConversationsParameters{Cursor: cursor, Limit: 1000, ExcludeArchived: true, Types: []string{"public_channel"}})
		if err != nil {
			if slackFailure(err).said == "missing_scope" {
				return slack.Channel{}, nil
			}
			return slack.Channel{}, w.failed("#"+name, err)
		}
		for _, c := range channels {
			if c.Name == name {
				return c, nil
			}
		}
		if cursor = next; cursor == "" {
			return slack.Channel{}, nil
		}
	}
}

// Describe sets topic and purpose of a channel.
func (w Workspace) Describe(ctx context.Context, channel, topic, purpose string) error {
	if _, err := w.api.SetTopicOfConversationContext(ctx, channel, oneLine(topic)); err != nil {
		return w.failed(channel, err)
	}
	_, err := w.api.SetPurposeOfConversationContext(ctx, channel, oneLine(purpose))
	return w.failed(channel, err)
}

// Invite brings people into a channel, by their member ids. Those who are there
// already are no failure.
func (w Workspace) Invite(ctx context.Context, channel string, members []string) error {
	for _, m := range members { // one by one: a single unknown id fails a whole list
		_, err := w.api.InviteUsersToConversationContext(ctx, channel, m)
		if err == nil {
			continue
		}
		if f := slackFailure(err); !slices.Contains([]string{"already_in_channel", "cant_invite_self", "user_not_found", "cant_invite", "user_disabled"}, f.said) {
			return w.failed(channel, err)
		}
	}
	return nil
}

// Post writes a message into a channel and gives the channel's id and the
// message's.
func (w Workspace) Post(ctx context.Context, channel, text string) (id, message string, err error) {
	return w.post(ctx, channel, text)
}

func (w Workspace) post(ctx context.Context, channel, text string, more ...slack.MsgOption) (id, message string, err error) {
	options := append([]slack.MsgOption{slack.MsgOptionText(text, false), slack.MsgOptionDisableLinkUnfurl()}, more...)
	id, message, err = w.api.PostMessageContext(ctx, channel, options...)
	return id, message, w.failed(channel, err)
}

// statusType names, in the metadata of a message, what it is: so that it is found
// again (https://docs.slack.dev/messaging/message-metadata).
const statusType = "pmtracker_status"

// PostStatus writes the message that says how an incident stands, and gives the
// channel's id and the message's.
func (w Workspace) PostStatus(ctx context.Context, channel, key, text string) (id, message string, err error) {
	return w.post(ctx, channel, text, slack.MsgOptionMetadata(slack.SlackMetadata{EventType: statusType, EventPayload: map[string]any{"incident": key}}))
}

// PostedEarlier looks in a channel, named by its id or its name, for the status
// message of an incident that was posted since a moment: by one who could not write
// down its id. message is "" where there is none, or the app may not look.
func (w Workspace) PostedEarlier(ctx context.Context, channel, key string, since time.Time) (id, message string, err error) {
	id = channel
	if name, ok := strings.CutPrefix(channel, "#"); ok {
		c, err := w.listed(ctx, name)
		if err != nil || c.ID == "" {
			return "", "", err
		}
		id = c.ID
	}
	ask := slack.GetConversationHistoryParameters{ChannelID: id, Oldest: strconv.FormatInt(since.Unix(), 10), Limit: 200, IncludeAllMetadata: true}
	for {
		history, err := w.api.GetConversationHistoryContext(ctx, &ask)
		if err != nil {
			if Denied(w.failed(channel, err)) || slices.Contains([]string{"channel_not_found", "not_in_channel"}, slackFailure(err).said) {
				return "", "", nil
			}
			return "", "", w.failed(channel, err)
		}
		for _, m := range history.Messages {
			if m.Metadata.EventType == statusType && m.Metadata.EventPayload["incident"] == key {
				return id, m.Timestamp, nil
			}
		}
		if ask.Cursor = history.ResponseMetaData.NextCursor; ask.Cursor == "" {
			return "", "", nil
		}
	}
}

// Pin pins a message.
func (w Workspace) Pin(ctx context.Context, channel, message string) error {
	err := w.api.AddPinContext(ctx, channel, slack.NewRefToMessage(channel, message))
	if err != nil && slackFailure(err).said == "already_pinned" {
		return nil
	}
	return w.failed(channel, err)
}

// Update puts another text in place of that of a message. gone tells that the
// message is no longer there.
func (w Workspace) Update(ctx context.Context, channel, message, text string) (gone bool, err error) {
	_, _, _, err = w.api.UpdateMessageContext(ctx, channel, message, slack.MsgOptionText(text, false))
	if err != nil && slices.Contains([]string{"message_not_found", "cant_update_message", "edit_window_closed"}, slackFailure(err).said) {
		return true, nil
	}
	return false, w.failed(channel, err)
}

// Whisper writes a message into a channel that one member alone sees.
func (w Workspace) Whisper(ctx context.Context, channel, member, text string) error {
	_, err := w.api.PostEphemeralContext(ctx, channel, member, slack.MsgOptionText(text, false))
	return w.failed(channel, err)
}

// Message gives a message by its id, in the channel or in a thread of it, as Slack's API
// writes it; none where it cannot be seen.
func (w Workspace) Message(ctx context.Context, channel, message string) (record []byte, err error) {
	history, err := w.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: channel, Latest: message, Oldest: message, Inclusive: true, Limit: 1})
	if err != nil {
		return nil, w.failed(channel, err)
	}
	all := history.Messages
	if len(all) == 0 {
		if all, _, _, err = w.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{ChannelID: channel, Timestamp: message, Latest: message, Oldest: message, Inclusive: true, Limit: 1}); err != nil {
			return nil, w.failed(channel, err)
		}
	}
	for _, said := range all {
		if said.Timestamp == message {
			return json.Marshal(said)
		}
	}
	return nil, nil
}

func (w Workspace) failed(channel string, err error) error {
	if err == nil {
		return nil
	}
	f := slackFailure(err)
	f.Address = "slack:" + channel
	return f
}

// oneLine writes a topic or purpose as Slack takes it: one line of at most 250
// characters.
func oneLine(text string) string {
	return columns.Shorten(strings.Join(strings.Fields(text), " "), 250)
}
