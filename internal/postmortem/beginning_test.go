package postmortem

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestABeginningMovesWhatIsReckonedFromIt: the front matter and the duration, and where a
// person wrote another duration, only the front matter.
func TestABeginningMovesWhatIsReckonedFromIt(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 10, 9, minute, 0, 0, time.UTC) }
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		in := incident.Incident{Key: "INC-2026-0001", Title: "x", Severity: "SEV2", Lang: l, Zone: time.UTC, OccurredAt: at(2), Author: "@akiko", Events: []incident.Event{
			{At: at(14), Kind: incident.KindDetection, Text: "The alert fires"},
			{At: at(20), Kind: incident.KindContainment, Text: "rolled back"},
		}}
		moved, unknown := in, in
		moved.OccurredAt, unknown.OccurredAt = at(5), time.Time{}
		tmpl, err := BuiltinTemplate(l)
		if err != nil {
			t.Fatal(err)
		}
		written := func(in incident.Incident) string {
			text, err := Generate(in, tmpl)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		byHand := strings.NewReplacer(l.Say("| 12 min |", "| 12分 |"), l.Say("| about a quarter of an hour |", "| 約15分 |"))
		noTable := func(text string) string { return strings.Replace(text, "| --- | --- | --- |\n| MTTD", "| MTTD", 1) }
		for _, c := range []struct{ name, was, want string }{
			{"as written", written(in), written(moved)},
			{"by hand", byHand.Replace(written(in)), strings.Replace(byHand.Replace(written(in)), "09:02:00Z", "09:05:00Z", 1)},
			{"unknown before", written(unknown), written(moved)},
			{"without the table", noTable(written(in)), strings.Replace(noTable(written(in)), "09:02:00Z", "09:05:00Z", 1)},
		} {
			d, err := Parse("x.md", []byte(c.was))
			if err != nil {
				t.Fatal(err)
			}
			text, err := d.SetBeginning(at(5))
			if err != nil || string(text) != c.want {
				t.Errorf("%s, %s: %v\n%s", l, c.name, err, cmp.Diff(c.want, string(text)))
			}
		}
	}
}
