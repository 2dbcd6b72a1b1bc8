package tracker

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// sentFiles is the tickets.Ledger of those who work on files: a file for each
// account, under a lock. It lies in the user's cache and not beside the documents,
// where it would stay for an hour after each run; the runs in one folder (that of
// .pmtracker.yaml, else the working folder) share it. Other checkouts, and the jobs
// of a CI whose cache is empty, do not: should they together meet the limit, it is
// waited for as the provider says.
type sentFiles struct {
	folder string
	scope  string
	memory tickets.Ledger // also where nothing can be kept: a limit is then met, and waited for
}

// SentBeside gives the ledger of the runs under a configuration.
func SentBeside(c config.Config) tickets.Ledger {
	memory := tickets.NewLedger()
	cache, err := os.UserCacheDir()
	if err != nil {
		return memory
	}
	scope := filepath.Dir(c.Path)
	if c.Path == "" {
		if scope, err = os.Getwd(); err != nil {
			return memory
		}
	}
	return &sentFiles{filepath.Join(cache, "pmtracker", "sent"), scope, memory}
}

// Use changes what is kept of an account.
func (s *sentFiles) Use(ctx context.Context, account string, change func([]time.Time) []time.Time) error {
	if os.MkdirAll(s.folder, 0o700) != nil {
		return s.memory.Use(ctx, account, change)
	}
	sum := sha256.Sum256([]byte(account + "\x00" + s.scope))
	path := filepath.Join(s.folder, hex.EncodeToString(sum[:12])+".json")
	lock := flock.New(path + ".lock")
	if held, err := lock.TryLockContext(ctx, 5*time.Millisecond); err != nil || !held {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return s.memory.Use(ctx, account, change)
	}
	defer func() { _ = lock.Close() }()
	var sent []time.Time
	if text, err := os.ReadFile(path); err == nil && json.Unmarshal(text, &sent) != nil {
		sent = nil // a file of another kind, or cut off by a crash
	}
	var text bytes.Buffer
	if err := json.NewEncoder(&text).Encode(change(sent)); err != nil {
		return err
	}
	// Not synced, and no reason not to open a ticket where it cannot be written:
	// a limit that is met all the same is waited for.
	_ = os.WriteFile(path, text.Bytes(), 0o600)
	return nil
}
