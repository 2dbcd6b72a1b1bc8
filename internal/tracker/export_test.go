package tracker

import "time"

// LookAgain changes how often somebody who waits for an order looks what another
// node has stored.
func LookAgain(every time.Duration) (back func()) {
	before := lookAgain
	lookAgain = every
	return func() { lookAgain = before }
}

// Awaited tells whether somebody waits in this process for the order of an incident.
func (t *Tracker) Awaited(key string) bool {
	t.orders.mu.Lock()
	defer t.orders.mu.Unlock()
	return t.orders.waiting[key] != nil
}

// ManyCourses changes from how many incidents on trends are kept for a minute.
func ManyCourses(n int) (back func()) {
	before := manyCourses
	manyCourses = n
	return func() { manyCourses = before }
}
