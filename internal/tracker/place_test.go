package tracker

import (
	"os"
	"path/filepath"
	"testing"
)

func TestATicketNamesAFileAsItsRepositoryDoes(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "docs", "postmortems", "a.md")
	for _, d := range []string{filepath.Dir(file), filepath.Join(dir, ".git")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := filepath.ToSlash(inRepository(file)); got != "docs/postmortems/a.md" {
		t.Errorf("an absolute path: %s", got)
	}
	t.Chdir(filepath.Join(dir, "docs"))
	if got := filepath.ToSlash(inRepository("postmortems/a.md")); got != "docs/postmortems/a.md" {
		t.Errorf("from a folder below: %s", got)
	}
	if got := inRepository("INC-2026-0042"); got != "INC-2026-0042" {
		t.Errorf("no file: %s", got)
	}
}
