package tracker_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// writerDSN in the environment makes this test program write events into a
// database until it is killed.
const writerDSN = "PMTRACKER_TEST_WRITER"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(writerDSN); dsn != "" {
		fmt.Fprintln(os.Stderr, writeForEver(dsn))
		os.Exit(1)
	}
	storetest.Main(m)
}

// writeForEver logs events and prints the ID of each once it is committed.
func writeForEver(dsn string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	tr := &tracker.Tracker{Store: s, Now: time.Now}
	in, err := tr.Declare(ctx, akiko, tracker.Declaration{Title: "written by a process that dies", Severity: "SEV4"})
	if err != nil {
		return err
	}
	fmt.Println(in.Key)
	for n := 0; ; n++ {
		e, err := tr.Log(ctx, akiko, in.Key, tracker.Entry{Kind: incident.KindNote, Text: strings.Repeat("x", 1+n%2000)})
		if err != nil {
			return err
		}
		fmt.Println(e.ID)
	}
}

// writer is a process that writes.
type writer struct {
	key string
	ids []string // of events that it says are committed
	err error
}

// runWriter lets a process write until it has committed enough events, kills it
// without warning, and gives what it said.
func runWriter(t *testing.T, dsn string, enough int) *writer {
	t.Helper()
	w := &writer{}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerDSN+"="+dsn)
	out, err := cmd.StdoutPipe()
	must(t, err)
	var talk strings.Builder
	cmd.Stderr = &talk
	must(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if w.key == "" {
			w.key = lines.Text()
			continue
		}
		if w.ids = append(w.ids, lines.Text()); len(w.ids) == enough {
			must(t, cmd.Process.Kill())
		}
	}
	err = cmd.Wait()
	if len(w.ids) < enough {
		w.err = fmt.Errorf("it ended after %d events: %w\n%s", len(w.ids), err, talk.String())
	}
	return w
}

// TestKilledWritersLoseNothing kills two processes that write into one database
// at the same time, without warning. Every event that one of them called
// committed is there, no transaction is there by half, and the next one goes on.
func TestKilledWritersLoseNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		done := make(chan *writer)
		for _, enough := range []int{40, 70} {
			go func() { done <- runWriter(t, dsn, enough) }()
		}
		writers := []*writer{<-done, <-done}
		s := storetest.Open(t, dsn)
		for _, w := range writers {
			must(t, w.err)
			there := map[string]bool{}
			must(t, s.Read(context.Background(), func(tx *store.Tx) error {
				events, err := tx.Events(context.Background(), w.key)
				if err != nil {
					return err
				}
				for _, e := range events {
					there[e.ID] = true
				}
				entries, err := tx.AuditLog(context.Background(), w.key)
				if len(entries) != len(events)-1 { // a declaration writes two events and one entry
					t.Errorf("%d events and %d entries of the audit log", len(events), len(entries))
				}
				return err
			}))
			for _, id := range w.ids {
				if !there[id] {
					t.Errorf("event %s was committed and is lost", id)
				}
			}
		}
		if s.Dialect() == store.SQLite {
			var verdict string
			must(t, s.DB().QueryRow("PRAGMA integrity_check").Scan(&verdict))
			if verdict != "ok" {
				t.Errorf("integrity_check: %s", verdict)
			}
		}
		_, err := newTracker(s).Log(context.Background(), akiko, writers[0].key, tracker.Entry{Kind: incident.KindNote, Text: "it goes on"})
		must(t, err)
	})
}
