package tracker_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// alertBoard takes alerts of one tool and tells what the timeline says then.
type alertBoard struct {
	t *testing.T
	*tracker.Tracker
	clock *clock
	tool  string
}

func newAlertBoard(t *testing.T, tool string) alertBoard {
	c := &clock{}
	c.set(0, 0)
	return alertBoard{t, &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: c.Now}, c, tool}
}

func (b alertBoard) send(alert imports.Alert) tracker.AlertOutcome {
	b.t.Helper()
	outcomes, err := b.ReceiveAlerts(context.Background(), program, b.tool, []imports.Alert{alert})
	if err != nil {
		b.t.Fatal(err)
	}
	return outcomes[0]
}

func (b alertBoard) show(key string) tracker.Shown {
	b.t.Helper()
	s, err := b.Show(context.Background(), program, key)
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// TestJoinedAlertIsNoDetection: an alert that has fired for weeks joins; what was
// detected, and so MTTA, stays that of the alert that opened the incident.
func TestJoinedAlertIsNoDetection(t *testing.T) {
	b := newAlertBoard(t, "alertmanager")
	now := b.clock.Now()
	o := b.send(imports.Alert{Fingerprint: "a", Title: "Checkout-500s", Service: "checkout", Severity: "SEV2", At: now.Add(-time.Minute)})
	b.send(imports.Alert{Fingerprint: "b", Title: "Certificate-expires", Service: "edge", At: now.AddDate(0, 0, -40)})
	b.send(imports.Alert{Fingerprint: "c", Title: "Queue-full", At: now.Add(-30 * time.Second)})
	s := b.show(o.Incident)
	if m := s.Metrics(); m.Declare == nil || *m.Declare != time.Minute {
		t.Errorf("MTTA %v", m.Declare)
	}
	var texts []string
	for _, e := range s.Events {
		texts = append(texts, string(e.Kind)+" "+e.Text)
		if e.At.Before(now.Add(-time.Minute)) {
			t.Errorf("%q stands at %s", e.Text, e.At)
		}
	}
	want := "detection Checkout-500s|note Another alert: Queue-full|declaration Declared as SEV2: Checkout-500s|note Another alert: Certificate-expires (it fires since 2026-01-20 09:00 UTC)"
	if got := strings.Join(texts, "|"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestAlertsSentAgain: what a tool sends again, or what somebody who recorded it sends
// again, changes nothing: neither by the id of the delivery nor, where there is none,
// by the state that is over.
func TestAlertsSentAgain(t *testing.T) {
	b := newAlertBoard(t, "alertmanager")
	start := b.clock.Now()
	fires := imports.Alert{Fingerprint: "a", Title: "Checkout-500s", Severity: "SEV2", At: start}
	over := imports.Alert{Fingerprint: "a", Title: "Checkout-500s", Resolved: true, At: start.Add(5 * time.Minute)}
	note := imports.Alert{Fingerprint: "a", Title: "Checkout-500s", Text: "on it", Change: "annotate", Delivery: "d1", At: start.Add(time.Minute)}
	b.clock.set(10, 0)
	key := b.send(fires).Incident
	for i, step := range []struct {
		alert imports.Alert
		news  bool
	}{{fires, false}, {note, true}, {note, false}, {over, true}, {over, false}, {fires, false}} {
		if o := b.send(step.alert); o.News != step.news || o.Declared || o.Incident != key {
			t.Errorf("step %d: %+v", i, o)
		}
	}
	again := fires
	again.At = start.Add(8 * time.Minute)
	if o := b.send(again); !o.News {
		t.Error("it fires again, and that is no news")
	}
	if o := b.send(over); o.News {
		t.Error("the end of the first firing ends the second")
	}
	if s := b.show(key); s.Alerts != (incident.AlertCount{Total: 1, Listed: 1}) || len(s.Events) != 5 {
		t.Errorf("%+v, %d events", s.Alerts, len(s.Events))
	}
	// After the recovery the alert is resolved, and sent again from its start.
	value := 0.1
	if _, err := b.Recover(context.Background(), program, key, tracker.RecoveryRequest{Reason: "it ended by itself", KPIs: []incident.KPI{{Name: "error_rate", Value: &value, ReadBy: "@ben"}}}); err != nil {
		t.Fatal(err)
	}
	last := over
	last.At = start.Add(10 * time.Minute)
	if o := b.send(last); !o.News || o.Incident != key {
		t.Errorf("resolved after the recovery: %+v", o)
	}
	if o := b.send(fires); o.Declared || o.News {
		t.Errorf("what was resolved declares again: %+v", o)
	}
	b.clock.set(20, 0)
	again.At = b.clock.Now()
	if o := b.send(again); !o.Declared {
		t.Errorf("a new firing declares nothing: %+v", o)
	}
}

// TestPagerDutyDelivery: the same event of PagerDuty again declares nothing, also after
// the incident was recovered.
func TestPagerDutyDelivery(t *testing.T) {
	b := newAlertBoard(t, "pagerduty")
	read := func(kind, id, data string) imports.Alert {
		t.Helper()
		alerts, _, err := imports.ReadAlerts("x", []byte(`{"event":{"id":"`+id+`","event_type":"`+kind+`","occurred_at":"2026-03-01T09:00:00Z","agent":{"type":"user_reference","summary":"Ben"},"data":`+data+`}}`), time.Time{})
		if err != nil || len(alerts) != 1 {
			t.Fatalf("%+v, %v", alerts, err)
		}
		return alerts[0]
	}
	const data = `{"id":"PGR0VU2","title":"決済が失敗する","incident_key":"d3640fbd","urgency":"high","service":{"summary":"checkout"},"priority":{"summary":"P1"}}`
	key := b.send(read("incident.triggered", "1", data)).Incident
	for i, m := range []imports.Alert{
		read("incident.acknowledged", "2", data), read("incident.escalated", "3", data), read("incident.reassigned", "4", data), read("incident.priority_updated", "5", data),
		read("incident.annotated", "6", `{"id":"N1","content":"リリースを戻した","incident":{"id":"PGR0VU2","summary":"[#33] 決済が失敗する"}}`), read("incident.resolved", "7", data),
	} {
		for range 2 {
			if o := b.send(m); o.Incident != key {
				t.Errorf("message %d: %+v", i, o)
			}
		}
	}
	if o := b.send(read("incident.triggered", "1", data)); o.News || o.Declared {
		t.Errorf("sent again: %+v", o)
	}
	var texts []string
	for _, e := range b.show(key).Events[2:] {
		texts = append(texts, e.Text)
		if e.Actor != "Ben" {
			t.Errorf("%q was done by %q", e.Text, e.Actor)
		}
	}
	want := "確認済み: 決済が失敗する|エスカレーション: 決済が失敗する|担当の変更: 決済が失敗する|優先度の変更: 決済が失敗する: P1|メモ: 決済が失敗する: リリースを戻した|解消: 決済が失敗する"
	if got := strings.Join(texts, "|"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
