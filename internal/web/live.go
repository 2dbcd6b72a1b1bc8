package web

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// hub tells everybody who looks at an incident that something about it changed,
// wherever the change came from: this server, another node, the command line. It
// asks the database for a mark of each incident that somebody looks at.
type hub struct {
	tracker *tracker.Tracker
	end     context.CancelFunc
	ended   context.Context
	running sync.WaitGroup

	mu       sync.Mutex
	watched  map[string]*watch
	interval time.Duration
	pause    time.Duration // between two signals about an incident, at the least
	beat     time.Duration // between two signs of life on a line, and looks at who listens
}

// watch is one incident that somebody looks at.
type watch struct {
	lines map[chan string]bool
	poke  chan struct{} // something changed here just now
	mark  string        // of the incident, as its lines know it
	stop  context.CancelFunc
}

func newHub(t *tracker.Tracker) *hub {
	ended, end := context.WithCancel(context.Background())
	return &hub{tracker: t, end: end, ended: ended, watched: map[string]*watch{}, interval: time.Second, pause: 300 * time.Millisecond, beat: 15 * time.Second}
}

func (h *hub) close() {
	h.end()
	h.running.Wait()
}

// join gives a line on which the mark of the incident comes after each change;
// leave ends it. Who joins has seen it under a mark, and is told at once where
// another one is known by now.
func (h *hub) join(key, seen string) (line chan string, leave func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	line = make(chan string, 1)
	w := h.watched[key]
	if w == nil {
		ctx, stop := context.WithCancel(h.ended)
		w = &watch{lines: map[chan string]bool{}, poke: make(chan struct{}, 1), mark: seen, stop: stop}
		h.watched[key] = w
		h.running.Go(func() { h.follow(ctx, key, w) })
	}
	w.lines[line] = true
	if w.mark != seen {
		line <- w.mark
	}
	return line, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(w.lines, line)
		if len(w.lines) == 0 && h.watched[key] == w {
			w.stop()
			delete(h.watched, key)
		}
	}
}

// changed is called after a change through this server, so that nobody waits for
// the next look at the database.
func (h *hub) changed(key string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if w := h.watched[key]; w != nil {
		select {
		case w.poke <- struct{}{}:
		default:
		}
	}
}

func (h *hub) follow(ctx context.Context, key string, w *watch) {
	ticker := time.NewTicker(h.interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.poke:
		case <-ticker.C:
		}
		now, err := h.tracker.Pulse(ctx, key)
		h.mu.Lock()
		if err != nil || now == w.mark {
			h.mu.Unlock()
			continue
		}
		w.mark = now
		for line := range w.lines {
			select {
			case line <- now:
			default: // it has a signal that it has not taken yet
			}
		}
		h.mu.Unlock()
		// Everybody who hears a signal fetches the page: a storm of events is one.
		select {
		case <-ctx.Done():
		case <-time.After(h.pause):
		}
	}
}

// stream sends a server-sent event for each change of an incident (WHATWG HTML,
// "Server-sent events"). The browser connects again by itself and says under which
// mark it heard of the incident last; what changed meanwhile is told at once. It ends
// when who listens may not any more.
func (s *Server) stream(v *visit) error {
	if _, err := s.tracker.View(v.r.Context(), v.actor, v.key, v.lang); err != nil {
		return err
	}
	mark, err := s.tracker.Pulse(v.r.Context(), v.key)
	if err != nil {
		return err
	}
	line, leave := s.live.join(v.key, mark)
	defer leave()
	for name, value := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"} {
		v.w.Header().Set(name, value)
	}
	if headOnly(v.r) {
		return nil
	}
	out := http.NewResponseController(v.w)
	say := func(text string) bool {
		_ = out.SetWriteDeadline(time.Now().Add(30 * time.Second))
		_, err := v.w.Write([]byte(text))
		return err == nil && out.Flush() == nil
	}
	more := func(text string) bool { return s.mayListen(v) && say(text) }
	hello := "retry: 2000\nid: " + eventID(mark) + "\n\n"
	if last := v.r.Header.Get("Last-Event-ID"); last != "" && last != eventID(mark) {
		hello += changeEvent(mark)
	}
	if !say(hello) {
		return nil
	}
	beat := time.NewTicker(s.live.beat)
	defer beat.Stop()
	for {
		select {
		case <-v.r.Context().Done():
			return nil
		case <-s.live.ended.Done():
			return nil
		case now := <-line:
			if !more(changeEvent(now)) {
				return nil
			}
		case <-beat.C:
			if !more(": still here\n\n") {
				return nil
			}
		}
	}
}

// mayListen tells whether who began to listen is still signed in, and the account not
// disabled. A database that does not answer ends no line.
func (s *Server) mayListen(v *visit) bool {
	if !s.options.SignIn {
		return true
	}
	ctx := v.r.Context()
	if _, err := s.ActorOf(v.r); err != nil {
		code := incident.CodeOf(err)
		return code != incident.Forbidden && code != incident.NotFound
	}
	if v.actor.Token != "" {
		return true
	}
	_, there, err := s.tracker.FindSession(ctx, sessionKey(s.sessions.Token(ctx)))
	return there || err != nil
}

// changeEvent is the event that says that an incident changed.
func changeEvent(mark string) string { return "id: " + eventID(mark) + "\nevent: change\ndata: 1\n\n" }

// eventID is a mark as it can stand in a header.
func eventID(mark string) string { return strings.ReplaceAll(mark, " ", "-") }
