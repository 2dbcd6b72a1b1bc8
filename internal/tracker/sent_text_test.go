package tracker_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTitlesAndLogLinesAreText: in the status and in a reminder, a title that an alert
// brought and a line of the log stand as they were written: no link with another name
// than its address, and no asterisk gone.
func TestTitlesAndLogLinesAreText(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		const text = "disk full: /var/log/*.gz on db-* [runbook](http://evil.example)"
		ctx, box, c := context.Background(), &inbox{}, &clock{}
		slack := httptest.NewServer(box)
		t.Cleanup(slack.Close)
		node := &tracker.Tracker{Store: storetest.Open(t, dsn), Now: c.Now,
			Config: config.Config{Reports: config.Reports{Internal: []string{"slack:#incidents"}}},
			Sender: func() (*notify.Sender, error) { return &notify.Sender{SlackWebhook: slack.URL}, nil }}
		c.set(0, 0)
		in, err := node.Declare(ctx, program, tracker.Declaration{Title: text, Severity: "SEV2"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := node.Log(ctx, program, in.Key, tracker.Entry{Kind: incident.KindNote, Text: text}); err != nil {
			t.Fatal(err)
		}
		room, err := node.Room(ctx, program, in.Key)
		if err != nil {
			t.Fatal(err)
		}
		c.set(0, int((20 * time.Minute).Seconds()))
		if _, err := node.Remind(ctx, program); err != nil {
			t.Fatal(err)
		}
		if _, err := node.Deliver(ctx, program, ""); err != nil {
			t.Fatal(err)
		}
		for _, sent := range append(box.all(), notify.Mrkdwn(room.Status(5))) {
			if !strings.Contains(sent, "/var/log/*.gz on db-* [runbook](") || strings.Contains(sent, "|runbook>") {
				t.Error(sent)
			}
		}
		if strings.Count(notify.Mrkdwn(room.Status(5)), "/var/log/*.gz") != 3 || len(box.all()) == 0 {
			t.Errorf("%s\n%q", room.Status(5), box.all())
		}
	})
}
