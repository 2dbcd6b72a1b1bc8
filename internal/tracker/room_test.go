package tracker_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

var program = tracker.Actor{Name: "pmtracker", Access: tracker.Responder, Origin: "test"}

// clock is a clock that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(minute, second int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = time.Date(2026, 3, 1, 9, minute, second, 0, time.UTC)
}

// inbox is a Slack webhook that counts what comes.
type inbox struct {
	mu     sync.Mutex
	texts  []string
	refuse bool // for good
}

func (i *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var m struct{ Text string }
	_ = json.NewDecoder(r.Body).Decode(&m)
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.refuse {
		http.Error(w, "no_service", http.StatusNotFound)
		return
	}
	i.texts = append(i.texts, m.Text)
	_, _ = w.Write([]byte("ok"))
}

func (i *inbox) all() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]string{}, i.texts...)
}

// TestRemindersOnceOnTwoNodes: two nodes look for reminders at every moment, one
// of them is replaced in between; each reminder reaches Slack once, at its minute.
func TestRemindersOnceOnTwoNodes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx := context.Background()
		box, c := &inbox{}, &clock{}
		slack := httptest.NewServer(box)
		t.Cleanup(slack.Close)
		node := func() *tracker.Tracker {
			return &tracker.Tracker{Store: storetest.Open(t, dsn), Now: c.Now,
				Config: config.Config{Reports: config.Reports{Internal: []string{"slack:#incidents"}}},
				Sender: func() (*notify.Sender, error) { return &notify.Sender{SlackWebhook: slack.URL}, nil }}
		}
		c.set(0, 0)
		nodes := []*tracker.Tracker{node(), node()}
		in, err := nodes[0].Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
		if err != nil {
			t.Fatal(err)
		}
		came := map[string]string{} // minute and second → what came then
		for second := 0; second <= 40*60; second += 30 {
			c.set(0, second)
			if second == 20*60 {
				nodes[1] = node() // restarted
			}
			if second == 14*60 {
				if _, err := nodes[0].Report(ctx, program, in.Key, tracker.ReportRequest{Kind: incident.ReportFirst, NextAt: c.Now().Add(20 * time.Minute)}); err != nil {
					t.Fatal(err)
				}
			}
			before := len(box.all())
			var wg sync.WaitGroup
			for _, n := range nodes {
				wg.Go(func() {
					if _, err := n.Remind(ctx, program); err != nil {
						t.Error(err)
					}
					if _, err := n.Deliver(ctx, program, ""); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			for _, text := range box.all()[before:] {
				for _, mark := range []string{"T+05", "T+10", "T+30 is overdue: Recover", "T+30 is overdue: Write", "Nobody commands", "next report is due", "was not sent"} {
					if strings.Contains(text, mark) {
						came[mark] += fmt.Sprintf("%d:%02d ", second/60, second%60)
					}
				}
			}
		}
		for mark, want := range map[string]string{"T+05": "5:30 ", "T+10": "10:30 ", "T+30 is overdue: Recover": "30:30 ", "T+30 is overdue: Write": "30:30 ",
			"Nobody commands": "5:00 ", "next report is due": "29:00 ", "was not sent": "34:30 "} {
			// Until the first report at 14:00 its own deadline, 15:00, is reminded of, too.
			if mark == "next report is due" {
				want = "10:00 " + want
			}
			if came[mark] != want {
				t.Errorf("%q came at %q, want %q", mark, came[mark], want)
			}
		}
		room, err := nodes[0].Room(ctx, program, in.Key)
		if err != nil {
			t.Fatal(err)
		}
		facts := 0
		for _, e := range room.Events {
			if strings.Contains(e.Text, "No report was sent by 09:34") {
				facts++
			}
		}
		if facts != 1 || len(room.Silences) != 1 {
			t.Errorf("the silence stands %d times in the timeline; %v", facts, room.Silences)
		}
	})
}

