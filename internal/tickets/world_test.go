package tickets_test

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// world is a machine room on a virtual clock: processes that take turns, a
// provider that fails, and a hand that kills processes. One process runs at a
// time, and the next one is chosen by chance, so that a seed repeats everything.
type world struct {
	random   *rand.Rand
	now      time.Time
	server   *standin.Server
	timeout  time.Duration // of the processes' requests
	killing  float64       // chance of death at each turn
	procs    []*process
	killed   int
	requests int
}

func (w *world) Now() time.Time { return w.now }

// process is one run of the program.
type process struct {
	world *world
	wake  time.Time
	turn  chan bool     // true: die
	rest  chan struct{} // the process rests, or is over
	over  bool
}

type death struct{}

// start makes a process that runs f when its turn comes.
func (w *world) start(f func(p *process)) {
	p := &process{world: w, wake: w.now, turn: make(chan bool), rest: make(chan struct{})}
	w.procs = append(w.procs, p)
	go func() {
		defer func() {
			if r := recover(); r != nil && r != any(death{}) {
				panic(r)
			}
			p.over = true
			p.rest <- struct{}{}
		}()
		if <-p.turn {
			panic(death{})
		}
		f(p)
	}()
}

// run gives turns until every process is over.
func (w *world) run() {
	for {
		var ready []*process
		next := time.Time{}
		for _, p := range w.procs {
			switch {
			case p.over:
			case !p.wake.After(w.now):
				ready = append(ready, p)
			case next.IsZero() || p.wake.Before(next):
				next = p.wake
			}
		}
		if len(ready) == 0 {
			if next.IsZero() {
				w.procs = nil
				return
			}
			w.now = next
			continue
		}
		p := ready[w.random.IntN(len(ready))]
		die := w.random.Float64() < w.killing
		if die {
			w.killed++
		}
		p.turn <- die
		<-p.rest
	}
}

// until ends the process's turn; it goes on at that time or dies.
func (p *process) until(at time.Time) {
	p.wake = at
	p.rest <- struct{}{}
	if <-p.turn {
		panic(death{})
	}
}

func (p *process) Now() time.Time { return p.world.now }

// Sleep makes a process a tickets.Clock.
func (p *process) Sleep(_ context.Context, d time.Duration) error {
	p.until(p.world.now.Add(d))
	return nil
}

type processKey struct{}

// RoundTrip makes a process an http.RoundTripper: the request is on its way, is
// taken, and its answer is on its way.
func (p *process) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	w := p.world
	w.requests++
	p.until(w.now.Add(time.Duration(w.random.IntN(200)) * time.Millisecond))
	defer func() {
		if v := recover(); v != nil {
			if v != any(http.ErrAbortHandler) {
				panic(v)
			}
			resp, err = nil, io.ErrUnexpectedEOF
			p.until(w.now.Add(time.Millisecond))
		}
	}()
	recorder := httptest.NewRecorder()
	inner := r.Clone(context.WithValue(r.Context(), processKey{}, p))
	if inner.Body == nil {
		inner.Body = http.NoBody
	}
	w.server.ServeHTTP(recorder, inner)
	p.until(w.now.Add(time.Duration(w.random.IntN(200)) * time.Millisecond))
	return recorder.Result(), nil
}

// wait is what the server does while it keeps a process waiting.
func (w *world) wait(ctx context.Context, d time.Duration) {
	p := ctx.Value(processKey{}).(*process)
	if d < w.timeout {
		p.until(w.now.Add(d))
		return
	}
	p.until(w.now.Add(w.timeout))
	panic(http.ErrAbortHandler)
}
