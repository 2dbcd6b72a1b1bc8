package tracker_test

import (
	"context"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

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
