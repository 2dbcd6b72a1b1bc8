package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// foundFile is a file to check, or a place where none can be looked for, and why.
type foundFile struct {
	path string
	err  error
}

// markdownFiles walks directories; files that are named are taken as they are. What
// cannot be read is told among the rest and does not stop it.
func markdownFiles(args []string) []foundFile {
	var files []foundFile
	seen := map[string]bool{}
	add := func(path string, err error) {
		if !seen[path] {
			seen[path] = true
			files = append(files, foundFile{path, err})
		}
	}
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-" || err == nil && !info.IsDir():
			add(arg, nil)
		case err != nil:
			add(arg, tracker.Unreadable(arg, err))
		default:
			walkMarkdown(arg, add)
		}
	}
	return files
}

// walkMarkdown finds the postmortems below a folder. The separator at its end lets
// a link that is named lead into its folder; links below it are not followed.
func walkMarkdown(folder string, add func(path string, err error)) {
	root := strings.TrimRight(folder, string(filepath.Separator)) + string(filepath.Separator)
	_ = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			add(path, tracker.Unreadable(filepath.Clean(path), err))
			if e != nil && e.IsDir() {
				return filepath.SkipDir
			}
		case e.IsDir() && path != root && tracker.SkipsFolder(e.Name()):
			return filepath.SkipDir
		case !e.IsDir() && isPostmortem(e.Name()):
			add(path, nil)
		}
		return nil
	})
}

// isPostmortem tells whether a file of a folder is looked at: Markdown, apart
// from the folder's own description.
func isPostmortem(name string) bool {
	lower := strings.ToLower(name)
	return (strings.HasSuffix(lower, ".md") || strings.HasSuffix(lower, ".markdown")) && !strings.HasPrefix(lower, "readme.")
}
