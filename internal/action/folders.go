package action

import (
	"io/fs"
	"path"
	"path/filepath"
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

// real gives the folders as git knows them: of a symbolic link the folder to which it leads,
// since git tells no change under the name of the link. They are in order, each of them once.
func (j *Job) real(folders []string) []string {
	var real []string
	for _, f := range folders {
		if j.isLinked(f) {
			f = j.leadsTo(f)
		}
		real = append(real, f)
	}
	slices.Sort(real)
	return slices.Compact(real)
}

// withLinked gives the names of folders, and with them those of the present folders that no
// name means by itself: names are of links that lead there.
func withLinked(names, present []string) []string {
	all := slices.Clone(names)
	for _, f := range present {
		if !inFolders(path.Join(f, indexPage), names) {
			all = append(all, f)
		}
	}
	return all
}

// isLinked tells whether a symbolic link stands on the way to a folder.
func (j *Job) isLinked(folder string) bool {
	for at := folder; at != "."; at = path.Dir(at) {
		if info, err := j.root.Lstat(at); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// leadsTo gives the folder of the repository to which links lead; the name as it is where
// nobody can tell.
func (j *Job) leadsTo(folder string) string {
	root, err := filepath.EvalSymlinks(j.dir)
	to, e := filepath.EvalSymlinks(filepath.Join(j.dir, folder))
	if err != nil || e != nil {
		return folder
	}
	rel, err := filepath.Rel(root, to)
	if err != nil {
		return folder
	}
	return filepath.ToSlash(rel)
}

// isBelow tells whether a file is in a folder, or in one that a pattern means.
func isBelow(name, folder string) bool {
	_, ok := tracker.Below(name, folder)
	return ok
}

// isCheckout tells whether the workspace is a repository of git.
func (j *Job) isCheckout() bool {
	_, err := j.root.Lstat(".git")
	return err == nil
}

func noCheckout() error {
	return incident.Tell(incident.Invalid, "the repository is not checked out in the workspace of the job, so there is nothing to look at; run actions/checkout before, without path:",
		"ジョブのワークスペースにリポジトリがチェックアウトされていないため、確認するものがありません。先に actions/checkout を path: なしで実行してください")
}

// present gives the folders of the checkout, with patterns and links written out. One that
// was named and is not there is refused: a slip of the pen would have the gate
// judge nothing and the digest see nothing overdue, for ever. The folder that
// nobody had to name comes with the first postmortem; until then a notice says so.
func (j *Job) present(c config.Config, changes []change) ([]string, error) {
	var there []string
	for _, f := range j.folders(c) {
		found := tracker.NamedFolders(j.root.FS(), f)
		if len(found) == 0 && !j.isCheckout() {
			return nil, noCheckout()
		}
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
	return j.real(there), nil
}
