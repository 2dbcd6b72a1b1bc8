package tracker

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/pmtracker/pmtracker/internal/faultpoint"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// LoadFile reads a postmortem file; team is the zone of the times that say none, nil: UTC.
func LoadFile(path string, team *time.Location) (*postmortem.Document, error) {
	src, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	return postmortem.ParseIn(path, src, team)
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

// unwritable says why a file could not be written, and what to do, without the name of
// the temporary file.
func unwritable(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return incident.Tell(incident.Invalid, "cannot write %s: %w; make room on the disk and run it again, what was there is as it was", "%s に書き込めません: %w。ディスクに空きを作ってからもう一度実行してください。元の内容はそのままです", path, err)
	case errors.Is(err, fs.ErrPermission):
		return incident.Tell(incident.Invalid, "cannot write %s: %w; change the permissions of its folder, or run this as a user who may", "%s に書き込めません: %w。フォルダーの権限を変更するか、書き込めるユーザーで実行してください", path, err)
	case errors.Is(err, fs.ErrNotExist):
		return incident.Tell(incident.Invalid, "cannot write %s: its folder does not exist; make it first", "%s に書き込めません。フォルダーがありません。先に作成してください", path)
	}
	return incident.Tell(incident.Invalid, "cannot write %s: %w", "%s に書き込めません: %w", path, err)
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
		if !info.Mode().IsRegular() { // its place would be taken: of a device, too
			return incident.Tell(incident.Invalid, "%s is a folder or a device, and not a file; name a file to write", "%s はファイルではなく、フォルダーかデバイスです。書き込むファイルを指定してください", path)
		}
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
		return unwritable(path, err)
	}
	if folder, err := os.Open(filepath.Dir(path)); err == nil {
		_ = folder.Sync() // so that the new name survives a power cut; not every system can
		_ = folder.Close()
	}
	faultpoint.Here("after writing " + filepath.Base(path))
	return nil
}
