package tracker

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/faultpoint"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// LoadFile reads a postmortem file.
func LoadFile(path string) (*postmortem.Document, error) {
	src, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	return postmortem.Parse(path, src)
}

// Unreadable says of a file or folder that could not be opened what is wrong with it
// and what to do; the system's own sentence is kept where neither is known.
func Unreadable(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return incident.Tell(incident.Invalid, "%s: there is no such file or folder; check the name, and in which folder you are", "%s: ファイルもフォルダーもありません。名前と現在のフォルダーを確認してください", path)
	case errors.Is(err, fs.ErrPermission):
		return incident.Tell(incident.Invalid, "%s: you have no permission to read it; change its permissions, or run this as a user who has it", "%s: 読み取る権限がありません。権限を変更するか、読み取れるユーザーで実行してください", path)
	}
	return incident.Tell(incident.Invalid, "%s: cannot be read: %w", "%s: 読み取れません: %w", path, err)
}

// saveFile writes a postmortem in place of what was loaded. A file that
// somebody else changed in the meantime is left alone.
func saveFile(d *postmortem.Document, text []byte) error {
	now, err := os.ReadFile(d.Path)
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot read the postmortem again: %w", "ポストモーテムを再度読み取れません: %w", err)
	}
	if !bytes.Equal(now, d.Source) {
		return incident.Tell(incident.Refused, "%s was changed by somebody else in the meantime; run it again", "%s はその間にほかの人が変更しました。もう一度実行してください", d.Path)
	}
	return WriteFile(d.Path, text)
}

// WriteFile puts a whole file in place at once, or leaves what was there.
func WriteFile(path string, data []byte) error {
	return writeWhole(path, 0o644, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// writeWhole puts a file in place at once when write has written all of it, or
// leaves what was there. A new file gets the mode.
func writeWhole(path string, mode os.FileMode, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	faultpoint.Here("before writing " + filepath.Base(path))
	sweep(filepath.Dir(path))
	var err error
	for try := 1; try <= 5; try++ {
		// Another run may have taken the temporary file for one that was left.
		if err = writeBeside(path, mode, write); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot write %s: %w", "%s に書き込めません: %w", path, err)
	}
	if folder, err := os.Open(filepath.Dir(path)); err == nil {
		_ = folder.Sync() // so that the new name survives a power cut; not every system can
		_ = folder.Close()
	}
	faultpoint.Here("after writing " + filepath.Base(path))
	return nil
}
