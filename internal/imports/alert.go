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
	Update      bool      // neither: somebody acknowledged it or wrote a note
	At          time.Time // when it began to fire, or was resolved
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
		a.Title, a.Text = oneLine(clean(a.Title)), oneLine(clean(a.Text))
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

// Event tells the alert as an event of the timeline: the first that fires is the
// detection.
func (a Alert) Event() incident.Event {
	e := incident.Event{At: a.At, Kind: incident.KindDetection, Text: a.Title}
	if a.Text != "" && a.Text != a.Title {
		e.Text += ": " + a.Text
	}
	switch {
	case a.Resolved:
		e.Kind, e.Text = incident.KindNote, "Resolved: "+e.Text
	case a.Update:
		e.Kind = incident.KindNote
	}
	if strings.HasPrefix(a.Link, "http") {
		e.Links = []string{a.Link}
	}
	return e
}

func fromAlerts(tool string, alerts []Alert) Log {
	log := Log{Tools: []string{tool}}
	for _, a := range alerts {
		log.add(Log{Title: a.Title, Service: a.Service, Severity: a.Severity, Lines: []Line{{Event: a.Event(), Raw: a.Raw}}})
	}
	return log
}
