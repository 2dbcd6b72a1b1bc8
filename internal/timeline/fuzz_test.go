package timeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/timeline"
)

// FuzzParse: no file makes Parse panic; an error is Invalid and names the file;
// what was read can be written in both languages, and read again with every
// event and action item.
func FuzzParse(f *testing.F) {
	paths, err := filepath.Glob("../../testdata/corpus/timelines/*.yaml")
	if err != nil || len(paths) == 0 {
		f.Fatalf("%v, %v", paths, err)
	}
	for _, p := range paths {
		src, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte(`{"title":"x","severity":"SEV1","timezone":"Asia/Tokyo","events":[{"at":"2026-03-01T09:00","kind":"note","actor":"佐藤 亜希子","text":"佐藤さん"}]}`))
	f.Add([]byte("title: &a x\nseverity: *a\nevents: [[[[]]]]\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		in, err := timeline.Parse("t.yaml", src)
		if err != nil {
			if incident.CodeOf(err) != incident.Invalid || !strings.HasPrefix(err.Error(), "t.yaml:") {
				t.Fatalf("the error is not one with its place: %v", err)
			}
			return
		}
		for _, in.Lang = range []incident.Lang{incident.English, incident.Japanese} {
			tmpl, err := postmortem.BuiltinTemplate(in.Lang)
			if err != nil {
				t.Fatal(err)
			}
			text, err := postmortem.Generate(in, tmpl)
			if err != nil {
				t.Fatal(err)
			}
			d, err := postmortem.Parse("x.md", text)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if len(d.Events()) != len(in.Events) || len(d.Items) != len(in.ActionItems) {
				t.Fatalf("%d events and %d items came back, want %d and %d\n%s", len(d.Events()), len(d.Items), len(in.Events), len(in.ActionItems), text)
			}
		}
	})
}
