package tracker

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
)

// FolderNames gives the folders that a list names, as git writes them, "." for all: with
// commas or line ends between. One may be a pattern of path.Match, as in
// services/*/postmortems.
func FolderNames(list string) []string {
	var names []string
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == '\n' || r == ',' }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, path.Clean(strings.TrimLeft(filepath.ToSlash(name), "/")))
		}
	}
	return names
}

// anyDepth is what other tools take for folders of any depth. path.Match takes it
// for one step, and would leave out most of what was meant.
const anyDepth = "**"

// IsPattern tells whether a name of the list can mean other folders than one of this name.
func IsPattern(name string) bool { return strings.ContainsAny(name, `*?[\`) }

// NamedFolders gives the folders of a tree that a name of the list means. A folder whose
// own name is the pattern is one of them, and takes the place of no other.
func NamedFolders(tree fs.FS, name string) []string {
	var found []string
	if !strings.Contains(name, anyDepth) {
		found, _ = fs.Glob(tree, name) // of a pattern that cannot be read there is none
	}
	found = slices.DeleteFunc(append(found, name), func(f string) bool {
		info, err := fs.Stat(tree, f)
		return err != nil || !info.IsDir()
	})
	slices.Sort(found)
	return slices.Compact(found)
}

// Below tells whether a file is in a folder that a name of the list means, also where that
// is not there, and gives its own name as seen from there.
func Below(file, name string) (inner string, ok bool) {
	if name == "." || file == name {
		return file, file != ".." && !strings.HasPrefix(file, "../")
	}
	if inner, ok := strings.CutPrefix(file, name+"/"); ok {
		return inner, true
	}
	steps := strings.Split(file, "/")
	n := strings.Count(name, "/") + 1
	if len(steps) <= n || strings.Contains(name, anyDepth) {
		return "", false
	}
	ok, err := path.Match(name, strings.Join(steps[:n], "/"))
	return strings.Join(steps[n:], "/"), ok && err == nil
}

// Outermost gives those of the folders that are not in another of them and read with it.
func Outermost(folders []string) []string {
	return slices.DeleteFunc(slices.Clone(folders), func(f string) bool {
		return slices.ContainsFunc(folders, func(other string) bool {
			inner, inside := Below(f, other)
			return inside && f != other && !SkipsWithin(inner)
		})
	})
}

// SkipsWithin tells whether a folder within one of the postmortems, as seen from there, is
// left out when that one is read.
func SkipsWithin(inner string) bool {
	return inner != "." && slices.ContainsFunc(strings.Split(inner, "/"), SkipsFolder)
}

// PostmortemFolders gives the folders in which a team keeps its postmortems, base being the
// folder to which its settings are relative. A name of which there is none is given as it
// is, so that whoever reads it says so.
func PostmortemFolders(c config.Config, base string) []string {
	names := FolderNames(c.Postmortems)
	if len(names) == 0 {
		names = []string{config.DefaultPostmortems}
	}
	var all []string
	for _, name := range names {
		from, rest := base, name
		for rest == ".." || strings.HasPrefix(rest, "../") {
			from, rest = filepath.Join(from, ".."), cmp.Or(strings.TrimPrefix(rest[len(".."):], "/"), ".")
		}
		found := NamedFolders(os.DirFS(from), rest)
		if len(found) == 0 {
			found = []string{rest}
		}
		for _, f := range found {
			all = append(all, path.Join(filepath.ToSlash(from), f))
		}
	}
	slices.Sort(all)
	all = Outermost(slices.Compact(all))
	for i, f := range all {
		all[i] = filepath.FromSlash(f)
	}
	return all
}
