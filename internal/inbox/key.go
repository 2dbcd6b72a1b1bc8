package inbox

import (
	"context"
	"regexp"
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// leadingKey is the key of an incident as people type it, with a colon behind it or not.
var leadingKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^(INC-\d{4}-\d{4,})(?:\s*[:：,、]+|$)(.*)$`) })

// keyFirst reads the key of an incident with which words begin: INC-2026-0042,
// "inc-2026-0042: …". It is empty where they begin with none.
func (r *Receiver) keyFirst(ctx context.Context, a tracker.Actor, words []string) (key string, rest []string, err error) {
	if len(words) == 0 {
		return "", words, nil
	}
	m := leadingKey().FindStringSubmatch(words[0])
	if m == nil {
		return "", words, nil
	}
	key, err = r.tracker.KeyTyped(ctx, a, m[1])
	return key, strings.Fields(m[2] + " " + strings.TrimLeft(strings.Join(words[1:], " "), ":：,、 ")), err
}

// incident gives the incident that a command is about: the key that it names,
// else that of the channel.
func (r *Receiver) incident(ctx context.Context, asked slackRequest, words []string) (string, []string, error) {
	key, rest, err := r.keyFirst(ctx, asked.Actor, words)
	if err != nil || key != "" {
		return key, rest, err
	}
	key, err = r.tracker.IncidentOfChannel(ctx, asked.Actor, asked.Channel)
	if err == nil && key == "" {
		err = incident.Errorf(incident.NotFound, "%s", r.lang().Say("this channel belongs to no incident; name one: /incident log INC-2026-0042 …", "このチャンネルに対応するインシデントがありません。/incident log INC-2026-0042 … のように指定してください"))
	}
	return key, words, err
}

// otherIncident refuses a line that names another incident than that of the channel right
// behind its kind: it may be meant for that one's timeline, and nothing is taken out of one.
func (r *Receiver) otherIncident(here, other string, kind incident.EventKind, rest []string) error {
	text := strings.Join(rest, " ")
	return incident.Tell(incident.Invalid, "which incident is meant? For %[2]s write /incident log %[2]s %[3]s %[4]s; where %[1]s only mentions it, put the key later in the text",
		"どちらのインシデントの記録ですか。%[2]s の場合は /incident log %[2]s %[3]s %[4]s と書いてください。%[1]s の記録で %[2]s に触れるだけの場合は、番号を本文の後ろに書いてください", here, other, kind, text)
}
