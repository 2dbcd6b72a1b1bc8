package tracker_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTheTimelineTakesNoLogFiles: what a person writes is refused where it is too long, what
// an alert says is shortened.
func TestTheTimelineTakesNoLogFiles(t *testing.T) {
	ctx, now := context.Background(), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	tr := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: func() time.Time { return now }}
	in, err := tr.Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("障", incident.EventTextLimit+1)
	value := 0.2
	for name, try := range map[string]func() error{
		"declare": func() error {
			_, err := tr.Declare(ctx, program, tracker.Declaration{Title: long, Severity: "SEV2"})
			return err
		},
		"log": func() error {
			_, err := tr.Log(ctx, program, in.Key, tracker.Entry{Kind: "note", Text: long})
			return err
		},
		"actor": func() error {
			_, err := tr.Log(ctx, program, in.Key, tracker.Entry{Kind: "note", Text: "x", Actor: long})
			return err
		},
		"links": func() error {
			_, err := tr.Log(ctx, program, in.Key, tracker.Entry{Kind: "note", Text: "x", Links: slices.Repeat([]string{"https://example.com/d/7"}, incident.EventLinkLimit+1)})
			return err
		},
		"decide": func() error {
			_, err := tr.Decide(ctx, program, in.Key, incident.Decision{Question: long[:len(long)/2/3*3], Options: []incident.Option{{Text: long[:len(long)/2/3*3], Uncertainty: "low", Rollback: "low"}}})
			return err
		},
		"report": func() error {
			_, err := tr.Report(ctx, program, in.Key, tracker.ReportRequest{Kind: incident.ReportFirst, NextAt: now.Add(time.Hour), Set: map[string]string{"scope": long}})
			return err
		},
		"hand over": func() error { return tr.AssignRole(ctx, program, in.Key, incident.Commander, long) },
		"recover": func() error {
			_, err := tr.Recover(ctx, program, in.Key, tracker.RecoveryRequest{Reason: long, KPIs: []incident.KPI{{Name: "error_rate", Value: &value, ReadBy: "@a"}}})
			return err
		},
	} {
		if err := try(); incident.CodeOf(err) != incident.Invalid || len(err.Error()) > 1000 {
			t.Errorf("%s: %.1000v", name, err)
		}
	}
	if _, err := tr.Log(ctx, program, in.Key, tracker.Entry{Kind: "note", Text: long[3:]}); err != nil {
		t.Error(err)
	}
	outcomes, err := tr.ReceiveAlerts(ctx, program, "alertmanager", []imports.Alert{{Fingerprint: "1", Title: long, Text: long, Severity: "SEV2", Service: "other", At: now}, {Fingerprint: "2", Title: "b", Text: long, Severity: "SEV2", Service: "other", At: now}})
	if err != nil || len(outcomes) != 2 {
		t.Fatal(outcomes, err)
	}
	room, err := tr.Room(ctx, program, outcomes[0].Incident)
	if err != nil || len([]rune(room.Title)) != 200 {
		t.Errorf("%d letters of title, %v", len([]rune(room.Title)), err)
	}
	for _, e := range room.Events {
		if n := len([]rune(e.Text)); n > incident.EventTextLimit {
			t.Errorf("%s has %d characters", e.Kind, n)
		}
	}
}
