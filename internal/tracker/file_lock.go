package tracker

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// lockPatience is how long a run waits for another one that writes into the same
// folder: it takes some milliseconds, more than that is a program that hangs.
const lockPatience = 10 * time.Second

// saveFile writes a postmortem in place of what was loaded. A file that
// somebody else changed in the meantime is left alone.
func saveFile(ctx context.Context, d *postmortem.Document, text []byte) error {
	return ReplaceFile(ctx, d.Path, d.Source, text)
}

// ReplaceFile puts a whole file in place of what it was when it was read; nil: of
// none, or an empty one. One that somebody else changed in the meantime is Refused and left alone: no
// other run of this program comes between the look at it and the writing.
func ReplaceFile(ctx context.Context, path string, was, text []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	unlock, err := lockFolder(ctx, filepath.Dir(path))
	if err != nil {
		return err
	}
	defer unlock()
	var now []byte
	if _, err = os.Stat(path); err == nil {
		now, err = ReadFile(path)
	}
	if err != nil && (was != nil || !errors.Is(err, fs.ErrNotExist)) {
		return incident.Tell(incident.Invalid, "cannot read %s again: %w", "%s を再度読み取れません: %w", path, err)
	}
	if !bytes.Equal(now, was) {
		return incident.Tell(incident.Refused, "%s was changed by somebody else in the meantime; run it again", "%s はその間にほかの人が変更しました。もう一度実行してください", path)
	}
	return WriteFile(path, text)
}

// editFile reads a postmortem and writes what change makes of it. It does both again
// where somebody else saves the file at the same moment. A nil text changes nothing.
func editFile(ctx context.Context, path string, team *time.Location, change func(d *postmortem.Document) ([]byte, error)) error {
	for try := 1; ; try++ {
		d, err := LoadFile(path, team)
		if err != nil {
			return err
		}
		text, err := change(d)
		if err != nil || text == nil {
			return err
		}
		if err = saveFile(ctx, d, text); err == nil || try == 5 || incident.CodeOf(err) != incident.Refused {
			return err
		}
	}
}

// lockFolder keeps other runs of this program from putting files in place in a
// folder. The lock is on the folder itself, so that it outlasts the renaming and
// nothing is left; where there is no such lock, on a file for temporary things. A
// file system that knows no locks gets none.
func lockFolder(ctx context.Context, folder string) (unlock func(), err error) {
	lock := flock.New(folder, flock.SetFlag(os.O_RDONLY))
	if !lockable {
		if whole, err := filepath.Abs(folder); err == nil {
			folder = whole
		}
		sum := sha256.Sum256([]byte(folder))
		lock = flock.New(filepath.Join(os.TempDir(), "pmtracker-"+hex.EncodeToString(sum[:8])+".lock"))
	}
	patient, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	if _, err := lock.TryLockContext(patient, 5*time.Millisecond); patient.Err() != nil && err != nil {
		_ = lock.Close()
		return nil, incident.Tell(incident.Unavailable, "another run writes into %s; run it again: %w", "別の実行が %s に書き込んでいます。もう一度実行してください: %w", folder, err)
	}
	return func() { _ = lock.Close() }, nil
}
