package architecture

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the picture into docs/ARCHITECTURE.md")

const (
	pictureFile = "../../docs/ARCHITECTURE.md"
	pictureHead = "```mermaid\n"
	pictureTail = "```\n"
)

// TestPictureIsTrue holds the picture of docs/ARCHITECTURE.md against the imports
// of the code. `go test ./internal/architecture -update` draws it anew.
func TestPictureIsTrue(t *testing.T) {
	text, err := os.ReadFile(pictureFile)
	if err != nil {
		t.Fatal(err)
	}
	start := bytes.Index(text, []byte(pictureHead))
	if start < 0 {
		t.Fatalf("%s has no picture", pictureFile)
	}
	end := start + len(pictureHead) + bytes.Index(text[start+len(pictureHead):], []byte(pictureTail))
	want := pictureHead + picture(readImports(t))
	if string(text[start:end]) == want {
		return
	}
	if !*update {
		t.Fatalf("the picture in %s is out of date; run: go test ./internal/architecture -update", pictureFile)
	}
	if err := os.WriteFile(pictureFile, slices.Concat(text[:start], []byte(want), text[end:]), 0o644); err != nil {
		t.Fatal(err)
	}
}

// picture draws the imports from the outside inwards. An arrow that a longer way
// already shows is left out.
func picture(imports map[string]map[string]bool) string {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for _, from := range slices.Sorted(maps.Keys(imports)) {
		for _, to := range slices.Sorted(maps.Keys(imports[from])) {
			if !reachesOtherwise(imports, from, to) {
				fmt.Fprintf(&b, "  %s --> %s\n", from, to)
			}
		}
	}
	return b.String()
}

// reachesOtherwise tells whether a way from one package to another leads through
// a third one.
func reachesOtherwise(imports map[string]map[string]bool, from, to string) bool {
	seen := map[string]bool{}
	var reaches func(at string) bool
	reaches = func(at string) bool {
		if at == to {
			return true
		}
		if seen[at] {
			return false
		}
		seen[at] = true
		for next := range imports[at] {
			if reaches(next) {
				return true
			}
		}
		return false
	}
	for next := range imports[from] {
		if next != to && reaches(next) {
			return true
		}
	}
	return false
}

// TestEachPackageHasItsIdea: the table of packages names each of them.
func TestEachPackageHasItsIdea(t *testing.T) {
	text, err := os.ReadFile("../../docs/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| package | idea |")
	folders, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if f.IsDir() && !strings.Contains(table, "`"+f.Name()+"`") {
			t.Errorf("the table in docs/ARCHITECTURE.md has no word about %s", f.Name())
		}
	}
}
