package tickets

import (
	"context"
	"sync"
	"time"
)

// Window allows a number of requests within any stretch of time of this length.
type Window struct {
	Requests int
	Length   time.Duration
}

// Pacer spaces requests so that no window is ever full.
type Pacer []Window

// Wait gives how long to wait before the next request, after those that were sent,
// oldest first. Times later than now are of a clock that was set back, and do not
// count.
func (p Pacer) Wait(sent []time.Time, now time.Time) time.Duration {
	n := len(sent)
	for n > 0 && sent[n-1].After(now) {
		n--
	}
	wait := time.Duration(0)
	for _, w := range p {
		if n >= w.Requests {
			wait = max(wait, sent[n-w.Requests].Add(w.Length).Sub(now))
		}
	}
	return wait
}

// Keep gives of the times that requests were sent those that still matter.
func (p Pacer) Keep(sent []time.Time, now time.Time) []time.Time {
	most, longest := 0, time.Duration(0)
	for _, w := range p {
		most, longest = max(most, w.Requests), max(longest, w.Length)
	}
	sent = sent[max(0, len(sent)-most):]
	for len(sent) > 0 && now.Sub(sent[0]) >= longest {
		sent = sent[1:]
	}
	return sent
}

// Ledger keeps when requests were sent that count against the limit of an
// account, for all who send for it, also after the program has ended.
type Ledger interface {
	// Use changes what is kept of an account; nobody else does meanwhile. The times
	// come oldest first.
	Use(ctx context.Context, account string, change func(sent []time.Time) []time.Time) error
}

// memory is the ledger of one process.
type memory struct {
	mu   sync.Mutex
	sent map[string][]time.Time
}

// NewLedger makes a ledger that is forgotten with the process.
func NewLedger() Ledger { return &memory{sent: map[string][]time.Time{}} }

func (m *memory) Use(_ context.Context, account string, change func([]time.Time) []time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sent[account] = change(m.sent[account])
	return nil
}

// next gives how long to wait before a request. Zero: it may go now, and is
// counted.
func (t *Transport) next(ctx context.Context) (wait time.Duration, err error) {
	err = t.Ledger.Use(ctx, t.Account, func(sent []time.Time) []time.Time {
		now := t.clock().Now()
		sent = t.Pacer.Keep(sent, now)
		if wait = t.Pacer.Wait(sent, now); wait <= 0 {
			sent = append(sent, now)
		}
		return sent
	})
	return wait, err
}
