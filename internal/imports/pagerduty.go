package imports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// logEntry is a log entry of PagerDuty
// (https://developer.pagerduty.com/api-reference/c661e065403b5-list-log-entries).
type logEntry struct {
	ID, Type, Summary string
	HTMLURL           string    `json:"html_url"`
	CreatedAt         time.Time `json:"created_at"`
	Agent, Service    reference
	Incident          reference
	Note              string
	Channel           struct {
		Type, Summary, Subject, Content string
		Details                         anyDetails
	}
}

// anyDetails are the details of a channel as a text: empty where the sender put anything
// else there, as PagerDuty's API for events lets it.
type anyDetails string

// UnmarshalJSON reads a text, and passes anything else over.
func (d *anyDetails) UnmarshalJSON(src []byte) error {
	var text string
	if json.Unmarshal(src, &text) == nil {
		*d = anyDetails(text)
	}
	return nil
}

type reference struct {
	ID, Type, Summary string
	HTMLURL           string `json:"html_url"`
}

func isLogEntry(object map[string]any) bool {
	kind, _ := object["type"].(string)
	return strings.HasSuffix(kind, "_log_entry")
}

func readLogEntries(name string, src []byte) (Log, error) {
	var list struct {
		Entries []json.RawMessage `json:"log_entries"`
	}
	if err := json.Unmarshal(src, &list); err != nil {
		return Log{}, jsonError(name, src, err)
	}
	if list.Entries == nil {
		list.Entries = []json.RawMessage{src}
	}
	log := Log{Tools: []string{"pagerduty"}}
	for _, record := range list.Entries {
		var e logEntry
		if err := json.Unmarshal(record, &e); err != nil {
			return Log{}, recordError(name, src, record, err)
		}
		if e.CreatedAt.IsZero() {
			line, column := place(src, bytes.Index(src, record))
			return Log{}, incident.Tell(incident.Invalid, "%s:%d:%d: log entry %q has no created_at; export it with its times", "%s:%d:%d: ログ %q に created_at がありません。時刻を含めてエクスポートしてください", name, line, column, cmp.Or(e.ID, e.Summary))
		}
		log.add(Log{Title: withoutNumber(e.Incident.Summary), Service: e.Service.Summary, Lines: []Line{{Event: e.event(), Raw: raw(record)}}})
	}
	return log, nil
}

// withoutNumber takes PagerDuty's number off a title: "[#33] My new incident".
func withoutNumber(title string) string {
	if strings.HasPrefix(title, "[#") {
		if _, rest, ok := strings.Cut(title, "] "); ok {
			return rest
		}
	}
	return title
}

func (e logEntry) event() incident.Event {
	kind := incident.KindNote
	text := cmp.Or(e.Summary, e.Type)
	switch strings.TrimSuffix(e.Type, "_log_entry") {
	case "trigger":
		kind = incident.KindDetection
		if what := cmp.Or(e.Channel.Subject, e.Channel.Summary, string(e.Channel.Details)); what != "" {
			text += ": " + what
		}
	case "assign", "escalate", "delegate", "reach_responder", "responder_request":
		kind = incident.KindRole
	case "notify", "status_update", "reach_trigger", "reach_ack":
		kind = incident.KindCommunication
	case "urgency_change", "priority_change":
		kind = incident.KindSeverity
	case "annotate":
		note := cmp.Or(e.Note, e.Channel.Content, e.Channel.Summary)
		kind = ProposeKind(note)
		text = cmp.Or(note, text)
	case "resolve":
		kind = incident.KindNote // PagerDuty's resolve is no recovery by numbers
	}
	event := incident.Event{At: e.CreatedAt, Kind: kind, Text: clean(text)}
	if strings.HasPrefix(e.Agent.Type, "user") {
		event.Actor = e.Agent.Summary
	}
	if e.HTMLURL != "" {
		event.Links = []string{e.HTMLURL}
	}
	return event
}

// readPagerDuty reads PagerDuty's webhooks: version 3 ("event"), and versions 1
// and 2 ("messages").
func readPagerDuty(src []byte) ([]Alert, error) {
	var p struct {
		Event    *webhookV3
		Messages []json.RawMessage
	}
	if err := json.Unmarshal(src, &p); err != nil {
		return nil, err
	}
	if p.Event != nil {
		return []Alert{p.Event.alert(raw(src))}, nil
	}
	var alerts []Alert
	for _, record := range p.Messages {
		var m message
		if err := json.Unmarshal(record, &m); err != nil {
			return nil, &recordFailure{record, err}
		}
		alerts = append(alerts, m.alert(raw(record)))
	}
	return alerts, nil
}

