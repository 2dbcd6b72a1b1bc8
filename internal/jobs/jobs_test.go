package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/jobs"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// node is one node with two jobs: one that counts, and one that always fails.
type node struct {
	engine  *jobs.Engine
	runs    atomic.Int64
	failing atomic.Int64
}

func start(t *testing.T, s *store.Store, running *atomic.Int64) *node {
	t.Helper()
	n := &node{}
	var err error
	n.engine, err = jobs.Start(context.Background(), s, slog.New(slog.DiscardHandler), []jobs.Job{
		{Name: "count", Every: time.Second, Run: func(context.Context) error {
			if running.Add(1) > 1 {
				t.Error("the job runs twice at once")
			}
			n.runs.Add(1)
			running.Add(-1)
			return nil
		}},
		{Name: "fail", Every: time.Second, Run: func(context.Context) error { n.failing.Add(1); return errors.New("it always does") }},
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *node) stop(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := n.engine.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(90 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never: " + what)
		}
	}
}

// TestTwoNodes: jobs run again and again, also those that fail; they go on when
// the node that kept the schedule ends, and no job runs twice at once.
func TestTwoNodes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		var running atomic.Int64
		first := start(t, storetest.Open(t, dsn), &running)
		eventually(t, "the first node runs jobs", func() bool { return first.runs.Load() >= 2 && first.failing.Load() >= 2 })
		second := start(t, storetest.Open(t, dsn), &running)
		first.stop(t)
		after := second.runs.Load()
		eventually(t, "the second node keeps the schedule", func() bool { return second.runs.Load() >= after+2 && second.failing.Load() >= 1 })
		ended := first.runs.Load()
		second.stop(t)
		if first.runs.Load() != ended {
			t.Error("a node that was stopped still works")
		}
	})
}

// TestNodesStartTogether: any number of nodes begin on a fresh database at once.
func TestNodesStartTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		var starting sync.WaitGroup
		for range 4 {
			starting.Go(func() {
				s, err := store.Open(t.Context(), dsn)
				if err != nil {
					t.Error(err)
					return
				}
				defer func() { _ = s.Close() }()
				engine, err := jobs.Start(t.Context(), s, slog.New(slog.DiscardHandler), nil)
				if err != nil {
					t.Error(err)
					return
				}
				(&node{engine: engine}).stop(t)
			})
		}
		starting.Wait()
	})
}

// TestWhatFailsIsLogged: a job that fails says why, once for one reason.
func TestWhatFailsIsLogged(t *testing.T) {
	var said lines
	var runs atomic.Int64
	engine, err := jobs.Start(t.Context(), storetest.Open(t, storetest.SQLite(t)), slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelWarn})), []jobs.Job{
		{Name: "fail", Every: time.Second, Run: func(context.Context) error { runs.Add(1); return errors.New("the disk is full") }},
	})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "it ran three times", func() bool { return runs.Load() >= 3 })
	(&node{engine: engine}).stop(t)
	if got := said.text(); strings.Count(got, "the disk is full") != 1 || !strings.Contains(got, "job=fail") {
		t.Errorf("the log: %s", got)
	}
}

type lines struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.String()
}
