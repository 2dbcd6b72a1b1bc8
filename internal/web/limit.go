package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// attempts bounds how often somebody may try to sign in: five at once and then
// one in ten seconds, by the address they come from and by the name they try.
type attempts struct {
	mu   sync.Mutex
	by   map[string]*attempt
	busy chan struct{} // hashing a password costs a core for a while
}

type attempt struct {
	limit *rate.Limiter
	last  time.Time
}

func newAttempts() *attempts {
	return &attempts{by: map[string]*attempt{}, busy: make(chan struct{}, 2)}
}

// allow tells whether one more try may be made under all of the names.
func (a *attempts) allow(now time.Time, names ...string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.by) > 10000 {
		for name, one := range a.by {
			if now.Sub(one.last) > 10*time.Minute {
				delete(a.by, name)
			}
		}
	}
	ok := true
	for _, name := range names {
		one := a.by[name]
		if one == nil {
			one = &attempt{limit: rate.NewLimiter(rate.Every(10*time.Second), 5)}
			a.by[name] = one
		}
		one.last = now
		ok = one.limit.AllowN(now, 1) && ok
	}
	return ok
}
