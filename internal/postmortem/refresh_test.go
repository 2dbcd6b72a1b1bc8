package postmortem

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// anyRoom draws an incident as a room keeps it, and as it stood at some moment
// before: with fewer events, reports, decisions and roles, and with what was
// still open then.
func anyRoom(t *rapid.T) (early, late incident.Incident) {
	late = anyIncident(t)
	base := time.Unix(1_750_000_000, 0)
	at := func(minute int) time.Time { return base.Add(time.Duration(minute) * time.Minute) }
	late.Record = &incident.Record{}
	late.Reports = nil
	for i := range rapid.IntRange(0, 4).Draw(t, "sent") {
		kind := incident.ReportPeriodic
		if i == 0 {
			kind = incident.ReportFirst
		}
		late.Reports = append(late.Reports, incident.Report{Kind: kind, Audience: "internal", SentAt: at(30 * i), NextAt: at(30*i + 30)})
	}
	if rapid.Bool().Draw(t, "completed") {
		late.Reports = append(late.Reports, incident.Report{Kind: incident.ReportCompletion, Audience: "internal", SentAt: at(500), Tickets: []string{"PAY-12"}})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "gaps") {
		late.Record.Gaps = append(late.Record.Gaps, incident.Gap{Kind: rapid.SampledFrom([]incident.GapKind{incident.GapFirstReport, incident.GapReport, incident.GapCommander}).Draw(t, "gap"), Due: at(20 * i), Ended: at(20*i + 7)})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "decisions") {
		d := incident.Decision{Question: anyLine(t, fmt.Sprint("question", i)), Reason: anyLine(t, fmt.Sprint("reason", i))}
		for j := range rapid.IntRange(1, 3).Draw(t, "options") {
			d.Options = append(d.Options, incident.Option{Text: anyLine(t, fmt.Sprint("option", i, j)), Uncertainty: incident.High, Rollback: incident.Low})
		}
		late.Record.Decisions = append(late.Record.Decisions, incident.DatedDecision{At: at(11 * i), Decision: d})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "roles") {
		late.Record.Roster = append(late.Record.Roster, incident.Assignment{Role: incident.Roles()[i], Person: fmt.Sprintf("@responder-x7q%d", i%3), From: at(9 * i), Until: at(9*i + 200), Note: anyLine(t, fmt.Sprint("note", i))})
	}
	return asItStood(t, late), late
}

func asItStood(t *rapid.T, late incident.Incident) incident.Incident {
	early := late
	record := *late.Record
	early.Record = &record
	some := func(n int, label string) int { return rapid.IntRange(0, n).Draw(t, "early "+label) }
	early.Events = late.Events[:some(len(late.Events), "events")]
	early.Reports = late.Reports[:some(len(late.Reports), "reports")]
	record.Decisions = late.Record.Decisions[:some(len(late.Record.Decisions), "decisions")]
	record.Gaps = append([]incident.Gap(nil), late.Record.Gaps[:some(len(late.Record.Gaps), "gaps")]...)
	record.Roster = append(incident.Roster(nil), late.Record.Roster[:some(len(late.Record.Roster), "roles")]...)
	early.KPIs = append([]incident.KPI(nil), late.KPIs[:some(len(late.KPIs), "KPIs")]...)
	if n := len(record.Gaps); n > 0 {
		record.Gaps[n-1].Ended = time.Time{}
	}
	if n := len(record.Roster); n > 0 {
		record.Roster[n-1].Until, record.Roster[n-1].Note = time.Time{}, ""
	}
	if n := len(early.KPIs); n > 0 {
		early.KPIs[n-1].Value, early.KPIs[n-1].ReadBy = nil, ""
	}
	return early
}

func written(t *rapid.T, in incident.Incident) string {
	tmpl, err := BuiltinTemplate(in.Lang)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Generate(in, tmpl)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func refreshed(t *rapid.T, text string, in incident.Incident) Refreshed {
	d, err := Parse("x.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Refresh(d, in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRefreshWritesWhatGenerateWould: a document that nobody touched has, brought
// up to date, the very tables that Generate writes at that moment.
func TestRefreshWritesWhatGenerateWould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		early, late := anyRoom(t)
		r := refreshed(t, written(t, early), late)
		if len(r.Left) > 0 {
			t.Fatalf("nobody changed anything, and yet: %q", r.Left)
		}
		prompts := regexp.MustCompile(`⟨[^⟩|]*⟩`)
		dash := strings.NewReplacer("| – |", "|  |") // the next report of a completion
		alike := func(text string) string { return dash.Replace(prompts.ReplaceAllString(text, "⟨⟩")) }
		for _, table := range newView(withRoles(late)).tables() {
			want := table.String()
			if len(table.rows) == 0 {
				want = table.none
			}
			if !strings.Contains(alike(string(r.Text)), alike(want)) {
				t.Fatalf("the table %s is not as generated:\n%s\n\n%s", table.name, want, r.Text)
			}
		}
	})
}

