package jobs_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/jobs"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// nodeDSN in the environment makes this test program a node whose job hangs.
const nodeDSN = "PMTRACKER_TEST_NODE"

func TestMain(m *testing.M) {
	jobs.ShortLease()
	if dsn := os.Getenv(nodeDSN); dsn != "" {
		fmt.Fprintln(os.Stderr, hang(dsn))
		os.Exit(1)
	}
	storetest.Main(m)
}

// hang runs a node whose job says that it has begun and does not end.
func hang(dsn string) error {
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		return err
	}
	_, err = jobs.Start(context.Background(), s, slog.New(slog.DiscardHandler), []jobs.Job{{Name: "work", Every: time.Second, Run: func(ctx context.Context) error {
		fmt.Println("begun")
		<-ctx.Done()
		return ctx.Err()
	}}})
	if err == nil {
		select {}
	}
	return err
}

// TestAKilledNodeTakesNoJobWithIt kills a node in the middle of a job: the other
// one does it soon, and again, though the engine still holds that it runs.
func TestAKilledNodeTakesNoJobWithIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), nodeDSN+"="+dsn)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "begun\n" {
			t.Fatalf("%q %v", line, err)
		}
		var runs atomic.Int64
		engine, err := jobs.Start(t.Context(), storetest.Open(t, dsn), slog.New(slog.DiscardHandler), []jobs.Job{
			{Name: "work", Every: time.Second, Run: func(context.Context) error { runs.Add(1); return nil }},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		eventually(t, "the other node does the job", func() bool { return runs.Load() >= 2 })
		(&node{engine: engine}).stop(t)
	})
}
