package tracker_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestEveryBreachStays: each report that came later than promised stands in the
// timeline and in the postmortem as a fact, once: whether a reminder told of it
// before, or none ran and the late report itself brings it to light.
func TestEveryBreachStays(t *testing.T) {
	for l, want := range map[incident.Lang]struct{ facts, gaps []string }{
		incident.English: {
			[]string{"No first report was sent by 09:15 UTC", "No report was sent by 09:30 UTC, the time that was named for it", "No report was sent by 09:45 UTC, the time that was named for it"},
			[]string{"| first report | 2026-03-01 09:15 | 2026-03-01 09:20 | 5 min |",
				"| report at the time that was named for it | 2026-03-01 09:30 | 2026-03-01 09:35 | 5 min |", "| report at the time that was named for it | 2026-03-01 09:45 | 2026-03-01 09:55 | 10 min |"}},
		incident.Japanese: {
			[]string{"09:15 UTC までに初報が出ていない", "予告した 09:30 UTC までに連絡が出ていない", "予告した 09:45 UTC までに連絡が出ていない"},
			[]string{"| 2026-03-01 09:15 | 2026-03-01 09:20 | 5", "| 2026-03-01 09:30 | 2026-03-01 09:35 | 5", "| 2026-03-01 09:45 | 2026-03-01 09:55 | 10"}},
	} {
		for _, reminded := range []bool{false, true} {
			ctx, c := context.Background(), &clock{}
			c.set(0, 0)
			n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: c.Now, Config: config.Config{Lang: l}}
			in, err := n.Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range []struct {
				kind       incident.ReportKind
				sent, next int
			}{{incident.ReportFirst, 20, 30}, {incident.ReportPeriodic, 35, 45}, {incident.ReportPeriodic, 55, 59}} {
				if c.set(r.sent-1, 0); reminded {
					if _, err := n.Remind(ctx, program); err != nil {
						t.Fatal(err)
					}
				}
				c.set(r.sent, 0)
				next := c.Now().Add(time.Duration(r.next-r.sent) * time.Minute)
				if _, err := n.Report(ctx, program, in.Key, tracker.ReportRequest{Kind: r.kind, NextAt: next}); err != nil {
					t.Fatal(err)
				}
			}
			room, err := n.Room(ctx, program, in.Key)
			if err != nil {
				t.Fatal(err)
			}
			timeline := ""
			for _, e := range room.Events {
				timeline += e.At.Format("15:04") + " " + e.Text + "\n"
			}
			paper, err := n.Generate(ctx, program, in.Key, "", postmortem.Template{})
			if err != nil {
				t.Fatal(err)
			}
			for i, fact := range want.facts {
				at := []string{"09:15 ", "09:30 ", "09:45 "}[i]
				if strings.Count(timeline, at+fact+"\n") != 1 {
					t.Errorf("%s, reminded %v: the timeline does not tell %q once, at its time:\n%s", l, reminded, fact, timeline)
				}
				if strings.Count(string(paper.Text), fact) != 1 || strings.Count(string(paper.Text), want.gaps[i]) != 1 {
					t.Errorf("%s, reminded %v: the postmortem does not tell once of %q and %q:\n%s", l, reminded, fact, want.gaps[i], paper.Text)
				}
			}
		}
	}
}
