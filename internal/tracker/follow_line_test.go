package tracker_test

import (
	"context"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestASuggestionStaysWithItsItem: the due date of three items is written alike; a
// suggestion for that of the second changes no other one, wherever the text has moved
// it, and is taken in once.
func TestASuggestionStaysWithItsItem(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		one := "### AI-1: Roll back\n- Kind: prevent\n- Due: 2026-05-20\n"
		two := "### AI-2: Page\n- Kind: detect\n- Due: 2026-05-20\n"
		three := "### AI-3: Drill\n- Kind: education\n- Due: 2026-05-20\n"
		head, tail, _ := strings.Cut(string(g.Text), "## Action items\n")
		_, tail, _ = strings.Cut(tail, "\n## ")
		text := func(parts ...string) string {
			return head + "## Action items\n\n" + strings.Join(parts, "\n") + "\n## " + tail
		}
		base, err := tr.Edit(ctx, akiko, key, g.Revision, text(one, two, three), "")
		must(t, err)
		line := func(text, item string) int {
			before, _, _ := strings.Cut(text, item)
			return strings.Count(before, "\n") + 3
		}
		suggest := func(of, at int) string {
			later := "- Due: 2026-06-30"
			c, err := tr.Comment(ctx, ben, key, tracker.Remark{Revision: of, Line: at, Suggestion: &later})
			must(t, err)
			return c.Thread
		}
		dues := func() (all string) {
			d, _, err := tr.Document(ctx, akiko, key)
			must(t, err)
			for _, it := range d.ActionItems() {
				all += it.ID + " " + it.Due.String() + " "
			}
			return all
		}
		thread, twin := suggest(base, line(text(one, two, three), "### AI-2")), suggest(base, line(text(one, two, three), "### AI-3"))

		shifted := text(three, strings.Replace(two, "Page", "Page on-call", 1), one)
		base, err = tr.Edit(ctx, akiko, key, base, shifted, "")
		must(t, err)
		must(t, tr.ApplySuggestion(ctx, akiko, key, thread))
		if got, want := dues(), "AI-3 2026-05-20 AI-2 2026-06-30 AI-1 2026-05-20 "; got != want {
			t.Fatalf("%s, want %s", got, want)
		}
		if err := tr.ApplySuggestion(ctx, akiko, key, thread); incident.CodeOf(err) != incident.Conflict {
			t.Errorf("applied once more: %v", err)
		}
		must(t, tr.SetFields(ctx, akiko, key, "AI-3", tracker.ItemChange{Values: map[incident.Field]string{incident.FieldDue: "2026-07-01"}}))
		if err := tr.ApplySuggestion(ctx, akiko, key, twin); incident.CodeOf(err) != incident.Conflict {
			t.Errorf("applied to a line that was changed: %v", err)
		}
		if err := tr.SetLine(ctx, akiko, key, base, line(shifted, "### AI-3"), "- Due: 2026-08-01"); incident.CodeOf(err) != incident.Conflict {
			t.Errorf("a line that was changed was set: %v", err)
		}
		if got, want := dues(), "AI-3 2026-07-01 AI-2 2026-06-30 AI-1 2026-05-20 "; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		said, err := tr.Discuss(ctx, akiko, key)
		must(t, err)
		if said.Lines[thread] != 0 || said.Lines[twin] != 0 {
			t.Errorf("the threads stand at %v", said.Lines)
		}
	})
}

// TestSuggestionsOnLinesAlike: of equal lines under one heading each keeps its suggestion
// while another one is changed; where one of them was taken out, nothing tells which.
func TestSuggestionsOnLinesAlike(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		text := strings.TrimRight(string(g.Text), "\n") + "\n\n## Remarks\n\n"
		first := strings.Count(text, "\n") + 1
		base, err := tr.Edit(ctx, akiko, key, g.Revision, text+"- shared\n- shared\n- shared\n- shared\n", "")
		must(t, err)
		var threads []string
		for i, word := range []string{"- one", "- two", "- three", "- four"} {
			c, err := tr.Comment(ctx, ben, key, tracker.Remark{Revision: base, Line: first + i, Suggestion: &word})
			must(t, err)
			threads = append(threads, c.Thread)
		}
		for _, i := range []int{0, 2, 1} {
			must(t, tr.ApplySuggestion(ctx, akiko, key, threads[i]))
		}
		d, r, err := tr.Document(ctx, akiko, key)
		must(t, err)
		if want := "- one\n- two\n- three\n- shared\n"; !strings.HasSuffix(string(d.Source), want) {
			t.Errorf("%q, want %q", d.Source[len(text):], want)
		}
		_, err = tr.Edit(ctx, akiko, key, r, text+"- shared\n- shared\n- shared\n", "")
		must(t, err)
		if err := tr.ApplySuggestion(ctx, akiko, key, threads[3]); incident.CodeOf(err) != incident.Conflict {
			t.Errorf("one of four was taken out: %v", err)
		}
	})
}
