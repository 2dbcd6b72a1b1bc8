package digest_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/golang-sql/civil"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
)

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestMakeSortsByAgeAndFoldsSpellings(t *testing.T) {
	people := incident.People{{ID: "@akiko", GitHub: "akiko-s", Email: "akiko@example.com"}}
	d := digest.Make([]digest.Item{
		{Incident: "INC-2", ID: "AI-10", Owner: "akiko@example.com", Due: day("2026-11-01")},
		{Incident: "INC-2", ID: "AI-2", Owner: "@akiko-s", Due: day("2026-11-01")},
		{Incident: "INC-1", ID: "AI-1", Owner: "@akiko", Due: day("2026-11-22")},
		{Incident: "INC-1", ID: "AI-3", Owner: "@akiko", Due: day("2026-11-23")},
		{Incident: "INC-3", ID: "AI-1", Owner: "@Ben", Due: day("2026-06-01")},
		{Incident: "INC-3", ID: "AI-2", Owner: "ben", Due: day("2026-11-30")},
		{Incident: "INC-3", ID: "AI-3", Owner: "ben", Due: day("2026-12-01")},
		{Incident: "INC-3", ID: "AI-4", Owner: "ben"},
		{Incident: "INC-4", ID: "AI-1", Due: day("2026-11-10")},
		{Incident: "INC-4", ID: "AI-2", Owner: "@"},
	}, digest.Finished{Done: 4, Verified: 2}, digest.Options{AsOf: day("2026-11-23"), SoonDays: 7, People: people, EscalateDays: 14, EscalateTo: "@manager", Lang: incident.English})

	if d.Totals != (digest.Totals{Open: 10, Overdue: 5, DueSoon: 2, Done: 4, Verified: 2}) {
		t.Errorf("totals %+v", d.Totals)
	}
	if len(d.Owners) != 2 || d.Owners[0].Owner != "@Ben" || d.Owners[1].Owner != "@akiko" {
		t.Fatalf("owners %+v", d.Owners)
	}
	var got []string
	for _, e := range d.Owners[1].Overdue {
		got = append(got, e.Incident+"/"+e.ID)
	}
	if strings.Join(got, " ") != "INC-2/AI-2 INC-2/AI-10 INC-1/AI-1" || d.Owners[1].Overdue[0].DaysOverdue != 22 {
		t.Errorf("overdue of @akiko: %v", got)
	}
	if len(d.Owners[0].DueSoon) != 1 || len(d.Owners[1].DueSoon) != 1 || len(d.Unowned) != 2 {
		t.Errorf("due soon %+v, unowned %+v", d.Owners, d.Unowned)
	}
	if len(d.Undated) != 1 || d.Undated[0].ID != "AI-4" {
		t.Errorf("undated %+v", d.Undated)
	}
	for name, write := range map[string]func(io.Writer) error{"text": d.WriteText, "Markdown": d.WriteMarkdown, "HTML": d.WriteHTML, "Slack": d.WriteSlack} {
		var b bytes.Buffer
		if err := write(&b); err != nil || !strings.Contains(b.String()[max(0, strings.Index(b.String(), "Without a due date")):], "ben") || !strings.Contains(b.String(), "Without a due date") {
			t.Errorf("%s: %v\n%s", name, err, b.String())
		}
		if _, escalated, _ := strings.Cut(b.String(), "overdue for more than 14 days"); !strings.Contains(escalated, "Ben") {
			t.Errorf("%s does not say whose what is escalated is:\n%s", name, escalated)
		}
	}
	if len(d.Escalated) != 3 || d.Escalated[0].Owner != "@Ben" || d.Escalated[0].DaysOverdue != 175 {
		t.Errorf("escalated %+v", d.Escalated)
	}
}

// TestHostileTextStaysText writes what an attacker may put into a title in every
// format: nothing of it may be obeyed.
func TestHostileTextStaysText(t *testing.T) {
	title := "<script>alert(1)</script> @everyone [x](javascript:1) **b**\n# h \u202e\x1b[31m | `c`"
	d := digest.Make([]digest.Item{{Incident: title, ID: "AI-1", Title: title, Owner: title, Due: day("2026-01-01"), Ticket: "javascript:alert(1)"}},
		digest.Finished{}, digest.Options{AsOf: day("2026-11-23"), SoonDays: 7, Lang: incident.Japanese})
	var text, markdown, html, slack bytes.Buffer
	for _, err := range []error{d.WriteText(&text), d.WriteMarkdown(&markdown), d.WriteHTML(&html), d.WriteSlack(&slack)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, out := range map[string]string{"text": text.String(), "markdown": markdown.String(), "html": html.String(), "slack": slack.String()} {
		for _, bad := range []string{"\u202e", "\x1b", "\n# h"} {
			if strings.Contains(out, bad) {
				t.Errorf("%s keeps %q:\n%s", name, bad, out)
			}
		}
	}
	for _, bad := range []string{"<script>", "@everyone", "**b**", "[x]("} {
		if strings.Contains(markdown.String(), bad) {
			t.Errorf("markdown keeps %q:\n%s", bad, markdown.String())
		}
	}
	if strings.Contains(html.String(), "<script>") || strings.Contains(html.String(), `href="javascript`) {
		t.Errorf("html:\n%s", html.String())
	}
	if strings.Contains(slack.String(), "<script>") {
		t.Errorf("slack:\n%s", slack.String())
	}
}

// TestEveryOpenItemIsCountedOnce holds for any items: what is overdue stands in
// exactly one list, and the lists are in order.
func TestEveryOpenItemIsCountedOnce(t *testing.T) {
	asOf := day("2026-11-23")
	rapid.Check(t, func(t *rapid.T) {
		var items []digest.Item
		for range rapid.IntRange(0, 40).Draw(t, "n") {
			item := digest.Item{Incident: "INC-1", ID: "AI-1", Owner: rapid.SampledFrom([]string{"", "@a", "A", "b@x.y", "@b", " @ "}).Draw(t, "owner")}
			if rapid.Bool().Draw(t, "due") {
				item.Due = asOf.AddDays(rapid.IntRange(-400, 400).Draw(t, "days"))
			}
			items = append(items, item)
		}
		d := digest.Make(items, digest.Finished{}, digest.Options{AsOf: asOf, SoonDays: 7})
		overdue, soon := 0, 0
		last := 1 << 30
		for _, o := range d.Owners {
			if len(o.Overdue)+len(o.DueSoon) == 0 {
				t.Fatalf("%s has nothing", o.Owner)
			}
			overdue, soon = overdue+len(o.Overdue), soon+len(o.DueSoon)
			first := 0
			for i, e := range o.Overdue {
				if i > 0 && e.DaysOverdue > o.Overdue[i-1].DaysOverdue {
					t.Fatal("not oldest first")
				}
				first = max(first, e.DaysOverdue)
			}
			if first > last {
				t.Fatal("owners are not in order")
			}
			last = first
		}
		for _, e := range d.Unowned {
			if e.DaysOverdue > 0 {
				overdue++
			} else if e.Due.IsValid() && !e.Due.After(asOf.AddDays(7)) {
				soon++
			}
		}
		if overdue != d.Totals.Overdue || soon != d.Totals.DueSoon || d.Totals.Open != len(items) {
			t.Fatalf("%d overdue and %d soon are shown, totals %+v", overdue, soon, d.Totals)
		}
	})
}
