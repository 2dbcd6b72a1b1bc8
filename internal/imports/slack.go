package imports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// A Slack workspace export holds a folder a channel with a file a day, and
// users.json (https://slack.com/help/articles/220556107). What its API answers about a
// channel holds the same messages (https://docs.slack.dev/reference/methods/conversations.history).

func isSlackMessages(list []any) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(v any) bool {
		m, _ := v.(map[string]any)
		return m["type"] != "message"
	})
}

// isSlackDirectory tells lists of users and channels, which hold no event.
func isSlackDirectory(list []any) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(v any) bool {
		m, _ := v.(map[string]any)
		_, id := m["id"].(string)
		_, name := m["name"].(string)
		return !id || !name
	})
}

// slackUsers gives the names of users.json by their ids; none for other files.
func slackUsers(src []byte) map[string]string {
	var users []struct {
		ID, Name string
		Profile  *struct {
			DisplayName string `json:"display_name"`
		}
	}
	names := map[string]string{}
	if json.Unmarshal(src, &users) != nil {
		return names
	}
	for _, u := range users {
		if u.Profile != nil && strings.HasPrefix(u.ID, "U") || strings.HasPrefix(u.ID, "W") {
			display := ""
			if u.Profile != nil {
				display = u.Profile.DisplayName
			}
			names[u.ID] = "@" + cmp.Or(display, u.Name)
		}
	}
	return names
}

type slackMessage struct {
	Type, Subtype, User, Username, Text, TS string
	BotID                                   string `json:"bot_id"`
	Attachments                             []struct{ Title, Text, Fallback, Pretext string }
	Blocks                                  any
	Files                                   []struct{ Title, Name, Permalink string }
}

// SlackMessage is one message as a timeline takes it.
type SlackMessage struct {
	User, Username string // who wrote it: the member's or the bot's id, and a name that proves nothing
	Text           string // with that of attachments and, where there is no other, of blocks
	Links          []string
}

// ReadSlackMessage reads one message as Slack's API writes it. names are those of members
// by their ids.
func ReadSlackMessage(record []byte, names map[string]string) (SlackMessage, error) {
	var m slackMessage
	if err := json.Unmarshal(record, &m); err != nil {
		return SlackMessage{}, incident.Tell(incident.Invalid, "the message cannot be read: %w", "メッセージを読み取れません: %w", err)
	}
	text, links := plain(m.whole(), names)
	return SlackMessage{User: cmp.Or(m.User, m.BotID), Username: m.Username, Text: text, Links: links}, nil
}

// readSlackAnswer reads an answer of Slack's API about a channel.
func readSlackAnswer(name string, src []byte, users map[string]string) (Log, error) {
	var answer struct{ Messages json.RawMessage }
	if err := json.Unmarshal(src, &answer); err != nil {
		return Log{}, err
	}
	return readSlack(name, src, answer.Messages, users)
}

// readSlack reads messages, which stand in the file src. People who come and go, and other
// bookkeeping of the channel, are left out.
func readSlack(name string, src, messages []byte, users map[string]string) (Log, error) {
	var records []json.RawMessage
	if err := json.Unmarshal(messages, &records); err != nil {
		return Log{}, err
	}
	if len(records) > maxEvents { // before each of them is looked at
		return Log{}, tooMany(name, len(records))
	}
	log := Log{Tools: []string{"slack"}}
	for _, record := range records {
		var m slackMessage
		if err := json.Unmarshal(record, &m); err != nil {
			return Log{}, recordError(name, src, record, err)
		}
		at, ok := slackTime(m.TS)
		text, links := plain(m.whole(), users)
		if text == "" || slices.Contains(bookkeeping, m.Subtype) {
			continue
		}
		if !ok {
			line, column := place(src, bytes.Index(src, record))
			return Log{}, incident.Tell(incident.Invalid, "%s:%d:%d: the message %q has no time (ts), or one that no message can have", "%s:%d:%d: メッセージ %q の時刻（ts）がないか、ありえない値です", name, line, column, short(text))
		}
		log.Lines = append(log.Lines, Line{Raw: raw(record), Event: incident.Event{
			At: at, Kind: ProposeKind(text), Actor: cmp.Or(users[m.User], m.Username, m.User), Text: text, Links: links,
		}})
	}
	return log, nil
}

var bookkeeping = []string{"channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive", "channel_unarchive",
	"group_join", "group_leave", "group_topic", "group_purpose", "group_name", "pinned_item", "unpinned_item", "bot_add", "bot_remove", "reminder_add", "tombstone"}

// whole gives the text with that of the attachments: an alert's bot says
// everything there. Where there is no text, the blocks have it; files are named.
func (m slackMessage) whole() string {
	parts := []string{cmp.Or(m.Text, blockText(m.Blocks))}
	for _, f := range m.Files {
		name := cmp.Or(f.Title, f.Name)
		if f.Permalink != "" {
			name = "<" + f.Permalink + "|" + name + ">"
		}
		parts = append(parts, name)
	}
	for _, a := range m.Attachments {
		parts = append(parts, cmp.Or(strings.TrimSpace(a.Pretext+" "+a.Title+" "+a.Text), a.Fallback))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// blockText writes the words of Block Kit as the markup of a message
// (https://docs.slack.dev/reference/block-kit).
func blockText(block any) string {
	var parts []string
	switch b := block.(type) {
	case []any:
		for _, one := range b {
			parts = append(parts, blockText(one))
		}
	case map[string]any:
		text, _ := b["text"].(string)
		switch b["type"] {
		case "link":
			url, _ := b["url"].(string)
			return "<" + url + "|" + cmp.Or(text, url) + ">"
		case "user":
			id, _ := b["user_id"].(string)
			return "<@" + id + ">"
		case "emoji":
			name, _ := b["name"].(string)
			return ":" + name + ":"
		}
		for _, part := range []string{"text", "fields", "elements"} {
			parts = append(parts, blockText(b[part]))
		}
	case string:
		return b
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// slackTime reads "1498401043.672547".
func slackTime(ts string) (time.Time, bool) {
	seconds, fraction, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || s <= 0 || s > 1<<40 {
		return time.Time{}, false
	}
	micros, _ := strconv.ParseInt((fraction + "000000")[:6], 10, 64)
	return time.Unix(s, micros*1000).UTC(), true
}

var slackReference = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`) })

// SlackText writes Slack's markup as text: "<@U024BE7LH|akiko>" is "@akiko", or
// what names has for the id.
func SlackText(markup string, names map[string]string) string {
	text, _ := plain(markup, names)
	return text
}

// plain writes Slack's markup as text and gives the addresses in it.
func plain(text string, users map[string]string) (string, []string) {
	var links []string
	text = slackReference().ReplaceAllStringFunc(text, func(ref string) string {
		m := slackReference().FindStringSubmatch(ref)
		target, label := m[1], m[2]
		switch {
		case strings.HasPrefix(target, "@"):
			return "@" + strings.TrimPrefix(cmp.Or(users[target[1:]], label, target), "@")
		case strings.HasPrefix(target, "#"):
			return "#" + cmp.Or(label, target[1:])
		case strings.HasPrefix(target, "!"):
			return "@" + strings.TrimPrefix(cmp.Or(label, target[1:]), "@")
		case strings.HasPrefix(target, "http://"), strings.HasPrefix(target, "https://"):
			links = append(links, html.UnescapeString(target))
		case !strings.Contains(target, ":"):
			return ref // no reference of Slack: somebody's HTML
		}
		return cmp.Or(label, target)
	})
	return clean(html.UnescapeString(text)), links
}
