package jobs_test

import (
	"context"
	"errors"
	"log/slog"
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
