package action

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// folders gives where postmortems are, relative to the repository. One may be a
// pattern of path.Match, as in services/*/postmortems.
func (j *Job) folders(c config.Config) []string {
	var folders []string
	for _, p := range strings.FieldsFunc(cmp.Or(j.input("path", ""), c.Postmortems, config.DefaultPostmortems), func(r rune) bool { return r == '\n' || r == ',' }) {
		if p = cleanFolder(p); p != "" {
			folders = append(folders, p)
		}
	}
	return folders
}

// cleanFolder writes a folder as git does, "." for the whole repository; empty:
// there is none.
func cleanFolder(p string) string {
	if p = strings.TrimSpace(p); p == "" {
		return ""
	}
	return path.Clean(strings.TrimLeft(p, "/"))
}

// inFolders tells whether a file of the repository is one that counts.
func inFolders(name string, folders []string) bool {
	return strings.HasSuffix(name, ".md") && slices.ContainsFunc(folders, func(f string) bool {
		inner, ok := below(name, f)
		return ok && !isSkipped(path.Dir(inner))
	})
}

// isSkipped tells whether a folder within one of the postmortems, as seen from there, is
// left out when that one is read.
func isSkipped(inner string) bool {
	return inner != "." && slices.ContainsFunc(strings.Split(inner, "/"), tracker.SkipsFolder)
}

// anyDepth is what other tools take for folders of any depth. path.Match takes it
// for one step, and would leave out most of what was meant.
const anyDepth = "**"

// below tells whether a file is in a folder, or in one that a pattern means, and gives its
// name as seen from there.
func below(name, folder string) (inner string, ok bool) {
	if folder == "." || name == folder {
		return name, true
	}
	if inner, ok := strings.CutPrefix(name, folder+"/"); ok {
		return inner, true
	}
	steps := strings.Split(name, "/")
	n := strings.Count(folder, "/") + 1
	if len(steps) <= n || strings.Contains(folder, anyDepth) {
		return "", false
	}
	ok, err := path.Match(folder, strings.Join(steps[:n], "/"))
	return strings.Join(steps[n:], "/"), ok && err == nil
}

// isBelow tells whether a file is in a folder, or in one that a pattern means.
func isBelow(name, folder string) bool {
	_, ok := below(name, folder)
	return ok
}

// present gives the folders of the checkout, with patterns written out. One that
// was named and is not there is refused: a slip of the pen would have the gate
// judge nothing and the digest see nothing overdue, for ever. The folder that
// nobody had to name comes with the first postmortem; until then a notice says so.
func (j *Job) present(c config.Config, changes []change) ([]string, error) {
	var there []string
	for _, f := range j.folders(c) {
		found := j.written(f)
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

// written gives the folders of the checkout that one of the list means.
func (j *Job) written(folder string) []string {
	isNone := func(f string) bool {
		info, err := j.root.Stat(f)
		return err != nil || !info.IsDir()
	}
	if !isNone(folder) {
		return []string{folder}
	}
	found, err := fs.Glob(j.root.FS(), folder)
	if err != nil || strings.Contains(folder, anyDepth) { // no pattern that can be read
		return nil
	}
	return slices.DeleteFunc(found, isNone)
}

// outermost gives those of the folders that are not in another of them and read with it.
func outermost(folders []string) []string {
	return slices.DeleteFunc(slices.Clone(folders), func(f string) bool {
		return slices.ContainsFunc(folders, func(other string) bool {
			inner, inside := below(f, other)
			return inside && f != other && !isSkipped(inner)
		})
	})
}
