package tracker

import (
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// place is how a ticket names the postmortem that it was opened from. Whoever
// reads the ticket sits at another machine: a file is named as its repository
// names it, not by where it lies on this disk.
func (t *Tracker) place(d *postmortem.Document) string {
	if t.Place != nil {
		return t.Place(d.Path)
	}
	return filepath.ToSlash(inRepository(d.Path))
}

// inRepository names a file from the root of its repository; one that is in none,
// or is no file, keeps its name.
func inRepository(file string) string {
	abs, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	if _, err := os.Stat(abs); err != nil {
		return file
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			if rel, err := filepath.Rel(dir, abs); err == nil {
				return rel
			}
		}
		if dir == filepath.Dir(dir) {
			return file
		}
	}
}
