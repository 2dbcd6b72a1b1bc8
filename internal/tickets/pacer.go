package tickets

import (
	"sync"
	"time"
)

// Window allows a number of requests within any stretch of time of this length.
type Window struct {
	Requests int
	Length   time.Duration
}

// Pacer spaces requests so that no window is ever full. A few go out at once;
// beyond them they are spread evenly over the shortest window.
type Pacer struct {
	mu      sync.Mutex
	windows []Window
	burst   int
	sent    []time.Time // oldest first; as many as the largest window needs
}

// NewPacer makes a pacer for windows, the shortest first.
func NewPacer(burst int, windows ...Window) *Pacer { return &Pacer{windows: windows, burst: burst} }

// Next gives how long to wait before the next request. Zero: it may go now, and
// is counted.
func (p *Pacer) Next(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait := time.Duration(0)
	keep := 0
	for _, w := range p.windows {
		keep = max(keep, w.Requests)
		if n := len(p.sent); n >= w.Requests {
			wait = max(wait, p.sent[n-w.Requests].Add(w.Length).Sub(now))
		}
	}
	wait = max(wait, p.even(now))
	if wait > 0 {
		return wait
	}
	p.sent = append(p.sent, now)
	if len(p.sent) > keep {
		p.sent = p.sent[len(p.sent)-keep:]
	}
	return 0
}

// even gives the pause that spreads requests over the shortest window, once more
// than the burst were sent within it.
func (p *Pacer) even(now time.Time) time.Duration {
	n := len(p.sent)
	if n < p.burst || len(p.windows) == 0 {
		return 0
	}
	w := p.windows[0]
	if now.Sub(p.sent[n-p.burst]) >= w.Length {
		return 0
	}
	return p.sent[n-1].Add(w.Length / time.Duration(w.Requests)).Sub(now)
}