// webhookV3 is https://developer.pagerduty.com/docs/webhooks-overview.
type webhookV3 struct {
	ID         string    // the same in every repetition
	EventType  string    `json:"event_type"`
	OccurredAt time.Time `json:"occurred_at"`
	Agent      *reference
	Data       struct {
		ID, Title, Urgency, Content, Message string
		HTMLURL                              string `json:"html_url"`
		IncidentKey                          string `json:"incident_key"`
		Service                              reference
		Priority                             *reference
		Incident                             *reference // of a note, and of what else is about an incident
	}
}

func (w webhookV3) alert(raw string) Alert {
	d := w.Data
	a := Alert{Fingerprint: cmp.Or(d.ID, d.IncidentKey), Title: d.Title, Text: cmp.Or(d.Content, d.Message), Service: d.Service.Summary, At: w.OccurredAt,
		Link: d.HTMLURL, Severity: severityOf(d.Urgency), Delivery: w.ID, Raw: raw}
	if d.Incident != nil { // a note names the incident by its id alone
		a.Fingerprint, a.Title, a.Link = d.Incident.ID, withoutNumber(cmp.Or(a.Title, d.Incident.Summary)), cmp.Or(a.Link, d.Incident.HTMLURL)
	}
	if d.Priority != nil {
		a.Severity = cmp.Or(severityOf(d.Priority.Summary), a.Severity)
	}
	if w.Agent != nil && strings.HasPrefix(w.Agent.Type, "user") {
		a.Who = w.Agent.Summary
	}
	switch w.EventType {
	case "incident.triggered", "incident.reopened":
	case "incident.resolved":
		a.Resolved = true
	default:
		a.Change = Change(cmp.Or(w.EventType, "?"))
		if d.Priority != nil && w.EventType == "incident.priority_updated" {
			a.Text = d.Priority.Summary
		}
	}
	return a
}

// message is one of a webhook of version 1 or 2.
type message struct {
	ID, Type, Event string
	CreatedOn       time.Time `json:"created_on"`
	Data            struct{ Incident messageIncident }
	Incident        messageIncident
	LogEntries      []logEntry `json:"log_entries"`
}

type messageIncident struct {
	ID, Title, Summary, Description, Urgency string
	IncidentKey                              string `json:"incident_key"`
	HTMLURL                                  string `json:"html_url"`
	Service                                  struct{ Name, Summary string }
	Subject                                  struct{ Subject string } `json:"trigger_summary_data"`
	CreatedAt                                time.Time                `json:"created_at"`
}

func (m message) alert(raw string) Alert {
	in := m.Incident
	if in.ID == "" {
		in = m.Data.Incident
	}
	a := Alert{Fingerprint: cmp.Or(in.ID, in.IncidentKey), Title: withoutNumber(cmp.Or(in.Title, in.Subject.Subject, in.Description, in.Summary)),
		Service: cmp.Or(in.Service.Name, in.Service.Summary), At: m.CreatedOn, Link: in.HTMLURL, Severity: severityOf(in.Urgency), Delivery: m.ID, Raw: raw}
	kind := cmp.Or(m.Event, m.Type)
	if a.Resolved = kind == "incident.resolve"; !a.Resolved && kind != "incident.trigger" {
		a.Change = Change(cmp.Or(kind, "?"))
	}
	if len(m.LogEntries) > 0 {
		e := m.LogEntries[0]
		a.At, a.Title = e.CreatedAt, cmp.Or(a.Title, withoutNumber(e.Incident.Summary))
		a.Fingerprint, a.Service = cmp.Or(a.Fingerprint, e.Incident.ID), cmp.Or(a.Service, e.Service.Summary)
		if strings.HasPrefix(e.Agent.Type, "user") {
			a.Who = e.Agent.Summary
		}
		switch {
		case a.Fires():
			a.Text = e.Summary
		case a.IsNote():
			a.Text = cmp.Or(e.Note, e.Channel.Content, e.Channel.Summary, e.Summary)
		}
	}
	return a
}