// TestAlertStorm: a thousand alerts of many services, told twice by two nodes at
// once, make one incident, whose timeline stays readable.
func TestAlertStorm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx := context.Background()
		c := &clock{}
		c.set(0, 0)
		var wg sync.WaitGroup
		var mu sync.Mutex
		declared, news := 0, 0
		for range 2 {
			n := &tracker.Tracker{Store: storetest.Open(t, dsn), Now: c.Now}
			wg.Go(func() {
				for batch := range 20 {
					var alerts []imports.Alert
					for i := range 50 {
						id := batch*50 + i
						alerts = append(alerts, imports.Alert{Fingerprint: fmt.Sprintf("f%04d", id), Title: fmt.Sprintf("Alert %d", id), Service: fmt.Sprintf("service-%d", id%40), Severity: "SEV2", At: c.Now()})
					}
					outcomes, err := n.ReceiveAlerts(ctx, program, "alertmanager", alerts)
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					for _, o := range outcomes {
						if o.Declared {
							declared++
						}
						if o.News {
							news++
						}
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		n := &tracker.Tracker{Store: storetest.Open(t, dsn), Now: c.Now}
		all, err := n.List(ctx, program, store.Filter{})
		if err != nil || len(all) != 1 || declared != 1 || news != 1000 {
			t.Fatalf("%d incidents, %d declared, %d alerts were news, %v", len(all), declared, news, err)
		}
		room, err := n.Show(ctx, program, all[0].Key)
		if want := (incident.AlertCount{Total: 1000, Listed: 20}); err != nil || room.Alerts != want || len(room.Events) != 22 {
			t.Errorf("%+v, %d events, %v", room.Alerts, len(room.Events), err)
		}
		var over []imports.Alert
		for i := range 1000 {
			over = append(over, imports.Alert{Fingerprint: fmt.Sprintf("f%04d", i), Title: fmt.Sprintf("Alert %d", i), Resolved: true, At: c.Now()})
		}
		for range 2 {
			if _, err := n.ReceiveAlerts(ctx, program, "alertmanager", over); err != nil {
				t.Fatal(err)
			}
		}
		room, err = n.Show(ctx, program, all[0].Key)
		if err != nil || len(room.Events) != 22+20+1 || room.Alerts.InWords(incident.English) != "1,000 alerts, 980 not listed, all resolved" {
			t.Errorf("%s, %d events, %v", room.Alerts.InWords(incident.English), len(room.Events), err)
		}
		if last := room.Events[len(room.Events)-1]; last.Text != "No alert fires any more: 1,000 alerts, 980 not listed, all resolved" {
			t.Errorf("the timeline ends with %q", last.Text)
		}
	})
}

func TestAlertsJoinOrDeclare(t *testing.T) {
	ctx := context.Background()
	c := &clock{}
	c.set(0, 0)
	n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: c.Now}
	send := func(a imports.Alert) tracker.AlertOutcome {
		t.Helper()
		a.At = c.Now()
		outcomes, err := n.ReceiveAlerts(ctx, program, "grafana", []imports.Alert{a})
		if err != nil {
			t.Fatal(err)
		}
		return outcomes[0]
	}
	if o := send(imports.Alert{Fingerprint: "i", Title: "disk", Severity: "SEV4"}); o.Incident != "" {
		t.Errorf("an alert of no consequence declared %s", o.Incident)
	}
	if o := send(imports.Alert{Fingerprint: "r", Title: "gone", Resolved: true}); o.Incident != "" {
		t.Errorf("a resolved alert declared %s", o.Incident)
	}
	first := send(imports.Alert{Fingerprint: "a", Title: "Checkout answers 500", Service: "checkout", Severity: "SEV1"})
	if !first.Declared {
		t.Fatal("an alert declared nothing")
	}
	c.set(50, 0) // the storm's half hour is over: only the same service joins
	if o := send(imports.Alert{Fingerprint: "b", Title: "queue", Service: "checkout"}); o.Incident != first.Incident || o.Declared || !o.News {
		t.Errorf("%+v", o)
	}
	if o := send(imports.Alert{Fingerprint: "a", Title: "Checkout answers 500"}); o.Incident != first.Incident || o.News {
		t.Errorf("the same alert again: %+v", o)
	}
	if o := send(imports.Alert{Fingerprint: "a", Title: "Checkout answers 500", Resolved: true}); o.Incident != first.Incident || !o.News {
		t.Errorf("resolved: %+v", o)
	}
	if o := send(imports.Alert{Fingerprint: "a", Title: "note", Change: "annotate"}); o.Incident != first.Incident || !o.News {
		t.Errorf("a comment: %+v", o)
	}
	second := send(imports.Alert{Fingerprint: "s", Title: "search is slow", Service: "search"})
	if !second.Declared || second.Incident == first.Incident {
		t.Errorf("another service: %+v", second)
	}
	in, err := n.Show(ctx, program, first.Incident)
	if err != nil || in.Severity != "SEV1" || in.Title != "Checkout answers 500" || in.Service != "checkout" {
		t.Errorf("%+v, %v", in.Incident, err)
	}
}

// TestDeliveryIsGivenUp: a message to a wrong address is not tried for ever, and
// is there to be tried again once the address is right.
func TestDeliveryIsGivenUp(t *testing.T) {
	ctx := context.Background()
	c, box := &clock{}, &inbox{}
	c.set(0, 0)
	slack := httptest.NewServer(box)
	t.Cleanup(slack.Close)
	sender := &notify.Sender{}
	n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: c.Now, Sender: func() (*notify.Sender, error) { return sender, nil },
		Config: config.Config{Reports: config.Reports{Internal: []string{"slack:#incidents"}}}}
	in, err := n.Declare(ctx, program, tracker.Declaration{Title: "x", Severity: "SEV2"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := n.Report(ctx, program, in.Key, tracker.ReportRequest{Kind: incident.ReportFirst, NextAt: c.Now().Add(time.Hour), Send: true})
	if err != nil {
		t.Fatal(err)
	}
	done, err := n.Deliver(ctx, program, m.ID)
	if err != nil || len(done.Tried) != 0 || done.Waiting != 1 || !slices.Equal(done.Lacking, []string{"SLACK_TOKEN / SLACK_WEBHOOK_URL"}) {
		t.Fatalf("it is not left to a place that can send it: %+v, %v", done, err)
	}
	box.refuse = true
	sender.SlackWebhook = slack.URL
	if done, err = n.Deliver(ctx, program, m.ID); err != nil || len(done.Tried) != 1 || done.Tried[0].State != store.DeliveryFailed || done.Waiting != 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	box.refuse = false
	if err := n.Retry(ctx, program, in.Key); err != nil {
		t.Fatal(err)
	}
	if done, err = n.Deliver(ctx, program, ""); err != nil || len(done.Tried) != 1 || done.Tried[0].State != store.DeliverySent || len(box.all()) != 1 {
		t.Errorf("%+v, %v, %d came", done, err, len(box.all()))
	}
	if done, err = n.Deliver(ctx, program, ""); err != nil || len(done.Tried) != 0 {
		t.Errorf("sent again: %+v, %v", done, err)
	}
}

// TestOneAddressKeepsNothingFromTheOthers: a configuration that was made by hand has an
// address that is none; the others get the reminder, and the timeline its fact.
func TestOneAddressKeepsNothingFromTheOthers(t *testing.T) {
	ctx := context.Background()
	c, box := &clock{}, &inbox{}
	c.set(0, 0)
	slack := httptest.NewServer(box)
	t.Cleanup(slack.Close)
	n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: c.Now, Sender: func() (*notify.Sender, error) { return &notify.Sender{SlackWebhook: slack.URL}, nil },
		Config: config.Config{Reports: config.Reports{Internal: []string{"oncall@example.com", "slack:#incidents"}}}}
	in, err := n.Declare(ctx, program, tracker.Declaration{Title: "x", Severity: "SEV2"})
	must(t, err)
	c.set(6, 0)
	given, err := n.Remind(ctx, program)
	if err != nil || len(given) == 0 {
		t.Fatalf("%+v, %v", given, err)
	}
	done, err := n.Deliver(ctx, program, "")
	if err != nil || len(box.all()) != len(given) || len(done.Tried) != 2*len(given) {
		t.Errorf("%d reminders reached the channel, want %d: %+v, %v", len(box.all()), len(given), done, err)
	}
	room, err := n.Room(ctx, program, in.Key)
	must(t, err)
	if d := room.Deliveries[0]; d.State != store.DeliveryFailed || !strings.Contains(d.Error, "is not an address") {
		t.Errorf("what is wrong is not shown: %+v", d)
	}
	if urgent := slices.IndexFunc(room.Deliveries, func(d store.Delivery) bool { return strings.Contains(d.Body, "Nobody commands") }); urgent < 0 || room.Deliveries[urgent].Subject != "URGENT: "+in.Key+" x" {
		t.Errorf("what is urgent is not told by its subject: %+v", room.Deliveries)
	}
	if !slices.ContainsFunc(room.Events, func(e incident.Event) bool { return strings.Contains(e.Text, "No IC") }) {
		t.Errorf("the fact is lost: %+v", room.Events)
	}
}

// TestOneHookOfTwoIncidents: each incident that a delivery of alerts is about has its
// entry in the audit log, and so is found by the search.
func TestOneHookOfTwoIncidents(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		n := newTracker(s)
		old, err := n.Declare(ctx, program, tracker.Declaration{Title: "Search is slow", Severity: "SEV2", Service: "search"})
		must(t, err)
		at := time.Date(2026, 3, 1, 9, 9, 0, 0, time.UTC)
		before, err := n.Version(ctx, old.Key)
		must(t, err)
		outcomes, err := n.ReceiveAlerts(ctx, program, "alertmanager", []imports.Alert{
			{Fingerprint: "a", Title: "Checkout answers zebra errors", Service: "checkout", Severity: "SEV1", At: at},
			{Fingerprint: "b", Title: "index", Service: "search", At: at},
			{Fingerprint: "c", Title: "queue", Service: "checkout", At: at},
			{Fingerprint: "d", Title: "no matter", Severity: "SEV4", Resolved: true, At: at}})
		must(t, err)
		if len(outcomes) != 4 || !outcomes[0].Declared || outcomes[1].Incident != old.Key {
			t.Fatalf("%+v", outcomes)
		}
		must(t, s.Read(ctx, func(tx *store.Tx) error {
			for _, key := range []string{old.Key, outcomes[0].Incident} {
				entries, err := tx.AuditLog(ctx, key)
				if err != nil {
					return err
				}
				if last := entries[len(entries)-1]; last.Action != "alert.receive" || last.Detail != "alertmanager" {
					t.Errorf("the log of %s ends with %+v", key, last)
				}
			}
			all, err := tx.AuditLog(ctx, "")
			if len(all) != 3 {
				t.Errorf("%d entries for a declaration and two incidents: %+v", len(all), all)
			}
			return err
		}))
		if now, err := n.Version(ctx, old.Key); err != nil || now == before {
			t.Errorf("the mark of %s stays %s, %v", old.Key, now, err)
		}
	})
}

