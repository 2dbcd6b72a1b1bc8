package action

import (
	"path"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// folders gives where postmortems are, relative to the repository, as tracker.FolderNames
// reads the list.
func (j *Job) folders(c config.Config) []string {
	for _, list := range []string{j.input("path", ""), c.Postmortems} {
		if names := tracker.FolderNames(list); len(names) > 0 {
			return names
		}
	}
	return []string{config.DefaultPostmortems}
}

// inFolders tells whether a file of the repository is one that counts.
func inFolders(name string, folders []string) bool {
	return strings.HasSuffix(name, ".md") && slices.ContainsFunc(folders, func(f string) bool {
		inner, ok := tracker.Below(name, f)
		return ok && !tracker.SkipsWithin(path.Dir(inner))
	})
}

// isBelow tells whether a file is in a folder, or in one that a pattern means.
func isBelow(name, folder string) bool {
	_, ok := tracker.Below(name, folder)
	return ok
}

// present gives the folders of the checkout, with patterns written out. One that
// was named and is not there is refused: a slip of the pen would have the gate
// judge nothing and the digest see nothing overdue, for ever. The folder that
// nobody had to name comes with the first postmortem; until then a notice says so.
func (j *Job) present(c config.Config, changes []change) ([]string, error) {
	var there []string
	for _, f := range j.folders(c) {
		found := tracker.NamedFolders(j.root.FS(), f)
		if len(found) == 0 && !slices.ContainsFunc(changes, func(c change) bool { return isBelow(c.path, f) || c.old != "" && isBelow(c.old, f) }) {
			if f != config.DefaultPostmortems {
				return nil, incident.Tell(incident.Invalid,
					"there is no folder %s in this repository; correct the input path (or postmortems: in .pmtracker.yaml), or commit the first postmortem there (a * stands for one folder's name, ** is not known)",
					"このリポジトリにフォルダー %s はありません。入力 path（または .pmtracker.yaml の postmortems:）を直すか、そこに最初のポストモーテムをコミットしてください（* は1階層の名前を表します。** は使えません）", f)
			}
			notice(j.Out, langOf(c).Say("there is no folder %s yet; nothing was looked at", "フォルダー %s はまだありません。何も確認していません", f))
		}
		there = append(there, found...)
	}
	slices.Sort(there)
	return slices.Compact(there), nil
}
