package tracker

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// SkipsFolder tells whether a folder of this name within that of the postmortems is not
// looked into: a hidden one, or what npm installs.
func SkipsFolder(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules"
}

// LoadFolder reads the postmortems of a folder and the folders in it, on all
// cores, in the order of their paths. Markdown files that name no incident and
// hold no action item (a README, the index page) are left out. A link that leads
// out of the folder is not followed. The error joins what could not be read; the
// other documents come all the same. team is the zone of the times that say none.
func LoadFolder(ctx context.Context, dir string, team *time.Location) ([]*postmortem.Document, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, Unreadable(dir, err)
	}
	defer root.Close()
	var names []string
	err = fs.WalkDir(root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return Unreadable(filepath.Join(dir, filepath.FromSlash(name)), err)
		case !e.IsDir() && strings.HasSuffix(name, ".md"):
			names = append(names, name)
		case e.IsDir() && name != "." && SkipsFolder(path.Base(name)):
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return loadAll(ctx, root, dir, names, team)
}

// LoadFolders reads the postmortems of several folders, as LoadFolder does of one.
func LoadFolders(ctx context.Context, dirs []string, team *time.Location) ([]*postmortem.Document, error) {
	var docs []*postmortem.Document
	var failed []error
	for _, dir := range dirs {
		some, err := LoadFolder(ctx, dir, team)
		if err != nil {
			failed = append(failed, err)
		}
		docs = append(docs, some...)
	}
	switch {
	case ctx.Err() != nil:
		return nil, failed[len(failed)-1]
	case len(failed) == 1:
		return docs, failed[0]
	case len(failed) > 1:
		return docs, incident.Errorf(incident.Invalid, "%w", errors.Join(failed...))
	}
	return docs, nil
}

// loadAll reads files below a root on all cores and keeps their order.
func loadAll(ctx context.Context, root *os.Root, dir string, names []string, team *time.Location) ([]*postmortem.Document, error) {
	docs := make([]*postmortem.Document, len(names))
	failed := make([]error, len(names))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(names) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				docs[i], failed[i] = loadBelow(root, dir, names[i], team)
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return nil, incident.Tell(incident.Unavailable, "stopped while reading %s", "%s の読み取り中に中断されました", dir)
	}
	var found []*postmortem.Document
	for _, d := range docs {
		if d != nil && isPostmortem(d) {
			found = append(found, d)
		}
	}
	if err := errors.Join(failed...); err != nil {
		return found, incident.Errorf(incident.Invalid, "%w", err)
	}
	return found, nil
}

func loadBelow(root *os.Root, dir, name string, team *time.Location) (*postmortem.Document, error) {
	src, err := root.ReadFile(name)
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "cannot read the postmortem %s: %w", "ポストモーテム %s を読み取れません: %w", filepath.Join(dir, name), err)
	}
	return postmortem.ParseIn(filepath.Join(dir, name), src, team)
}

func isPostmortem(d *postmortem.Document) bool {
	return (d.Front.Incident != "" || len(d.Items) > 0) && !IsIndexPage(d.Source)
}

// KeyOf names the incident of a document: the key in its front matter, else the
// name of its file.
func KeyOf(d *postmortem.Document) string {
	if d.Front.Incident != "" {
		return d.Front.Incident
	}
	return strings.TrimSuffix(filepath.Base(d.Path), ".md")
}