// TestRetryLeavesWhatIsBeingSent: a message that one node is sending is not sent by
// another because somebody presses "try again"; one that was given up has all its
// attempts again.
func TestRetryLeavesWhatIsBeingSent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx := context.Background()
		c := &clock{}
		c.set(0, 0)
		s := storetest.Open(t, dsn)
		n := &tracker.Tracker{Store: s, Now: c.Now, Config: config.Config{Reports: config.Reports{Internal: []string{"slack:#incidents"}}}}
		in, err := n.Declare(ctx, program, tracker.Declaration{Title: "x", Severity: "SEV2"})
		must(t, err)
		_, err = n.Report(ctx, program, in.Key, tracker.ReportRequest{Kind: incident.ReportFirst, NextAt: c.Now().Add(time.Hour), Send: true})
		must(t, err)
		claim := func() (d store.Delivery, found bool) {
			must(t, s.Write(ctx, func(tx *store.Tx) error {
				d, found, err = tx.ClaimDelivery(ctx, "", nil, c.Now(), time.Minute)
				return err
			}))
			return d, found
		}
		if _, found := claim(); !found {
			t.Fatal("nothing is due")
		}
		must(t, n.Retry(ctx, program, in.Key))
		if d, found := claim(); found {
			t.Errorf("a second node sends it too: %+v", d)
		}
		c.set(2, 0) // the first node died: its lease is over
		must(t, n.Retry(ctx, program, in.Key))
		d, found := claim()
		if !found || d.Attempts != 1 {
			t.Errorf("found %t, at attempt %d", found, d.Attempts)
		}
		d.NextAt = c.Now().Add(time.Hour) // it failed for now
		must(t, s.Write(ctx, func(tx *store.Tx) error { return tx.SettleDelivery(ctx, d) }))
		must(t, n.Retry(ctx, program, in.Key))
		if d, found = claim(); !found || d.Attempts != 1 {
			t.Errorf("what waits for its next attempt: found %t, at attempt %d", found, d.Attempts)
		}
	})
}

