package tracker

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/gofrs/flock"

	"github.com/pmtracker/pmtracker/internal/faultpoint"
)

// temporary begins the names of the files that are written to take another's place.
const temporary = ".pmtracker-"

// lockable tells whether a lock says that a file is in use. On Windows it would
// keep us from writing it: there, nothing is swept.
const lockable = runtime.GOOS != "windows"

// writeBeside writes a file beside a path and puts it there. While it is written a
// lock is on it, so that one without a lock is of a run that was killed.
func writeBeside(path string, mode os.FileMode, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), temporary+"*")
	if err != nil {
		return err
	}
	lock := flock.New(f.Name(), flock.SetFlag(os.O_RDWR))
	if lockable {
		_, _ = lock.TryLock() // where a file system knows no locks, sweep gets none either
	}
	err = write(f)
	for _, step := range []func() error{func() error { return f.Chmod(mode) }, f.Sync, f.Close} {
		if e := step(); err == nil {
			err = e
		}
	}
	defer func() { _ = os.Remove(f.Name()) }()
	faultpoint.Here("before the new " + filepath.Base(path) + " takes its place")
	_ = lock.Close() // some systems rename no file that is open
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// sweep removes the temporary files that killed runs left in a folder.
func sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil || !lockable {
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), temporary) || !e.Type().IsRegular() {
			continue
		}
		lock := flock.New(filepath.Join(folder, e.Name()), flock.SetFlag(os.O_RDWR))
		if held, err := lock.TryLock(); err == nil && held {
			_ = os.Remove(lock.Path())
		}
		_ = lock.Close()
	}
}
