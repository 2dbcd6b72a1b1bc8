package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// checkFiles judges the files on all cores and reports what was found in their
// order. A file that cannot be read, or whose tickets nobody can ask about, is
// told and does not stop the others. The outcome is nil, errFound, or what was
// worst; err is for a report that cannot be written.
func (o *checkOptions) checkFiles(ctx context.Context, files []foundFile, report diagnostic.Report) (outcome, err error) {
	workers := runtime.GOMAXPROCS(0)
	if o.verifyTickets { // one at a time: providers limit requests
		workers = 1
	}
	seen, shared := incidentsSeen{}, diagnostic.NewSharedTickets(o.repository)
	s := &sequence{done: map[int]checked{}, emit: func(c checked) error {
		outcome = worse(outcome, c.err)
		if c.err != nil {
			fmt.Fprintln(o.streams.Err, sentence(c.err, environmentLang()))
		}
		switch {
		case c.file.Path == "" && c.err != nil && o.format != "text": // for people it stands beside the report
			return report.Unread(diagnostic.NewUnread(c.path, c.err, environmentLang()))
		case c.file.Path == "":
			return nil
		}
		seen.judge(&c.file, o.rules)
		shared.AddTo(&c.file)
		if c.file.Unasked {
			o.unasked++
		}
		if c.file.HasError() {
			outcome = worse(outcome, errFound)
		}
		return report.Add(c.file)
	}}
	s.room.L = &s.mu
	var next atomic.Int64
	var running sync.WaitGroup
	work := func() {
		for i := int(next.Add(1)) - 1; i < len(files) && s.err() == nil && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
			file, err := diagnostic.File{}, files[i].err
			if err == nil {
				file, err = o.file(ctx, files[i].path)
			}
			if len(file.Diagnostics) == 0 && len(file.Linked) == 0 {
				file.Source = nil // nothing to show: a large folder need not be held
			}
			s.put(i, checked{files[i].path, file, err})
		}
	}
	for range min(workers, len(files)) - 1 {
		running.Go(work)
	}
	work() // here: for one file, no other thread has to wake up
	running.Wait()
	if err := s.err(); err != nil {
		return nil, incident.Tell(incident.Invalid, "cannot write the report: %w", "結果を書き込めません: %w", err)
	}
	if ctx.Err() != nil {
		return nil, errInterrupted
	}
	return outcome, nil
}

type checked struct {
	path string
	file diagnostic.File
	err  error
}

// sequence hands on in order what comes in any order. Who is too far ahead waits:
// where one file takes long, the others would pile up.
type sequence struct {
	mu     sync.Mutex
	room   sync.Cond // something was handed on
	next   int
	done   map[int]checked
	emit   func(checked) error
	failed error
}

// aheadAtMost is how many files may wait for an earlier one.
const aheadAtMost = 64

// put takes what comes at place i. Each place comes once, those before it too.
func (s *sequence) put(i int, c checked) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.room.Broadcast()
	for i > s.next+aheadAtMost && s.failed == nil {
		s.room.Wait()
	}
	s.done[i] = c
	for {
		c, ok := s.done[s.next]
		if !ok || s.failed != nil {
			return
		}
		delete(s.done, s.next)
		s.next++
		s.failed = s.emit(c)
	}
}

func (s *sequence) err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// worse gives the outcome with the higher exit status: a service that failed,
// then something unreadable, then something found.
func worse(a, b error) error {
	rank := func(err error) int {
		switch {
		case err == nil:
			return 0
		case errors.Is(err, errFound):
			return 1
		case incident.CodeOf(err) == incident.Unavailable:
			return 3
		}
		return 2
	}
	if rank(b) == 2 {
		b = errUnreadable
	} else if rank(b) == 3 {
		b = errUnasked
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// The outcomes of a check that has told its reasons file by file.
var (
	errUnreadable = incident.Tell(incident.Invalid, "not every file could be checked", "検査できなかったファイルがあります")
	errUnasked    = incident.Tell(incident.Unavailable, "the ticket provider could not be asked; try again later, or leave --verify-tickets out", "チケットの連携先に照会できませんでした。時間をおいて再試行するか、--verify-tickets を外してください")
)
