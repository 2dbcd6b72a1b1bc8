package postmortem

import (
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestEventsBecomeLinesOfTheList: a new event is written as the lines around it are, is
// read back as it was, and is not written again.
func TestEventsBecomeLinesOfTheList(t *testing.T) {
	const front = "---\nincident: INC-2026-0007\ntimezone: Europe/Berlin\n---\n## Timeline\n\n"
	at := func(hour, minute int) time.Time { return time.Date(2026, 3, 1, hour-1, minute, 0, 0, time.UTC) } // in Berlin
	for _, c := range []struct{ name, list, text, want string }{
		{"bold", "- **2026-03-01 10:00** – it began\n- **10:20** – it ended\n", "x happens", "- **2026-03-01 10:00** – it began\n- **2026-03-01 10:10** – x happens\n- **10:20** – it ended\n"},
		{"bold to the colon", "* **2026-03-01 10:00 Start:** it began\n", "x", "* **2026-03-01 10:00 Start:** it began\n* 2026-03-01 10:10 x\n"},
		{"the day above", "- **2026-03-01 10:00** – it began\n- **10:05** – more\n", "x happens", "- **2026-03-01 10:00** – it began\n- **10:05** – more\n- **10:10** – x happens\n"},
		{"numbers", "1. 2026-03-01 10:00: it began\n2. 10:20: it ended", "x", "1. 2026-03-01 10:00: it began\n1. 2026-03-01 10:10: x\n2. 10:20: it ended"},
		{"brackets, and more under the line", "- [2026-03-01 10:00] it began\n  and went on\n\n  - a host\n- [10:20] it ended\n", "x", "- [2026-03-01 10:00] it began\n  and went on\n\n  - a host\n- [2026-03-01 10:10] x\n- [10:20] it ended\n"},
		{"a zone", "- 2026-03-01 09:00Z – it began\n", "x", "- 2026-03-01 09:00Z – it began\n- 2026-03-01 09:10Z – x\n"},
		{"a word that may be a zone", "- 2026-03-01 10:00 it began\n", "UTC is wrong", "- 2026-03-01 10:00 it began\n- 2026-03-01 10:10 – UTC is wrong\n"},
		{"about", "- ~2026-03-01 10:00 it began\n", "x", "- ~2026-03-01 10:00 it began\n- 2026-03-01 10:10 x\n"},
		{"a stretch of time", "- 2026-03-01 10:00–10:05 it began\n", "x", "- 2026-03-01 10:00–10:05 it began\n- 2026-03-01 10:10 x\n"},
		{"before all", "- 2026-03-01 10:30 it began\n", "x", "- 2026-03-01 10:10 x\n- 2026-03-01 10:30 it began\n"},
		{"Japanese", "- 2026年3月1日 10時00分　開始\n", "`x` を再起動", "- 2026年3月1日 10時00分　開始\n- 2026-03-01 10:10 `x` を再起動\n"},
		{"bold on both sides", "- **2026-03-01 10:00** - **it** began\n", "x", "- **2026-03-01 10:00** - **it** began\n- **2026-03-01 10:10** - x\n"},
		{"kinds", "- 2026-03-01 10:00 detection: it began\n", "x", "- 2026-03-01 10:00 detection: it began\n- 2026-03-01 10:10 hypothesis: x\n"},
		{"a text that begins as a kind", "- 2026-03-01 10:00 it began\n", "Action: x", "- 2026-03-01 10:00 it began\n- 2026-03-01 10:10 hypothesis: Action: x\n"},
		{"the last line has no end", "- 2026-03-01 10:00 it began", "two\nlines", "- 2026-03-01 10:00 it began\n- 2026-03-01 10:10 two lines"},
	} {
		d, err := Parse("a.md", []byte(front+c.list))
		if err != nil {
			t.Fatal(err)
		}
		in := incident.Incident{Lang: incident.English, Zone: d.Zone, Events: []incident.Event{{At: at(10, 10), Kind: incident.KindHypothesis, Text: c.text}}}
		out, added, err := Update(d, in)
		if got := strings.TrimPrefix(string(out), front); err != nil || added != 1 || got != c.want {
			t.Errorf("%s: %d %v\n%s", c.name, added, err, got)
			continue
		}
		again, err := Parse("a.md", out)
		if err != nil {
			t.Fatal(err)
		}
		if _, added, err := Update(again, in); added != 0 || err != nil {
			t.Errorf("%s: written again: %d %v", c.name, added, err)
		}
		if before, after := d.Events(), again.Events(); len(after) != len(before)+1 {
			t.Errorf("%s: %d events, then %d", c.name, len(before), len(after))
		}
	}
}

// TestEditedRowsAreNotWrittenAgain: a row without a kind stands for the event that an
// import made of it, whatever people write into it since, and for no other.
func TestEditedRowsAreNotWrittenAgain(t *testing.T) {
	const text = "---\nincident: INC-2026-0007\ndetected_at: 2026-03-01T10:00:00Z\n---\n## Timeline\n\n| Time | What happened |\n| --- | --- |\n| 2026-03-01 10:00 | Ben saw it |\n| 2026-03-01 10:10 | Ben broke it |\n"
	d, err := Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	in := d.Recorded()
	if in.Events[0].Kind != incident.KindDetection || in.Events[1].Kind != incident.KindNote {
		t.Errorf("%+v", in.Events)
	}
	edited, err := Parse("a.md", []byte(strings.NewReplacer("Ben saw it", "The alert fires", "Ben broke it", "A push breaks it").Replace(text)))
	if err != nil {
		t.Fatal(err)
	}
	if _, added, err := Update(edited, in); added != 0 || err != nil {
		t.Errorf("%d rows, %v", added, err)
	}
	in.Events = append(in.Events, incident.Event{At: in.Events[1].At, Kind: incident.KindNote, Text: "Something else"})
	if out, added, err := Update(edited, in); added != 1 || err != nil || !strings.Contains(string(out), "| Something else |") {
		t.Errorf("%d rows, %v\n%s", added, err, out)
	}
}
