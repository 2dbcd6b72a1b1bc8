package imports

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// readAlertmanager reads the webhook of Alertmanager
// (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config),
// which Grafana's unified alerting sends too.
func readAlertmanager(src []byte) ([]Alert, error) {
	var payload struct {
		Status            string
		ExternalURL       string
		CommonLabels      map[string]string
		CommonAnnotations map[string]string
		Alerts            []json.RawMessage
	}
	if err := json.Unmarshal(src, &payload); err != nil {
		return nil, err
	}
	var alerts []Alert
	for _, record := range payload.Alerts {
		var a struct {
			Status, GeneratorURL, Fingerprint, DashboardURL string
			Labels, Annotations                             map[string]string
			StartsAt, EndsAt                                time.Time
		}
		if err := json.Unmarshal(record, &a); err != nil {
			return nil, &recordFailure{record, err}
		}
		label := func(names ...string) string { return first(names, a.Labels, payload.CommonLabels) }
		note := func(names ...string) string { return first(names, a.Annotations, payload.CommonAnnotations) }
		alert := Alert{
			Fingerprint: cmp.Or(a.Fingerprint, fingerprint(a.Labels)), Title: cmp.Or(note("summary", "title"), label("alertname")),
			Text: note("description", "message"), Service: label("service", "job", "app"), Severity: severityOf(label("severity", "priority")),
			At: a.StartsAt, Link: cmp.Or(note("runbook_url", "runbook"), a.DashboardURL, a.GeneratorURL, payload.ExternalURL), Raw: raw(record),
		}
		if alert.Resolved = cmp.Or(a.Status, payload.Status) == "resolved"; alert.Resolved && a.EndsAt.After(a.StartsAt) {
			alert.At, alert.Began = a.EndsAt, a.StartsAt
		}
		alerts = append(alerts, alert)
	}
	return alerts, nil
}

// first gives the first of some keys that one of the maps has.
func first(names []string, maps ...map[string]string) string {
	for _, n := range names {
		for _, m := range maps {
			if m[n] != "" {
				return m[n]
			}
		}
	}
	return ""
}

// fingerprint stands in where a tool sends none: an alert is its labels.
func fingerprint(labels map[string]string) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		sum.Write([]byte(name + "\xff" + labels[name] + "\xff"))
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// readGrafanaRule reads the webhook of Grafana's older alerting, which says no
// time.
func readGrafanaRule(src []byte) ([]Alert, error) {
	var a struct {
		RuleName, RuleURL, Title, Message, State string
		RuleID, DashboardID, PanelID, OrgID      json.Number
	}
	if err := json.Unmarshal(src, &a); err != nil {
		return nil, err
	}
	title := strings.TrimSpace(a.Title)
	for _, state := range []string{"[Alerting]", "[OK]", "[No Data]", "[Pending]"} {
		title = strings.TrimSpace(strings.TrimPrefix(title, state))
	}
	return []Alert{{
		Fingerprint: fingerprint(map[string]string{"rule": a.RuleName, "id": a.RuleID.String(), "dashboard": a.DashboardID.String(), "panel": a.PanelID.String(), "org": a.OrgID.String()}),
		Title:       cmp.Or(title, a.RuleName), Text: a.Message, Resolved: a.State == "ok", Link: a.RuleURL, Raw: raw(src),
	}}, nil
}
