// Package imports reads what other tools kept of an incident: Slack exports,
// PagerDuty log entries and webhooks, Opsgenie, Alertmanager, Grafana and
// Statuspage. It proposes a timeline; a person confirms it. It does no I/O.
package imports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Line is one event that was read, with the line from which it comes.
type Line struct {
	incident.Event
	Raw string // the record as the tool wrote it, JSON on one line
}

// Log is what was read of one incident.
type Log struct {
	Tools    []string // "slack", "pagerduty", …
	Title    string
	Service  string
	Severity incident.Severity // proposed; empty: the tool does not say
	Lines    []Line            // in the order of time
}

// File is one file of an export.
type File struct {
	Name string
	Text []byte
}

// Read makes one timeline of what several files tell of an incident: events are
// sorted by time, what stands in two files is taken once, and kinds are proposed.
// Files of names (Slack's users.json) serve the others. The error is Invalid and
// names the file, and the place where it is not JSON. ErrUnknown is its cause
// when a file is none of the known exports.
func Read(files []File) (Log, error) {
	var log Log
	users := map[string]string{}
	for _, f := range files {
		for id, name := range slackUsers(f.Text) {
			users[id] = name
		}
	}
	for _, f := range files {
		one, err := readOne(f, users)
		if err != nil {
			return Log{}, err
		}
		for _, line := range one.Lines {
			if line.At.IsZero() {
				return Log{}, incident.Tell(incident.Invalid, "%s: the event %q has no time; write it into the file", "%s: イベント %q に時刻がありません。ファイルに書いてください", f.Name, short(line.Text))
			}
			if year := line.At.UTC().Year(); year < 1990 || year > 2100 {
				return Log{}, incident.Tell(incident.Invalid, "%s: the event %q has the time %s; correct it in the file", "%s: イベント %q の時刻が %s になっています。ファイルを直してください", f.Name, short(line.Text), line.At.UTC().Format(time.RFC3339))
			}
		}
		log.add(one)
	}
	slices.SortStableFunc(log.Lines, func(a, b Line) int { return a.At.Compare(b.At) })
	log.Lines = slices.CompactFunc(log.Lines, func(a, b Line) bool { return a.At.Equal(b.At) && a.Text == b.Text && a.Actor == b.Actor })
	if n := len(log.Lines); n > maxEvents {
		return Log{}, tooMany(files[0].Name, n)
	}
	if len(log.Lines) == 0 {
		return Log{}, incident.Tell(incident.Invalid, "%s: there is no event in it; name the file of the day or channel in which the incident was handled", "%s: イベントがありません。インシデントに対応した日またはチャンネルのファイルを指定してください", files[0].Name)
	}
	return log, nil
}

// maxEvents is how many events an incident may have. Nobody reads a longer timeline:
// it is the export of a whole workspace.
const maxEvents = 20_000

func tooMany(name string, n int) error {
	return incident.Tell(incident.Invalid, "%s: there are %d events in it, more than %d; name only the days or the channel in which the incident was handled",
		"%s: イベントが %d 件あり、上限の %d 件を超えています。インシデントに対応した日またはチャンネルのファイルだけを指定してください", name, n, maxEvents)
}

func (l *Log) add(o Log) {
	for _, t := range o.Tools {
		if !slices.Contains(l.Tools, t) {
			l.Tools = append(l.Tools, t)
		}
	}
	l.Title, l.Service = cmp.Or(l.Title, o.Title), cmp.Or(l.Service, o.Service)
	if l.Severity == "" || o.Severity != "" && o.Severity < l.Severity { // SEV1 is the worst
		l.Severity = o.Severity
	}
	l.Lines = append(l.Lines, o.Lines...)
}

// ErrUnknown says that a file is none of the exports that Read knows.
var ErrUnknown = incident.Tell(incident.Invalid, "it is none of the known exports (Slack, PagerDuty, Opsgenie, Alertmanager, Grafana, Statuspage)",
	"対応しているエクスポート（Slack、PagerDuty、Opsgenie、Alertmanager、Grafana、Statuspage）のいずれでもありません")

func readOne(f File, users map[string]string) (Log, error) {
	src := bytes.TrimPrefix(f.Text, []byte("\xef\xbb\xbf"))
	if err := refuseNoText(f.Name, src); err != nil {
		return Log{}, err
	}
	var whole any
	if err := json.Unmarshal(src, &whole); err != nil {
		return Log{}, jsonError(f.Name, src, err)
	}
	if list, ok := whole.([]any); ok {
		switch {
		case isSlackMessages(list):
			return readSlack(f.Name, src, src, users)
		case isSlackDirectory(list):
			return Log{}, nil
		}
	}
	if object, ok := whole.(map[string]any); ok {
		has := func(keys ...string) bool {
			return !slices.ContainsFunc(keys, func(k string) bool { _, there := object[k]; return !there })
		}
		messages, _ := object["messages"].([]any)
		switch {
		case isSlackMessages(messages): // a webhook of PagerDuty has messages of another type
			return readSlackAnswer(f.Name, src, users)
		case has("log_entries"), isLogEntry(object):
			return readLogEntries(f.Name, src)
		case has("incident", "meta") || has("incident", "page"), has("incidents", "page"), has("incident_updates"):
			return readStatuspage(f.Name, src)
		}
		if alerts, tool, err := ReadAlerts(f.Name, src, time.Time{}); err == nil {
			return fromAlerts(tool, alerts), nil
		} else if !errors.Is(err, ErrUnknown) {
			return Log{}, err
		}
	}
	return Log{}, incident.Errorf(incident.Invalid, "%s: %w", f.Name, ErrUnknown)
}

// raw writes a record on one line.
func raw(record []byte) string {
	var b bytes.Buffer
	if err := json.Compact(&b, record); err != nil {
		return ""
	}
	return b.String()
}

// clean takes out what a timeline cannot hold.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\uFFFD' {
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
	return strings.TrimSpace(text)
}
