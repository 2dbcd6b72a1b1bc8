package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/explain"
	"github.com/pmtracker/pmtracker/internal/incident"
)

const pages = "../../../docs/rules"

// TestPagesAreThoseOfThisBuild fails when a rule, a message or a source changed
// and the pages did not: run go generate ./internal/explain.
func TestPagesAreThoseOfThisBuild(t *testing.T) {
	dir := t.TempDir()
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if want := 2 * (len(explain.Names()) + 1); len(made) != want {
		t.Errorf("%d pages, want %d", len(made), want)
	}
	for _, e := range made {
		want, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		have, err := os.ReadFile(filepath.Join(pages, e.Name()))
		if err != nil || !bytes.Equal(have, want) {
			t.Errorf("docs/rules/%s is not that of this build (%v): run go generate ./internal/explain", e.Name(), err)
		}
	}
	committed, err := filepath.Glob(filepath.Join(pages, "*.md"))
	if err != nil || len(committed) != len(made) {
		t.Errorf("docs/rules has %d pages, this build makes %d (%v)", len(committed), len(made), err)
	}
}

// TestExamples: each bad example is found by its rule, each good one is silent
// under every rule of the checker.
func TestExamples(t *testing.T) {
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		for _, name := range explain.Names() {
			t.Run(name+"."+string(l), func(t *testing.T) {
				blocks, err := read(name, l)
				if err != nil {
					t.Fatal(err)
				}
				bad, good := 0, 0
				for _, b := range blocks {
					if !b.example {
						continue
					}
					found, others, err := judge(name, b.text, l)
					if err != nil {
						t.Fatalf("%v\n%s", err, b.text)
					}
					switch {
					case b.good:
						good++
						if whole := strings.HasPrefix(b.text, "# "); len(found) > 0 || others > 0 && !whole {
							t.Errorf("the good example is not silent: %v and %d others\n%s", found, others, b.text)
						}
					default:
						bad++
						if len(found) == 0 {
							t.Errorf("the bad example is not found\n%s", b.text)
						}
					}
				}
				if bad == 0 || good == 0 {
					t.Errorf("%d bad and %d good examples; want one of each", bad, good)
				}
			})
		}
	}
}
