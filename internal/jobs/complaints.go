package jobs

import (
	"context"
	"errors"
	"log/slog"
	"sync"
)

// complaints logs why jobs fail: the same reason once, however often a job fails by it,
// until it succeeds.
type complaints struct {
	log  *slog.Logger
	mu   sync.Mutex
	last map[runArgs]string
}

func (c *complaints) tell(ctx context.Context, job runArgs, err error) {
	if ctx.Err() != nil || errors.Is(err, context.Canceled) {
		return // it was stopped, or lost its lease to another node
	}
	reason := ""
	if err != nil {
		reason = err.Error()
	}
	c.mu.Lock()
	known := c.last[job]
	if c.last == nil {
		c.last = map[runArgs]string{}
	}
	if c.last[job] = reason; reason == "" {
		delete(c.last, job)
	}
	c.mu.Unlock()
	if reason != "" && reason != known {
		c.log.ErrorContext(ctx, "a job failed", "job", job.Job, "of", job.Of, "error", reason)
	}
}
