package imports

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Alert is one alert of a monitoring tool, as its webhook tells it.
type Alert struct {
	Fingerprint string // what stays the same while the alert fires, and when it comes again
	Title       string
	Text        string
	Service     string
	Severity    incident.Severity // proposed; empty: the tool does not say
	Resolved    bool
	Change      Change    // what happened where it neither fires nor was resolved
	Who         string    // who did it, by name; empty: the tool does not say
	At          time.Time // when it began to fire, was resolved or changed
	Began       time.Time // of one that was resolved: when it had begun to fire; zero: the tool does not say
	Delivery    string    // the same in every repetition of this message; empty: the tool does not say
	Link        string
	Raw         string
}

// ReadAlerts reads a webhook of Alertmanager, Grafana, PagerDuty or Opsgenie and
// tells which it is. now stands in for a time that the tool does not give; where
// it is zero, such an alert is an error. The error is Invalid; ErrUnknown is its
// cause when the payload is none of these.
func ReadAlerts(name string, src []byte, now time.Time) (alerts []Alert, tool string, err error) {
	var head struct {
		Alerts   []json.RawMessage `json:"alerts"`
		GroupKey *string           `json:"groupKey"`
		OrgID    *int64            `json:"orgId"`
		Rule     *string           `json:"ruleName"`
		Action   *string           `json:"action"`
		Alert    json.RawMessage   `json:"alert"`
		Messages []json.RawMessage `json:"messages"`
		Event    json.RawMessage   `json:"event"`
	}
	if err := json.Unmarshal(src, &head); err != nil {
		return nil, "", jsonError(name, src, err)
	}
	switch {
	case head.Alerts != nil && head.OrgID != nil:
		tool = "grafana"
		alerts, err = readAlertmanager(src)
	case head.Alerts != nil:
		tool = "alertmanager"
		alerts, err = readAlertmanager(src)
	case head.Rule != nil:
		tool = "grafana"
		alerts, err = readGrafanaRule(src)
	case head.Action != nil && head.Alert != nil:
		tool = "opsgenie"
		alerts, err = readOpsgenie(src)
	case head.Messages != nil, len(head.Event) > 0 && head.Event[0] == '{':
		tool = "pagerduty"
		alerts, err = readPagerDuty(src)
	default:
		return nil, "", incident.Errorf(incident.Invalid, "%s: %w", name, ErrUnknown)
	}
	if err != nil {
		return nil, tool, jsonError(name, src, err)
	}
	for i := range alerts {
		a := &alerts[i]
		if a.At.IsZero() {
			a.At = now
		}
		if a.At.IsZero() {
			return nil, tool, incident.Tell(incident.Invalid, "%s: the alert %q does not say when it fired; write the time into a timeline file by hand", "%s: アラート %q に発火した時刻がありません。時系列ファイルに手で時刻を書いてください", name, a.Title)
		}
		a.Title, a.Text, a.Who = oneLine(clean(a.Title)), oneLine(clean(a.Text)), oneLine(clean(a.Who))
		a.Title = cmp.Or(a.Title, a.Text, a.Fingerprint, tool)
	}
	return alerts, tool, nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// severityOf proposes a severity for what tools call it. A warning is SEV3: it is
// cheaper to lower a severity than to raise it late.
func severityOf(word string) incident.Severity {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "page", "emergency", "disaster", "p1", "sev1", "1":
		return "SEV1"
	case "critical", "high", "error", "p2", "sev2", "2", "major":
		return "SEV2"
	case "warning", "medium", "moderate", "p3", "sev3", "3", "minor":
		return "SEV3"
	case "info", "informational", "low", "none", "p4", "p5", "sev4", "4", "5":
		return "SEV4"
	}
	return ""
}

// Fires tells whether the alert began to fire.
func (a Alert) Fires() bool { return !a.Resolved && a.Change == "" }

// IsNote tells whether the message is what somebody wrote.
func (a Alert) IsNote() bool { return a.Change.isNote() }

// Event tells the alert as an event of the timeline, in a language. One that fires is
// a detection: it is for the caller to know whether something was detected before.
func (a Alert) Event(l incident.Lang) incident.Event {
	e := incident.Event{At: a.At, Kind: incident.KindDetection, Actor: a.Who, Text: a.Title}
	if a.Text != "" && a.Text != a.Title {
		e.Text += ": " + a.Text
	}
	switch {
	case a.Resolved:
		e.Kind, e.Text = incident.KindNote, l.Say("Resolved: %s", "解消: %s", e.Text)
	case a.Change != "":
		e.Kind, e.Text = incident.KindNote, a.Change.say(l)+": "+e.Text
	}
	if strings.HasPrefix(a.Link, "http") {
		e.Links = []string{a.Link}
	}
	return e
}

func fromAlerts(tool string, alerts []Alert) Log {
	log := Log{Tools: []string{tool}}
	for _, a := range alerts {
		l := incident.LangOf(a.Title + a.Text)
		one := Log{Title: a.Title, Service: a.Service, Severity: a.Severity, Lines: []Line{{Event: a.Event(l), Raw: a.Raw}}}
		if a.Resolved && !a.Began.IsZero() { // one payload tells of both
			began := a
			began.Resolved, began.At = false, a.Began
			one.Lines = append(one.Lines, Line{Event: began.Event(l), Raw: a.Raw})
		}
		log.add(one)
	}
	return log
}
