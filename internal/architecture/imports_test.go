// Package architecture holds the tests of the project's structure.
package architecture

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// layers lists the packages from the outside inwards: each may import only what
// stands further down.
func layers() []string {
	return []string{
		"cli", "web", "api", "mcp", "lsp", "action",
		"tracker", "jobs", "store", "search", "digest", "notify", "kpi", "imports", "config", "report",
		"timeline", "postmortem", "tickets", "standin", "faultpoint", "prose", "diagnostic", "chart", "incident",
	}
}

// TestImportsPointInwards reads the import graph and fails when an arrow points
// the wrong way. The word judgement and the domain import nothing of the project.
func TestImportsPointInwards(t *testing.T) {
	const module = "github.com/pmtracker/pmtracker/internal/"
	rank := map[string]int{}
	for i, l := range layers() {
		rank[l] = i + 1
	}
	seen := 0
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		from := strings.Split(filepath.ToSlash(path), "/")[1]
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			name, ok := strings.CutPrefix(target, module)
			if !ok {
				continue
			}
			seen++
			to := strings.Split(name, "/")[0]
			if rank[from] == 0 || rank[to] == 0 {
				t.Errorf("%s: %s → %s: a package is not in the list of layers", path, from, to)
			} else if from != to && (rank[to] < rank[from] || from == "prose" || from == "incident") {
				t.Errorf("%s: %s must not import %s", path, from, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 20 {
		t.Fatalf("only %d imports were read; the walk is wrong", seen)
	}
}
