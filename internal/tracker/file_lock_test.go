package tracker_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTwoWritersOfOneFile: of two who record something in one file at the same time,
// both records are there, or the one whose is not was told so.
func TestTwoWritersOfOneFile(t *testing.T) {
	ctx := context.Background()
	tr := newTracker(nil)
	who := tracker.CommandLine(akiko.Name)
	folder := t.TempDir()
	path := filepath.Join(folder, "r.md")
	var text strings.Builder
	text.WriteString("---\nincident: INC-2026-0042\n---\n## Action items\n")
	const writers = 4
	for n := range writers {
		text.WriteString("\n" + strings.Replace(item, "AI-1", fmt.Sprintf("AI-%d", n+1), 1))
	}
	for round := range 40 {
		must(t, os.WriteFile(path, []byte(text.String()), 0o600))
		var wg sync.WaitGroup
		said := make([]error, writers)
		for n := range writers {
			wg.Go(func() {
				said[n] = tr.Verify(ctx, who, path, fmt.Sprintf("AI-%d", n+1), incident.Verification{On: civil.Date{Year: 2026, Month: 5, Day: 2}, By: "@akiko", Evidence: "seen"})
			})
		}
		wg.Wait()
		d, err := tracker.LoadFile(path, nil)
		must(t, err)
		for n, it := range d.ActionItems() {
			if said[n] == nil && !it.IsVerified() {
				t.Fatalf("round %d: the record of %s is lost, and nobody was told", round, it.ID)
			}
			if said[n] != nil && incident.CodeOf(said[n]) != incident.Refused {
				t.Fatal(said[n])
			}
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("beside the file there is %v, %v", left, err)
	}
}

// TestReplaceFile: what changed since it was read, came or went, is left as it is.
func TestReplaceFile(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "p.md")
	must(t, tracker.ReplaceFile(ctx, path, nil, []byte("one")))
	wantCode(t, tracker.ReplaceFile(ctx, path, nil, []byte("two")), incident.Refused)
	wantCode(t, tracker.ReplaceFile(ctx, path, []byte("none"), []byte("two")), incident.Refused)
	must(t, tracker.ReplaceFile(ctx, path, []byte("one"), []byte("two")))
	must(t, os.Remove(path))
	wantCode(t, tracker.ReplaceFile(ctx, path, []byte("two"), []byte("three")), incident.Invalid)
}
