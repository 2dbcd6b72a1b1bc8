package store

import (
	"context"
	"errors"
	"sync"
)

// errPanicked ends the transaction of a change that panicked.
var errPanicked = errors.New("the change panicked")

// group is how SQLite's writers share a transaction: one database has one writer
// at a time, and each commit waits for the disk. Whoever comes first leads, and
// takes along those who came meanwhile, each behind a savepoint of its own; one
// commit makes all of them durable. Nobody is told that a change is written before
// that commit.
type group struct {
	mu      sync.Mutex
	waiting []*change
	leading bool // somebody is at work, and will hand on
}

// change is one call of Write.
type change struct {
	ctx      context.Context
	f        func(*Tx) error
	turn     chan bool // true: lead; false: it is done
	err      error
	panicked any
	gone     bool // its caller gave up before it was taken
}

// most bounds how many wait for the slowest of them.
const most = 64

// write runs f, with others or alone.
func (s *Store) write(ctx context.Context, f func(*Tx) error) error {
	c := &change{ctx: ctx, f: f, turn: make(chan bool, 1)}
	g := s.group
	g.mu.Lock()
	if g.leading {
		g.waiting = append(g.waiting, c)
		g.mu.Unlock()
		if lead, err := g.wait(c); err != nil || !lead {
			return err
		}
	} else {
		g.leading = true
		g.mu.Unlock()
	}
	defer g.handOn()
	s.together(append([]*change{c}, g.take()...))
	return c.result()
}

// wait waits until c is done, or leads. A caller who gives up is left out, unless
// the work has begun.
func (g *group) wait(c *change) (lead bool, err error) {
	select {
	case lead = <-c.turn:
	case <-c.ctx.Done():
		g.mu.Lock()
		for _, w := range g.waiting {
			c.gone = c.gone || w == c
		}
		gone := c.gone
		g.mu.Unlock()
		if gone {
			return false, c.ctx.Err()
		}
		lead = <-c.turn
	}
	if lead {
		return true, nil
	}
	return false, c.result()
}

// result gives what became of the change to its own caller, a panic too.
func (c *change) result() error {
	if c.panicked != nil {
		panic(c.panicked)
	}
	return c.err
}

// take gives those who wait and have not given up.
func (g *group) take() []*change {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(most-1, len(g.waiting))
	var taken []*change
	for _, c := range g.waiting[:n] {
		if !c.gone {
			taken = append(taken, c)
		}
	}
	g.waiting = append([]*change(nil), g.waiting[n:]...)
	return taken
}

// handOn lets the next one who waits lead.
func (g *group) handOn() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.waiting) > 0 {
		next := g.waiting[0]
		g.waiting = g.waiting[1:]
		if !next.gone {
			next.turn <- true
			return
		}
	}
	g.leading = false
}

// together runs changes, the first of which is the leader's, in one transaction.
// Where that fails as a whole, each is tried alone.
func (s *Store) together(all []*change) {
	if len(all) == 1 || !s.shared(all) {
		for _, c := range all {
			c.err, c.panicked = nil, nil
			c.err = s.once(c.ctx, nil, c.run)
		}
	}
	for _, c := range all[1:] {
		c.turn <- false
	}
}

// run is f, with a panic kept for its caller.
func (c *change) run(tx *Tx) (err error) {
	defer func() {
		if c.panicked = recover(); c.panicked != nil {
			err = errPanicked
		}
	}()
	return c.f(tx)
}

// shared runs the changes in one transaction and tells whether that decided what
// became of each.
// The transaction belongs to none of their callers, so none of them ends it by
// giving up. A statement that is cut off may end it (SQLite, "sqlite3_interrupt"):
// then rolling back to the savepoint fails, and nothing of it is there.
func (s *Store) shared(all []*change) bool {
	ctx := context.WithoutCancel(all[0].ctx)
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil { // another program holds the database for long: it would for each of them
		for _, c := range all {
			c.err = said(err, "cannot begin a transaction")
		}
		return true
	}
	defer func() { _ = tx.Rollback() }()
	for _, c := range all {
		if _, err := tx.ExecContext(ctx, "SAVEPOINT one"); err != nil {
			return false
		}
		after := "RELEASE one"
		if c.err = c.run(&Tx{Tx: tx, dialect: s.dialect}); c.err != nil {
			after = "ROLLBACK TO one; RELEASE one"
		}
		if _, err := tx.ExecContext(ctx, after); err != nil {
			return false
		}
	}
	return tx.Commit() == nil
}
