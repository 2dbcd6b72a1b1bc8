package tickets

import (
	"context"
	"time"
)

type waitKey struct{}

// OnWait makes a context in which f is told of each wait for a provider's limit:
// how long, and whose ("GitHub").
func OnWait(ctx context.Context, f func(wait time.Duration, service string)) context.Context {
	if f == nil {
		return ctx
	}
	return context.WithValue(ctx, waitKey{}, f)
}

func tellWait(ctx context.Context, wait time.Duration, service string) {
	if f, ok := ctx.Value(waitKey{}).(func(time.Duration, string)); ok {
		f(wait, service)
	}
}

// grace is how long a request that changes something may go on after the run was
// told to stop: what it opens can then still be linked.
const grace = 3 * time.Second

// graceful gives the context of such a request. One that has not begun when the
// run is stopped does not begin.
func graceful(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	going, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-going.Done():
		}
	})
	return going, func() {
		stop()
		cancel()
	}
}