// TestDigestSchedule: the digest of the week goes out once, on its hour, on two
// nodes; a holiday moves it to the next working day, and a stop does not lose it.
func TestDigestSchedule(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx := context.Background()
		box, c := &inbox{}, &clock{}
		slack := httptest.NewServer(box)
		t.Cleanup(slack.Close)
		tokyo := time.FixedZone("JST", 9*3600)
		cfg := config.Default()
		cfg.Zone, cfg.Digest.To, cfg.Digest.Holidays = tokyo, []string{"slack:#sre"}, "jp"
		var nodes []*tracker.Tracker
		for range 2 {
			nodes = append(nodes, &tracker.Tracker{Store: storetest.Open(t, dsn), Now: c.Now, Config: cfg,
				Sender: func() (*notify.Sender, error) { return &notify.Sender{SlackWebhook: slack.URL}, nil }})
		}
		document := filepath.Join(t.TempDir(), "INC-2026-0001.md")
		text := "---\nincident: INC-2026-0001\ntitle: x\nseverity: SEV2\nstatus: in-review\nlang: en\n---\n# INC-2026-0001: x\n\n## Action items\n\n### AI-1: Deploys roll back by themselves\n- Kind: prevent\n- Owner: @akiko\n- Due: 2026-09-01\n- Ticket: acme/checkout#1\n- When: errors pass 2%\n- Before: by hand\n- After: it rolls back\n- Verified by: a game day\n"
		if err := os.WriteFile(document, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c.at(time.Date(2026, 9, 14, 8, 59, 0, 0, tokyo))
		if _, err := nodes[0].Import(ctx, tracker.CommandLine("@akiko"), []string{document}); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			at   time.Time
			hour string // of the digest
			want int
		}{
			{time.Date(2026, 9, 14, 8, 59, 10, 0, tokyo), "09:00", 0}, // nothing was kept here last Monday
			{time.Date(2026, 9, 14, 8, 59, 59, 0, tokyo), "09:00", 0}, // Monday, a minute early
			{time.Date(2026, 9, 14, 9, 0, 0, 0, tokyo), "09:00", 1},
			{time.Date(2026, 9, 14, 9, 1, 0, 0, tokyo), "09:00", 0},
			{time.Date(2026, 9, 15, 9, 0, 0, 0, tokyo), "09:00", 0},  // Tuesday
			{time.Date(2026, 9, 21, 9, 0, 0, 0, tokyo), "09:00", 0},  // Monday, a holiday, as are the two days behind it
			{time.Date(2026, 9, 24, 11, 0, 0, 0, tokyo), "09:00", 1}, // nothing ran at nine
			{time.Date(2026, 9, 24, 13, 0, 0, 0, tokyo), "12:00", 0}, // another hour makes no second one
			{time.Date(2026, 9, 28, 23, 0, 0, 0, tokyo), "09:00", 1}, // nothing ran all day
			{time.Date(2026, 9, 29, 1, 0, 0, 0, tokyo), "09:00", 0},
			{time.Date(2026, 10, 6, 0, 30, 0, 0, tokyo), "22:00", 1},  // nothing ran on the evening before
			{time.Date(2026, 10, 6, 22, 0, 0, 0, tokyo), "22:00", 0},  // Tuesday
			{time.Date(2026, 10, 18, 23, 0, 0, 0, tokyo), "09:00", 1}, // nothing ran for five days, nor on the holiday before
			{time.Date(2026, 10, 26, 8, 0, 0, 0, tokyo), "09:00", 0},  // the next one is today, so that of the 19th is not sent any more
			{time.Date(2026, 10, 26, 9, 0, 0, 0, tokyo), "09:00", 1},
			{time.Date(2026, 11, 3, 11, 0, 0, 0, tokyo), "09:00", 0}, // nothing ran on Monday, and this is a holiday
			{time.Date(2026, 11, 4, 0, 0, 0, 0, tokyo), "09:00", 0},
			{time.Date(2026, 11, 4, 9, 0, 0, 0, tokyo), "09:00", 1},
		} {
			c.at(step.at)
			for _, n := range nodes {
				n.Config.Digest.At = step.hour
			}
			before := len(box.all())
			var wg sync.WaitGroup
			for _, n := range nodes {
				wg.Go(func() {
					if _, err := n.QueueDigest(ctx, program); err != nil {
						t.Error(err)
					}
					if _, err := n.Deliver(ctx, program, ""); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if got := box.all()[before:]; len(got) != step.want || step.want > 0 && !strings.Contains(got[0], "Deploys roll back by themselves") {
				t.Errorf("%s: %d digests, want %d: %v", step.at, len(got), step.want, got)
			}
		}
	})
}

func (c *clock) at(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}
