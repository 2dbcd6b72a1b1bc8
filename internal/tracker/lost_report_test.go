package tracker_test

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestReportThatReachedNobody: a report that every address refused for good was not sent,
// for the reminders, the gate and the postmortem, until it is sent again or told by other
// means. While it is tried, and where one address got it, it was.
func TestReportThatReachedNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx := context.Background()
		c, box := &clock{}, &inbox{}
		c.set(0, 0)
		slack := httptest.NewServer(box)
		t.Cleanup(slack.Close)
		n := &tracker.Tracker{Store: storetest.Open(t, dsn), Now: c.Now, Sender: func() (*notify.Sender, error) { return &notify.Sender{SlackWebhook: slack.URL}, nil },
			Config: config.Config{Reports: config.Reports{Internal: []string{"oncall@example.com"}}}}
		in, err := n.Declare(ctx, program, tracker.Declaration{Title: "x", Severity: "SEV2"})
		must(t, err)
		report := func(kind incident.ReportKind, send bool) {
			t.Helper()
			r := tracker.ReportRequest{Kind: kind, Send: send}
			if kind != incident.ReportCompletion {
				r.NextAt = c.Now().Add(time.Hour)
			}
			_, err := n.Report(ctx, program, in.Key, r)
			must(t, err)
		}
		deliver := func() {
			t.Helper()
			_, err := n.Deliver(ctx, program, "")
			must(t, err)
		}
		owed := func() string {
			t.Helper()
			v, err := n.View(ctx, program, in.Key, incident.English)
			must(t, err)
			all := ""
			for _, o := range v.Owed {
				all += string(o.Named) + o.DueAt.Format(" 15:04")
			}
			return all
		}
		gate := func() string {
			t.Helper()
			v, err := n.View(ctx, program, in.Key, incident.English)
			must(t, err)
			i := slices.IndexFunc(v.Gate.Unmet, func(u incident.Unmet) bool { return u.Rule == incident.RuleReports })
			if i < 0 {
				return ""
			}
			return v.Gate.Unmet[i].Message
		}

		report(incident.ReportFirst, true)
		if got := owed(); got != "first 10:00" {
			t.Errorf("while it is tried it was sent: %q", got)
		}
		deliver()
		if got := owed(); got != " 09:15" {
			t.Errorf("it reached nobody, and the first report is due: %q", got)
		}
		given, err := n.Remind(ctx, program)
		must(t, err)
		if len(given) != 1 || !strings.Contains(given[0].Text, "The first report (internal) of 09:00 UTC reached nobody: pmtracker deliveries "+in.Key) {
			t.Errorf("%+v", given)
		}
		report(incident.ReportFirst, false)
		if got := owed(); got != "first 10:00" {
			t.Errorf("it was told by other means: %q", got)
		}
		if given, err = n.Remind(ctx, program); err != nil || len(given) != 0 {
			t.Errorf("%+v, %v", given, err)
		}

		value := 0.1
		_, err = n.Log(ctx, program, in.Key, tracker.Entry{Kind: incident.KindContainment, Text: "rolled back"})
		must(t, err)
		_, err = n.Recover(ctx, program, in.Key, tracker.RecoveryRequest{KPIs: []incident.KPI{{Name: "error_rate", Value: &value}}})
		must(t, err)
		report(incident.ReportCompletion, true)
		deliver()
		if got := gate(); !strings.Contains(got, "the completion report of 2026-03-01 09:00 UTC reached nobody") {
			t.Errorf("the gate says %q", got)
		}
		written, err := n.Generate(ctx, program, in.Key, incident.English, postmortem.Template{})
		must(t, err)
		if strings.Contains(string(written.Text), "| completion | 2026") {
			t.Errorf("the postmortem has a completion report that reached nobody:\n%s", written.Text)
		}

		n.Config.Reports.Internal = append(n.Config.Reports.Internal, "slack:#incidents")
		report(incident.ReportCompletion, true)
		deliver()
		if got := gate(); got != "" {
			t.Errorf("one address got it: %q", got)
		}
	})
}
