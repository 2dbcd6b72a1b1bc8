package tracker_test

import (
	"context"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTheTimelineNamesRolesThatAreHeld: who decides, reports and declares recovery does so
// in a role that somebody gave, or in none.
func TestTheTimelineNamesRolesThatAreHeld(t *testing.T) {
	for held, want := range map[string]string{"": "decision  communication  recovery ", "IC": "decision IC communication IC recovery IC", "Comm": "decision Comm communication Comm recovery Comm"} {
		ctx, now := context.Background(), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
		tr := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: func() time.Time { return now }}
		in, err := tr.Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
		if err != nil {
			t.Fatal(err)
		}
		if held != "" {
			if err := tr.AssignRole(ctx, program, in.Key, incident.Role(held), program.Name); err != nil {
				t.Fatal(err)
			}
		}
		value := 0.2
		if _, err := tr.Log(ctx, program, in.Key, tracker.Entry{Kind: incident.KindContainment, Text: "rolled back"}); err != nil {
			t.Fatal(err)
		}
		if _, err := tr.Decide(ctx, program, in.Key, incident.Decision{Question: "How", Options: []incident.Option{{Text: "roll back", Uncertainty: "low", Rollback: "low"}}}); err != nil {
			t.Fatal(err)
		}
		if _, err := tr.Report(ctx, program, in.Key, tracker.ReportRequest{Kind: incident.ReportFirst, NextAt: now.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		if _, err := tr.Recover(ctx, program, in.Key, tracker.RecoveryRequest{KPIs: []incident.KPI{{Name: "error_rate", Value: &value, ReadBy: "@a"}}}); err != nil {
			t.Fatal(err)
		}
		room, err := tr.Room(ctx, program, in.Key)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, e := range room.Events {
			switch e.Kind {
			case incident.KindDecision, incident.KindCommunication, incident.KindRecovery:
				got += string(e.Kind) + " " + string(e.Role) + " "
			}
		}
		if got != want+" " && got != want {
			t.Errorf("as %q: %q, want %q", held, got, want)
		}
	}
}
