package action

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// put writes a file of the repository where it differs; nil: it is not needed.
func (j *Job) put(name string, text []byte, m *merged) error {
	there, err := j.root.ReadFile(name)
	if text == nil || err == nil && bytes.Equal(there, text) {
		return nil
	}
	if err := replace(j.root, name, text); err != nil {
		return err
	}
	m.touch(name)
	m.lines = append(m.lines, "- "+codeSpan(name))
	return nil
}

// putResult writes a file that an input names, from the checkout on, or as a whole
// path (a folder of the runner's). Inside the checkout the names belong to the pull
// request.
func (j *Job) putResult(name string, text []byte) error {
	dir, err := filepath.Abs(j.dir)
	if err != nil {
		return unwritten(name, err)
	}
	whole := name
	if !filepath.IsAbs(name) {
		whole = filepath.Join(dir, name)
	}
	if rel, err := filepath.Rel(dir, whole); err == nil && filepath.IsLocal(rel) {
		return replace(j.root, filepath.ToSlash(rel), text)
	}
	if err := os.MkdirAll(filepath.Dir(whole), 0o755); err != nil {
		return unwritten(name, err)
	}
	root, err := os.OpenRoot(filepath.Dir(whole))
	if err != nil {
		return unwritten(name, err)
	}
	defer root.Close()
	return replace(root, filepath.Base(whole), text)
}

// replace puts a whole file in place at once, in a folder that is made where there is
// none. A symbolic link on the way is refused:
// who commits one would choose which file is overwritten.
func replace(root *os.Root, name string, text []byte) error {
	for at := name; at != "."; at = path.Dir(at) {
		info, err := root.Lstat(at)
		if err == nil && !info.Mode().IsRegular() && (at == name || !info.IsDir()) {
			return incident.Tell(incident.Refused, "%s is no regular file; nothing is written to it", "%s は通常のファイルではないため、書き込みません", at)
		}
	}
	beside := path.Join(path.Dir(name), ".pmtracker-"+rand.Text())
	_ = root.MkdirAll(path.Dir(name), 0o755) // where there is none then, writing says why
	err := root.WriteFile(beside, text, 0o644)
	if err == nil {
		err = root.Rename(beside, name)
	}
	if err != nil {
		_ = root.Remove(beside)
		return unwritten(name, err)
	}
	return nil
}

func unwritten(name string, err error) error {
	cause := err // without the paths of the error: one is a file beside, of which nobody knows
	if p, l := new(fs.PathError), new(os.LinkError); errors.As(err, &p) {
		cause = p.Err
	} else if errors.As(err, &l) {
		cause = l.Err
	}
	return incident.Tell(incident.Invalid, "cannot write %s: %w; name a file in a folder that the job may write to", "%s に書き込めません: %w。ジョブが書き込めるフォルダーのファイルを指定してください", name, cause)
}
