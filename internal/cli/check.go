package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

func checkCommand(streams IO) *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use: "check PATH…|-", Short: "Check postmortems", Args: cobra.MinimumNArgs(1),
		Example: "  pmtracker check docs/postmortems\n  pmtracker check --format json - < postmortem.md",
		RunE:    func(_ *cobra.Command, args []string) error { return runCheck(streams, format, args) },
	}
	cmd.Flags().StringVar(&format, "format", format, "text or json")
	return cmd
}

func runCheck(streams IO, format string, args []string) error {
	write := diagnostic.WriteText
	if format == "json" {
		write = diagnostic.WriteJSON
	} else if format != "text" {
		return incident.Errorf(incident.Invalid, "there is no format %q; use text or json", format)
	}
	paths, err := markdownFiles(args)
	if err != nil {
		return err
	}
	files, unreadable := checkFiles(paths, streams)
	if err := write(streams.Out, files); err != nil {
		return err
	}
	if unreadable == nil && diagnostic.Count(files).Errors > 0 {
		return errFound
	}
	return unreadable
}

// checkFiles judges the files on all cores and gives what was found in their
// order. A file that cannot be read is told and does not stop the others.
func checkFiles(paths []string, streams IO) (files []diagnostic.File, unreadable error) {
	checked := make([]diagnostic.File, len(paths))
	failed := make([]error, len(paths))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(paths); i = int(next.Add(1)) - 1 {
				checked[i], failed[i] = checkFile(paths[i], streams)
			}
		})
	}
	workers.Wait()
	files = []diagnostic.File{}
	for i, err := range failed {
		if err != nil {
			fmt.Fprintln(streams.Err, err)
			unreadable = incident.Errorf(incident.Invalid, "not every file could be read")
			continue
		}
		files = append(files, checked[i])
	}
	return files, unreadable
}

func checkFile(path string, streams IO) (diagnostic.File, error) {
	src, err := readFile(path, streams.In)
	if err != nil {
		return diagnostic.File{}, err
	}
	d, err := postmortem.Parse(path, src)
	if err != nil {
		return diagnostic.File{}, err
	}
	result := postmortem.Check(d, postmortem.CheckOptions{Exists: func(p string) bool {
		_, err := os.Stat(p)
		return err == nil
	}})
	return diagnostic.File{Path: path, Incident: d.Front.Incident, Status: string(d.Front.Status), Diagnostics: result.Diagnostics, Source: src}, nil
}

// markdownFiles walks directories; files that are named are taken as they are.
func markdownFiles(args []string) ([]string, error) {
	var paths []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if arg == "-" || err == nil && !info.IsDir() {
			paths = append(paths, arg)
			continue
		}
		if err != nil {
			return nil, incident.Errorf(incident.Invalid, "cannot read the path: %w", err)
		}
		err = filepath.WalkDir(arg, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && strings.HasSuffix(path, ".md") {
				paths = append(paths, path)
			}
			return err
		})
		if err != nil {
			return nil, incident.Errorf(incident.Invalid, "cannot walk the folder: %w", err)
		}
	}
	return paths, nil
}
