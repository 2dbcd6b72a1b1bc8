package tracker

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// onlyOfIncident refuses a postmortem in the team's folders where another file is of the same
// incident: tickets are found again by incident and item, so that both would share
// them. A file outside of those folders is somebody's draft or copy.
func (t *Tracker) onlyOfIncident(d *postmortem.Document) error {
	if d.Front.Incident == "" {
		return nil
	}
	folders := PostmortemFolders(t.Config, filepath.Dir(t.Config.Path))
	if !slices.ContainsFunc(folders, func(f string) bool { return holds(f, d.Path) }) {
		return nil
	}
	for _, folder := range folders {
		if err := onlyIn(folder, d); err != nil {
			return err
		}
	}
	return nil
}

// holds tells whether a file is in a folder or in one within it.
func holds(folder, file string) bool {
	root, err := filepath.Abs(folder)
	here, e := filepath.Abs(file)
	if err != nil || e != nil {
		return false
	}
	inner, err := filepath.Rel(root, here)
	return err == nil && !strings.HasPrefix(inner, "..")
}

// onlyIn refuses a postmortem where another file of a folder is of the same incident. A
// folder that is not there holds none.
func onlyIn(folder string, d *postmortem.Document) error {
	here, err := filepath.Abs(d.Path)
	if err != nil {
		return incident.Errorf(incident.Invalid, "%s: %w", d.Path, err)
	}
	root, err := filepath.Abs(folder)
	if err != nil {
		return incident.Errorf(incident.Invalid, "%s: %w", folder, err)
	}
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return Unreadable(path, err)
		case e.IsDir() && path != root && SkipsFolder(e.Name()):
			return fs.SkipDir
		case e.IsDir() || path == here || !strings.HasSuffix(path, ".md"):
			return nil
		}
		return notOf(d, path, filepath.Join(folder, strings.TrimPrefix(path, root)))
	})
}

// notOf refuses a file that is of the same incident as a postmortem, whatever case its key
// is written in: searches for tickets know none. Only one that
// has the key somewhere is read as a postmortem. What cannot be read is no matter of
// this one.
func notOf(d *postmortem.Document, path, name string) error {
	src, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(bytes.ToLower(src), bytes.ToLower([]byte(d.Front.Incident))) {
		return nil
	}
	other, err := postmortem.Parse(path, src)
	if err != nil || !strings.EqualFold(other.Front.Incident, d.Front.Incident) || IsIndexPage(src) {
		return nil
	}
	if other.Lang != d.Lang {
		return incident.Tell(incident.Refused, "%s and %s are of %s in two languages, and would share its tickets, so nothing was created; keep the translation outside of the folders of the postmortems",
			"%s と %s は言語の異なる %s のポストモーテムで、チケットを共有してしまうため、何も作成していません。翻訳した方を、ポストモーテムのフォルダーの外に置いてください", d.Path, name, d.Front.Incident)
	}
	return incident.Tell(incident.Refused, "%s and %s are both of %s, and would share its tickets, so nothing was created; give one of them its own incident: or remove it",
		"%s と %s はどちらも %s のポストモーテムで、チケットを共有してしまうため、何も作成していません。一方に別の incident: を付けるか、削除してください", d.Path, name, d.Front.Incident)
}