// TestRefreshKeepsWhatPeopleWrote edits a document as people do (sentences, cells
// of the generated tables, rows and columns of their own, line endings): each edit
// survives byte for byte, every other line stays but those that waited for
// something, and a second run changes nothing.
func TestRefreshKeepsWhatPeopleWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		early, late := anyRoom(t)
		lines := strings.Split(strings.TrimSuffix(written(t, early), "\n"), "\n")
		var mine []string
		for i := range rapid.IntRange(1, 5).Draw(t, "edits") {
			lines, mine = anyEdit(t, lines, mine, i)
		}
		ending := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "ending")
		before := strings.Join(lines, ending) + rapid.SampledFrom([]string{"", ending}).Draw(t, "end")
		r := refreshed(t, before, late)
		after := strings.Split(string(r.Text), ending)
		at := 0
		for n, line := range strings.Split(before, ending) {
			to := at
			for to < len(after) && after[to] != line {
				to++
			}
			if to < len(after) {
				at = to + 1
			} else if !mayChange(line, early.Lang) {
				t.Fatalf("line %d is gone: %q\n%s\n---\n%s", n+1, line, before, r.Text)
			}
		}
		for _, text := range mine {
			if strings.Contains(before, text) && !strings.Contains(string(r.Text), text) { // a later edit may have taken it out
				t.Fatalf("%q is gone\n%s", text, r.Text)
			}
		}
		again := refreshed(t, string(r.Text), late)
		if again.Added != 0 || again.Filled != 0 {
			t.Fatalf("a second run adds %d rows and fills %d cells", again.Added, again.Filled)
		}
		if diff := cmp.Diff(string(r.Text), string(again.Text)); diff != "" {
			t.Fatalf("a second run changes something:\n%s", diff)
		}
	})
}

// mayChange tells whether a line waited for something: an empty time of the front
// matter, a cell that is not known yet, a duration, the sentence in place of a table.
func mayChange(line string, l incident.Lang) bool {
	v := newView(incident.Incident{Lang: l, Zone: time.UTC, Record: &incident.Record{}})
	for _, word := range []string{"⟨", "MTT", v.say("Time to contain", "安全化までの時間"), v.gaps().open[2], v.roles().open[3], v.NoGaps(), v.NoDecisions(), v.NoRoles()} {
		if strings.Contains(line, word) {
			return true
		}
	}
	return strings.HasSuffix(line, "_at:")
}

// anyEdit makes one edit and notes what a person wrote.
func anyEdit(t *rapid.T, lines, mine []string, n int) ([]string, []string) {
	text := fmt.Sprintf("edited %d 追記", n)
	var prompts, cells []int
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "⟨"):
			prompts = append(prompts, i)
		case strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| ---") && i > 0 && strings.HasPrefix(lines[i-1], "| ") && strings.Contains(line, " | "):
			cells = append(cells, i)
		}
	}
	switch what := rapid.SampledFrom([]string{"prompt", "cell", "row", "line"}).Draw(t, "what"); {
	case what == "prompt" && len(prompts) > 0:
		lines[rapid.SampledFrom(prompts).Draw(t, "prompt")] = text
	case what == "cell" && len(cells) > 0:
		i := rapid.SampledFrom(cells).Draw(t, "row")
		last := strings.LastIndex(strings.TrimSuffix(lines[i], "|"), "|")
		lines[i] = lines[i][:last+1] + " " + text + " |"
	case what == "row" && len(cells) > 0:
		i := rapid.SampledFrom(cells).Draw(t, "row")
		text = "| " + text + strings.Repeat(" | ", 3) + "|"
		lines = append(lines[:i:i], append([]string{text}, lines[i:]...)...)
	default:
		i := rapid.IntRange(14, len(lines)-1).Draw(t, "line")
		if strings.HasPrefix(lines[i], "|") || strings.HasPrefix(lines[max(0, i-1)], "|") {
			return lines, mine
		}
		lines = append(lines[:i:i], append([]string{text}, lines[i:]...)...)
	}
	return lines, append(mine, text)
}
