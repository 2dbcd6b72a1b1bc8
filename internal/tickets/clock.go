package tickets

import (
	"context"
	"time"
)

// Clock is where time comes from, so that tests wait for nothing.
type Clock interface {
	Now() time.Time
	// Sleep returns after d, or earlier with the error of a context that ended.
	Sleep(ctx context.Context, d time.Duration) error
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now gives the present time.
func (SystemClock) Now() time.Time { return time.Now() }

// Sleep waits for d or for the end of ctx.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
