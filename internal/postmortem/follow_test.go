package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// corrected draws corrections of an incident whose events have ids, and gives it as they
// put it right: some events twice, some in words alone.
func corrected(t *rapid.T, in incident.Incident) incident.Incident {
	events := slices.Clone(in.Events)
	for i := range rapid.IntRange(1, 4).Draw(t, "corrections") {
		of := rapid.SampledFrom(in.Events).Draw(t, "of")
		c := incident.Event{ID: fmt.Sprint("c", i), Kind: incident.KindCorrection, Corrects: of.ID, At: time.Unix(1_810_000_000+int64(i), 0), RecordedAt: time.Unix(1_810_000_000+int64(i), 0), Text: fmt.Sprint("correction ", i)}
		if rapid.IntRange(0, 3).Draw(t, "moves") > 0 {
			c.CorrectedAt = rapid.SampledFrom(in.Events).Draw(t, "near").At.Add(time.Duration(rapid.IntRange(-90, 90).Draw(t, "seconds")) * time.Second)
		}
		events = append(events, c)
	}
	incident.SortEvents(events)
	in.Events = incident.Correct(events)
	return in
}

// TestCorrectedTimesFollow: a document that nobody touched says after a correction what
// Generate would write, in its front matter, its timeline and its durations.
func TestCorrectedTimesFollow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyIncident(t)
		for i := range in.Events { // each known by its words
			in.Events[i].ID, in.Events[i].Text, in.Events[i].At = fmt.Sprint("e", i), fmt.Sprint("event ", i), in.Events[i].At.Truncate(time.Second)
		}
		if len(in.Events) == 0 {
			return
		}
		late := corrected(t, in)
		r := refreshed(t, written(t, in), late)
		if len(r.Left) > 0 {
			t.Fatalf("nobody changed anything, and yet: %q", r.Left)
		}
		want := written(t, late)
		timeline := func(text string) (head string, rows []string) {
			head, rest, _ := strings.Cut(text, newView(late).say("Since detection", "検知から"))
			_, rest, _ = strings.Cut(rest, "\n")
			table, _, _ := strings.Cut(rest, "\n\n")
			return head, strings.Split(table, "\n")
		}
		gotHead, got := timeline(string(r.Text))
		wantHead, right := timeline(want)
		if diff := cmp.Diff(wantHead, gotHead); diff != "" {
			t.Fatalf("the front matter: %s", diff)
		}
		slices.Sort(got) // events of one moment stand in any order
		slices.Sort(right)
		if diff := cmp.Diff(right, got); diff != "" {
			t.Fatalf("the timeline: %s\n%s", diff, r.Text)
		}
		if table := newView(late).durations().String(); !strings.Contains(string(r.Text), table) {
			t.Fatalf("the durations are not\n%s\nin\n%s", table, r.Text)
		}
		d, err := Parse("x.md", r.Text)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(d.Timeline.Rows, func(a, b TimelineRow) int { return a.Event.At.Compare(b.Event.At) }) {
			t.Fatalf("the rows are not in the order of time:\n%s", r.Text)
		}
		if again := refreshed(t, string(r.Text), late); string(again.Text) != string(r.Text) || again.Filled+again.Added > 0 {
			t.Fatalf("a second run changes something:\n%s", cmp.Diff(string(r.Text), string(again.Text)))
		}
	})
}

