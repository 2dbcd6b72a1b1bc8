package postmortem

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestATimelineUnderAnotherHeading: the timeline that a team's own template writes under
// words of its own is read, checked and brought up to date.
func TestATimelineUnderAnotherHeading(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		in := incident.Incident{Key: "INC-2026-0007", Title: "x", Lang: l, Zone: incident.OffsetZone(9 * 3600), OccurredAt: at, Events: []incident.Event{
			{At: at, Kind: incident.KindDetection, Role: incident.Operations, Text: "the alert fires"},
		}}
		text, err := Generate(in, Template{Name: "own", Text: "{{.FrontMatter}}\n# {{.Heading}}\n\n## Minute by minute ({{.Zone}})\n\n{{.TimelineTable}}\n\n## Numbers\n\n{{.MetricsTable}}\n"})
		if err != nil {
			t.Fatal(err)
		}
		d, err := Parse("a.md", text)
		if err != nil || len(d.Events()) != 1 || !d.Events()[0].At.Equal(at) {
			t.Fatalf("%v: %+v", err, d.Events())
		}
		for _, f := range Check(d, CheckOptions{}).Diagnostics {
			if f.Rule == diagnostic.SectionMissing && strings.Contains(f.Message, SectionTimeline.Title(l)) || f.Rule == diagnostic.TimelineOrder {
				t.Error(f.Message)
			}
		}
		in.Events = append(in.Events, incident.Event{At: at.Add(time.Hour), Kind: incident.KindNote, Text: "it went on"})
		out, added, err := Update(d, in)
		if err != nil || added != 1 || bytes.Count(out, []byte("\n")) != bytes.Count(text, []byte("\n"))+1 {
			t.Errorf("%v: %d rows\n%s", err, added, out)
		}
	}
}

// TestOtherTablesAreNoTimeline: a table with times is no timeline where its columns or its
// place do not say so.
func TestOtherTablesAreNoTimeline(t *testing.T) {
	const row = "| 2026-03-01 09:00 | detection | it began |\n"
	for text, want := range map[string]int{
		"## Minutes\n\n| Time | Kind | What happened |\n|---|---|---|\n" + row:                                 1,
		"## Timeline\n\nx\n\n## Minutes\n\n| Time | Kind | What happened |\n|---|---|---|\n" + row:             0,
		"## Minutes\n\n| Time | Type | Description |\n|---|---|---|\n| 2026-03-01 09:00 | pod | restarted |\n": 0,
		"## Minutes\n\n| Time | Name | What happened |\n|---|---|---|\n" + row:                                 0,
		"## Impact\n\n### Minutes\n\n| Time | Kind | What happened |\n|---|---|---|\n" + row:                   0,
		"# The incident\n\n| Time | Kind | What happened |\n|---|---|---|\n" + row:                             0,
		"## Action items\n\n### AI-1: x\n\n| Time | Kind | What happened |\n|---|---|---|\n" + row:             0,
	} {
		d, err := Parse("a.md", []byte("---\nincident: INC-1\n---\n\n"+text))
		if err != nil || len(d.Events()) != want {
			t.Errorf("%v: %d events, want %d\n%s", err, len(d.Events()), want, text)
		}
	}
}
