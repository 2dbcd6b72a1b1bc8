package tracker

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// namesFile tells whether a TARGET of the actor means a file.
func (a Actor) namesFile(target string) bool { return a.Files && IsFile(target) }

// IsFile tells whether a TARGET means a file rather than the key of an incident
// in the database: it has a folder or a file's ending, is "-", or is there.
func IsFile(target string) bool {
	if target == "-" || strings.ContainsAny(target, `/\`) ||
		slices.Contains([]string{".md", ".markdown", ".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(target))) {
		return true
	}
	_, err := os.Stat(target)
	return err == nil
}
