package tracker_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTrendsCountAPersonOnce: under whatever name documents have it, and before the list
// is cut.
func TestTrendsCountAPersonOnce(t *testing.T) {
	ctx := context.Background()
	tr := newTracker(storetest.Open(t, storetest.SQLite(t)))
	tr.Config.People = incident.People{{ID: "@akiko", Name: "Akiko Sato", Email: "akiko@example.com"}}
	text := "---\nincident: INC-2026-0001\ntitle: x\nseverity: SEV2\nstatus: in-review\nlang: en\n---\n# INC-2026-0001: x\n\n## Action items\n"
	for i, owner := range []string{"@ben", "@Ben", "@akiko", "Akiko Sato", "akiko@example.com"} {
		text += fmt.Sprintf("\n### AI-%d: x\n- Owner: %s\n- Due: 2026-01-01\n", i+1, owner)
	}
	path := filepath.Join(t.TempDir(), "INC-2026-0001.md")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	_, err := tr.Import(ctx, tracker.CommandLine("@ben"), []string{path})
	must(t, err)
	got, err := tr.Trends(ctx, vic, civil.Date{Year: 2026, Month: 3, Day: 2}, 1)
	if want := []store.OwnerCount{{Owner: "@akiko", Items: 3}}; err != nil || !slices.Equal(got.Overdue, want) {
		t.Errorf("%+v, %v; want %+v", got.Overdue, err, want)
	}
}

// TestKeptTrendsAreThoseThatWereAskedFor: of many incidents trends may be a minute
// old, but they are of the day and the length that somebody asks for.
func TestKeptTrendsAreThoseThatWereAskedFor(t *testing.T) {
	t.Cleanup(tracker.ManyCourses(1))
	ctx := context.Background()
	tr := newTracker(storetest.Open(t, storetest.SQLite(t)))
	recovered(t, tr)
	trends := func(day, limit int) *tracker.Trends {
		got, err := tr.Trends(ctx, vic, civil.Date{Year: 2026, Month: 3, Day: day}, limit)
		must(t, err)
		return got
	}
	first := trends(2, 10)
	recovered(t, tr)
	if trends(2, 10) != first {
		t.Error("the same is read again within a minute")
	}
	if trends(3, 10) == first || trends(2, 5) == first {
		t.Error("another day or length gets what was kept for the first")
	}
	now := tr.Now().Add(2 * time.Minute)
	tr.Now = now.Local
	if got := trends(2, 10); len(got.Courses) != 2 {
		t.Errorf("after a minute: %d incidents", len(got.Courses))
	}
}
