package tickets

import "sync"

// Numbers keeps the highest number of a ticket that was seen. The zero value has
// seen none; it is safe for use by several goroutines.
type Numbers struct {
	mu      sync.Mutex
	highest int
}

// Saw takes note of a number.
func (n *Numbers) Saw(number int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.highest = max(n.highest, number)
}

// Highest is the highest number seen so far, 0: none.
func (n *Numbers) Highest() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.highest
}
