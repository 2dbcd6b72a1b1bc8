package tracker

import (
	"sync"
	"time"
)

// signals tell those who wait in this process that something about an incident's
// order was stored. The zero value is ready for use.
type signals struct {
	mu      sync.Mutex
	waiting map[string]chan struct{}
}

// next gives a channel that is closed at the next signal about an incident. It is
// asked for before the state is read: what is stored in between closes it.
func (s *signals) next(key string) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting == nil {
		s.waiting = map[string]chan struct{}{}
	}
	if s.waiting[key] == nil {
		s.waiting[key] = make(chan struct{})
	}
	return s.waiting[key]
}

func (s *signals) tell(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if waiting := s.waiting[key]; waiting != nil {
		close(waiting)
		delete(s.waiting, key)
	}
}

// lookAgain is how often somebody who waits looks for what another node has
// stored, which gives no signal here.
var lookAgain = time.Second
