package tracker_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestNothingIsOwedBeforeAnImport: what was handled elsewhere owed this room no report, no
// commander and no step; what is promised for later, it does.
func TestNothingIsOwedBeforeAnImport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx, c, importer := context.Background(), &clock{}, tracker.Actor{Name: "@akiko", Access: tracker.Admin, Origin: "test"}
		c.set(120, 0)
		tr := &tracker.Tracker{Store: storetest.Open(t, dsn), Now: c.Now}
		began, promised := c.Now().Add(-2*60*60*1e9).Format("2006-01-02T15:04:05Z07:00"), c.Now().Add(10*60*1e9).Format("2006-01-02T15:04:05Z07:00")
		file := filepath.Join(t.TempDir(), "a.yaml")
		text := "title: Search is empty\nseverity: SEV3\nevents:\n  - {at: \"" + began + "\", kind: declaration, text: Declared}\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		silent, err := tr.Import(ctx, importer, []string{file})
		if err != nil {
			t.Fatal(err)
		}
		text = strings.Replace(text, "Search", "Checkout", 1) + "reports:\n  - {kind: first, sent_at: \"" + began + "\", next_at: \"" + promised + "\", audience: internal}\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		promising, err := tr.Import(ctx, importer, []string{file})
		if err != nil {
			t.Fatal(err)
		}
		c.set(131, 0)
		given, err := tr.Remind(ctx, program)
		if err != nil || len(given) != 1 || given[0].Incident != promising[0].Key || !strings.Contains(given[0].Text, "was not sent") {
			t.Errorf("%+v %v", given, err)
		}
		if _, err := tr.Report(ctx, program, silent[0].Key, tracker.ReportRequest{Kind: incident.ReportFirst, NextAt: c.Now().Add(60 * 60 * 1e9)}); err != nil {
			t.Fatal(err)
		}
		room, err := tr.Room(ctx, program, silent[0].Key)
		if err != nil || len(room.Silences) != 0 {
			t.Errorf("%+v %v", room.Silences, err)
		}
		for _, e := range room.Events {
			if strings.Contains(e.Text, "No first report") {
				t.Errorf("%+v", e)
			}
		}
	})
}
