package tracker

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/pmtracker/pmtracker/internal/faultpoint"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// intentFolder is where the intents of the documents of a folder are kept, and
// the lock by which one run at a time works on them. It is there only while a
// run is under way or something is in doubt; its own .gitignore keeps it out of
// commits.
const intentFolder = ".pmtracker"

// intentFile is the tickets.Journal of a folder of documents.
type intentFile struct {
	folder string
	lock   *flock.Flock
	sent   map[string]time.Time
}

// openIntents takes the lock of the folder of a document and reads its intents.
// Where another run holds the lock it waits, and says so once.
func openIntents(ctx context.Context, document string, waiting func()) (*intentFile, error) {
	if target, err := filepath.EvalSymlinks(document); err == nil {
		document = target
	}
	f := &intentFile{folder: filepath.Join(filepath.Dir(document), intentFolder), sent: map[string]time.Time{}}
	if err := f.acquire(ctx, waiting); err != nil {
		return nil, err
	}
	sweep(f.folder)
	sweep(filepath.Dir(document))
	if err := f.read(); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

func (f *intentFile) path() string { return filepath.Join(f.folder, "intents.json") }

// acquire takes the lock. The run that had it before may have removed the file
// of the lock: then the lock is on nothing and is taken again.
func (f *intentFile) acquire(ctx context.Context, waiting func()) error {
	for told := false; ; {
		if err := f.makeFolder(); err != nil {
			return err
		}
		f.lock = flock.New(filepath.Join(f.folder, "lock"))
		locked, err := f.lock.TryLock()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return incident.Tell(incident.Invalid, "cannot lock %s: %w", "%s をロックできません: %w", f.folder, err)
		}
		if locked {
			held, err1 := f.lock.Stat()
			there, err2 := os.Stat(f.lock.Path())
			if err1 == nil && err2 == nil && os.SameFile(held, there) {
				return nil
			}
			_ = f.lock.Close()
			continue
		}
		if !told && waiting != nil {
			told = true
			waiting()
		}
		select {
		case <-ctx.Done():
			return incident.Tell(incident.Unavailable, "stopped while waiting for another run that works on %s", "%s を処理中の別の実行を待っている間に中断されました", f.folder)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (f *intentFile) makeFolder() error {
	if err := os.MkdirAll(f.folder, 0o755); err != nil {
		return incident.Tell(incident.Invalid, "cannot keep intents beside the postmortem, so no ticket is opened: %w", "ポストモーテムの隣に起票の記録を残せないため、チケットは起票していません: %w", err)
	}
	for _, name := range []string{f.folder, f.path()} { // one that was committed would choose which file is written
		if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return incident.Tell(incident.Refused, "%s is a symbolic link, so no ticket is opened; remove it", "%s はシンボリックリンクのため、チケットは起票していません。削除してください", name)
		}
	}
	ignore := filepath.Join(f.folder, ".gitignore")
	if _, err := os.Stat(ignore); err == nil {
		return nil
	}
	if err := os.WriteFile(ignore, []byte("*\n"), 0o644); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return incident.Tell(incident.Invalid, "cannot keep intents beside the postmortem, so no ticket is opened: %w", "ポストモーテムの隣に起票の記録を残せないため、チケットは起票していません: %w", err)
	}
	return nil
}

func (f *intentFile) read() error {
	text, err := os.ReadFile(f.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(text, &f.sent)
	}
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot read the intents %s: %w; look at the tickets of this folder, then remove the file", "起票の記録 %s を読み取れません: %w。このフォルダーのチケットを確認してから、そのファイルを削除してください", f.path(), err)
	}
	return nil
}

// close gives the lock back. Where nothing is in doubt the folder goes too.
func (f *intentFile) close() {
	faultpoint.Here("before the lock is given back")
	if len(f.sent) == 0 {
		_ = os.Remove(f.path())
		_ = os.Remove(filepath.Join(f.folder, ".gitignore"))
		_ = os.Remove(f.lock.Path())
		_ = os.Remove(f.folder) // fails while somebody else keeps something in it
	}
	_ = f.lock.Close()
}

// Begin stores the intent and waits until it is on the disk.
func (f *intentFile) Begin(marker string, at time.Time) error {
	f.sent[marker] = at
	return f.write()
}

// End removes the intent, unless it stays in doubt.
func (f *intentFile) End(marker string, inDoubt bool) error {
	if inDoubt {
		return nil
	}
	return f.Drop(marker)
}

// Drop removes the intent.
func (f *intentFile) Drop(marker string) error {
	if _, ok := f.sent[marker]; !ok {
		return nil
	}
	delete(f.sent, marker)
	return f.write()
}

// Intents gives when the last create of each marker was sent.
func (f *intentFile) Intents() map[string]time.Time { return maps.Clone(f.sent) }

func (f *intentFile) write() error {
	text, err := json.MarshalIndent(f.sent, "", "  ")
	if err != nil {
		return incident.Errorf(incident.Internal, "cannot write the intents: %w", err)
	}
	return WriteFile(f.path(), append(text, '\n'))
}