// TestATimeThatAPersonWroteStays beside the duration that goes by it, and both are told;
// where a row has other words by now, it is still that of its event.
func TestATimeThatAPersonWroteStays(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 10, 9, minute, 0, 0, time.UTC) }
	in := incident.Incident{Key: "INC-2026-0001", Title: "x", Severity: "SEV2", Lang: incident.English, Zone: time.UTC, Author: "@akiko", Events: []incident.Event{
		{ID: "a", At: at(0), Kind: incident.KindDetection, Text: "The alert fires"},
		{ID: "b", At: at(5), Kind: incident.KindDeclaration, Text: "Declared"},
		{ID: "c", At: at(20), Kind: incident.KindContainment, Text: "rolled back"},
	}}
	right := in
	right.Events = incident.Correct(append(slices.Clone(in.Events),
		incident.Event{ID: "d", At: at(40), Kind: incident.KindCorrection, Corrects: "a", CorrectedAt: at(2), Text: "at 09:02"},
		incident.Event{ID: "e", At: at(41), Kind: incident.KindCorrection, Corrects: "c", CorrectedAt: at(3), Text: "at 09:03"}))
	tmpl, err := BuiltinTemplate(incident.English)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Generate(in, tmpl)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		edit      []string
		has, left []string
	}{
		{"nobody wrote one", nil, []string{"detected_at: 2026-11-10T09:02:00Z\n", "contained_at: 2026-11-10T09:03:00Z\n",
			"| 2026-11-10 09:02 | +0 min | detection |  | The alert fires |\n| 2026-11-10 09:03 | +1 min | containment |  | rolled back |\n| 2026-11-10 09:05 | +3 min | declaration |  | Declared |\n",
			"detection → declaration | 3 min", "detection → containment | 1 min"}, nil},
		{"in the front matter", []string{"detected_at: 2026-11-10T09:00:00Z", "detected_at: 2026-11-10T08:59:00Z", "| +0 min |", "| +1 min |", "| +5 min |", "| +6 min |", "| +20 min |", "| +21 min |", "declaration | 5 min", "declaration | 6 min", "containment | 20 min", "containment | 21 min"},
			[]string{"detected_at: 2026-11-10T08:59:00Z\n", "| 2026-11-10 09:05 | +6 min | declaration |", "| 2026-11-10 09:03 | +4 min | containment |", "detection → declaration | 6 min", "detection → containment | 21 min"},
			[]string{"detected_at stays, and the timeline has 2026-11-10T09:02:00Z", `Duration: "6 min" stands here and stays; pmtracker has "3 min"`, `Duration: "21 min" stands here and stays; pmtracker has "1 min"`}},
		{"in the timeline", []string{"| 2026-11-10 09:20 |", "| 2026-11-10 09:19 |"},
			[]string{"contained_at: 2026-11-10T09:03:00Z\n", "| 2026-11-10 09:19 | +20 min | containment |  | rolled back |"},
			[]string{`the time "2026-11-10 09:19" stands here and stays; pmtracker has 2026-11-10 09:03`, `Duration: "20 min" stands here and stays; pmtracker has "1 min"`}},
		{"in all of the document, and what goes by it", []string{"| 2026-11-10 09:20 | +20 min", "| 2026-11-10 09:19 | +19 min", "contained_at: 2026-11-10T09:20", "contained_at: 2026-11-10T09:19", "containment | 20 min", "containment | 19 min"},
			[]string{"| 2026-11-10 09:19 | +17 min | containment |", "detection → containment | 17 min"},
			[]string{"contained_at stays", `the time "2026-11-10 09:19" stands here`, `Duration: "17 min" stands here and stays; pmtracker has "1 min"`}},
		{"other words", []string{"| rolled back |", "| rolled back to v1.41 |"}, []string{"| 2026-11-10 09:03 | +1 min | containment |  | rolled back to v1.41 |\n| 2026-11-10 09:05 |"}, nil},
		{"a comment behind it, and quotes", []string{"detected_at: 2026-11-10T09:00:00Z", `detected_at: "2026-11-10T09:00:00Z" # by the pager`}, []string{`detected_at: "2026-11-10T09:02:00Z" # by the pager` + "\n"}, nil},
	} {
		d, err := Parse("x.md", []byte(strings.NewReplacer(c.edit...).Replace(string(text))))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Refresh(d, right)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.has {
			if !strings.Contains(string(r.Text), want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, r.Text)
			}
		}
		left := fmt.Sprint(r.Left)
		for _, want := range c.left {
			if !strings.Contains(left, want) {
				t.Errorf("%s: no %q in %s", c.name, want, left)
			}
		}
		if len(c.left) != len(r.Left) {
			t.Errorf("%s: %d are left: %s", c.name, len(r.Left), left)
		}
		updated, added, err := Update(d, right)
		lines := slices.DeleteFunc(strings.SplitAfter(string(updated), "\n"), func(line string) bool { return strings.Contains(line, "| correction |") })
		if err != nil || added != 2 || strings.Join(lines, "") != string(d.Source) {
			t.Errorf("%s: an update adds %d rows and changes what is there: %v\n%s", c.name, added, err, updated)
		}
	}
}

// TestTheTimeOfADecisionFollows in the table of decisions, as its row of the timeline does.
func TestTheTimeOfADecisionFollows(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 10, 9, minute, 0, 0, time.UTC) }
	option := incident.Option{Text: "roll back", Uncertainty: incident.Low, Rollback: incident.Low}
	decided := func(minute int, had ...time.Time) *incident.Record {
		return &incident.Record{Decisions: []incident.DatedDecision{{At: at(minute), Superseded: had, Decision: incident.Decision{Question: "How?", Options: []incident.Option{option}}}}}
	}
	in := incident.Incident{Key: "INC-2026-0001", Title: "x", Lang: incident.English, Zone: time.UTC, Record: decided(7)}
	tmpl, err := BuiltinTemplate(incident.English)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Generate(in, tmpl)
	if err != nil {
		t.Fatal(err)
	}
	for was, want := range map[string]string{"09:07": "09:03", "09:05": "09:05"} {
		d, err := Parse("x.md", []byte(strings.Replace(string(text), "| 2026-11-10 09:07 | How?", "| 2026-11-10 "+was+" | How?", 1)))
		if err != nil {
			t.Fatal(err)
		}
		in.Record = decided(3, at(7))
		if r, err := Refresh(d, in); err != nil || !strings.Contains(string(r.Text), "| 2026-11-10 "+want+" | How? | roll back |") || (len(r.Left) > 0) != (want == was) {
			t.Errorf("%s: %v, %v\n%s", was, r.Left, err, r.Text)
		}
	}
}
