package timeline_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/timeline"
)

func TestCorpusTimelines(t *testing.T) {
	dir := "../../testdata/corpus/timelines"
	var expected map[string]struct {
		Events  int      `json:"events"`
		Detect  *float64 `json:"mttd_minutes"`
		Recover *float64 `json:"mttr_minutes"`
		Contain *float64 `json:"contain_minutes_from_detection"`
	}
	raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &expected); err != nil {
		t.Fatal(err)
	}
	if len(expected) != 10 {
		t.Fatalf("expected.json has %d timelines, want 10", len(expected))
	}
	for name, want := range expected {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join(dir, name+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			in, err := timeline.Parse(name, src)
			if err != nil {
				t.Fatal(err)
			}
			m := in.Metrics()
			if len(in.Events) != want.Events {
				t.Errorf("%d events, want %d", len(in.Events), want.Events)
			}
			for label, pair := range map[string]struct {
				got  *time.Duration
				want *float64
			}{"MTTD": {m.Detect, want.Detect}, "MTTR": {m.Recover, want.Recover}, "MTTC": {m.Contain, want.Contain}} {
				if (pair.got == nil) != (pair.want == nil) || pair.got != nil && pair.got.Minutes()-*pair.want > 0.05 || pair.got != nil && *pair.want-pair.got.Minutes() > 0.05 {
					t.Errorf("%s is %v, want %v minutes", label, pair.got, pair.want)
				}
			}
			for _, in.Lang = range []incident.Lang{incident.English, incident.Japanese} {
				golden(t, name, comesBack(t, in), in.Lang)
			}
		})
	}
}

// comesBack generates the document, reads it again, and looks that the checker
// finds nothing in it but what is not written yet.
func comesBack(t *testing.T, in incident.Incident) []byte {
	t.Helper()
	tmpl, err := postmortem.BuiltinTemplate(in.Lang)
	if err != nil {
		t.Fatal(err)
	}
	in.Key = postmortem.ProvisionalKey(in)
	text, err := postmortem.Generate(in, tmpl)
	if err != nil {
		t.Fatal(err)
	}
	d, err := postmortem.Parse("x.md", text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, d.Incident(), cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Errorf("the model differs: %s", diff)
	}
	for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
		switch f.Rule {
		case diagnostic.FrontMatter, diagnostic.SectionMissing, diagnostic.TimelineEmpty, diagnostic.TimelineOrder, diagnostic.LinkBroken, diagnostic.Gate, diagnostic.IgnoreComment:
			t.Errorf("a generated document has %s at line %d: %s", f.Rule, f.Line, f.Message)
		}
	}
	return text
}

// golden compares a document with testdata/golden; UPDATE_SCRIPTS=1 writes it.
func golden(t *testing.T, name string, text []byte, l incident.Lang) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+"."+string(l)+".md")
	if os.Getenv("UPDATE_SCRIPTS") != "" {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(text)); diff != "" {
		t.Errorf("%s differs (-want +got); UPDATE_SCRIPTS=1 writes it anew:\n%s", path, diff)
	}
}

func TestBadTimelinesNameTheirPlace(t *testing.T) {
	head := "title: x\nseverity: SEV2\ntimezone: UTC\nevents:\n  - {at: 2026-01-01T09:00:00Z, kind: detection, text: a}\n"
	for _, c := range []struct{ name, src, want string }{
		{"unknown key", head + "foo: 1\n", "t.yaml:6:1: unknown key"},
		{"unknown kind", head + "  - {at: 2026-01-01T09:01:00Z, kind: guess, text: a}\n", "t.yaml:6:38: there is no kind of event \"guess\""},
		{"backwards", head + "  - {at: 2026-01-01T08:01:00Z, kind: note, text: a}\n", "t.yaml:6:10: 2026-01-01T08:01:00Z is earlier"},
		{"no such day", head + "  - {at: 2026-02-30T08:01:00Z, kind: note, text: a}\n", "is not a time of the calendar"},
		{"no zone", "title: x\nseverity: SEV1\nevents:\n  - {at: 2026-01-01T09:00:00, kind: note, text: a}\n", "t.yaml:4:10: \"2026-01-01T09:00:00\" has no offset"},
		{"binary", "\x00\x01", "t.yaml:1:1: this is a binary file"},
		{"Shift_JIS", "title: x\ntitle: \x8c\x88\x8d\xcf", "t.yaml:2:8: byte 0x8c is not UTF-8; save the file as UTF-8"},
		{"empty", "", "t.yaml:1:1: the file has no keys"},
	} {
		_, err := timeline.Parse("t.yaml", []byte(c.src))
		if err == nil || !strings.Contains(err.Error(), c.want) || incident.CodeOf(err) != incident.Invalid {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
