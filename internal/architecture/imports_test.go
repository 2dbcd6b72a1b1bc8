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
		"eval", "corpus",
		"cli", "web", "inbox", "webhook", "api", "mcp", "lsp", "action",
		"explain", "tracker", "jobs", "store", "search", "digest", "notify", "kpi", "imports", "config", "report",
		"timeline", "postmortem", "tickets", "standin", "faultpoint", "prose", "markdown", "diagnostic", "chart", "incident", "columns", "terminal",
	}
}

// TestImportsPointInwards reads the import graph and fails when an arrow points
// the wrong way. The word judgement and the domain import nothing of the project.
func TestImportsPointInwards(t *testing.T) {
	rank := map[string]int{}
	for i, l := range layers() {
		rank[l] = i + 1
	}
	seen := 0
	for from, targets := range readImports(t) {
		for to := range targets {
			seen++
			if rank[from] == 0 || rank[to] == 0 {
				t.Errorf("%s → %s: a package is not in the list of layers", from, to)
			} else if rank[to] < rank[from] || from == "prose" || from == "incident" {
				t.Errorf("%s must not import %s", from, to)
			}
		}
	}
	if seen < 20 {
		t.Fatalf("only %d imports were read; the walk is wrong", seen)
	}
}

// readImports gives which part of internal/ imports which other, tests left out.
func readImports(t *testing.T) map[string]map[string]bool {
	t.Helper()
	const module = "github.com/pmtracker/pmtracker/internal/"
	imports := map[string]map[string]bool{}
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
			if to := strings.Split(name, "/")[0]; ok && to != from {
				if imports[from] == nil {
					imports[from] = map[string]bool{}
				}
				imports[from][to] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
