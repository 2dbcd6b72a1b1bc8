package standin

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Answer is what a stand-in says to a request.
type Answer struct {
	Status int
	Header http.Header
	Body   any // encoded as JSON; nil: none
}

// Exchange is a request that came and the answer that it got.
type Exchange struct {
	At      time.Time   `json:"at"`
	Method  string      `json:"method"`
	URL     string      `json:"url"` // path and query
	Header  http.Header `json:"-"`
	Body    []byte      `json:"body,omitempty"`
	Fault   Kind        `json:"fault,omitempty"`
	Status  int         `json:"status"` // 0: the caller got no answer
	Answer  []byte      `json:"answer,omitempty"`
	Answers http.Header `json:"-"`
}

// Vendor is what differs between the stand-ins.
type Vendor interface {
	// Handle carries out a request. It is called by one request at a time.
	Handle(r *http.Request, body []byte, f Fault, now time.Time) Answer
	// Refuse is the answer to a fault of limits and rights, in the vendor's words.
	Refuse(f Fault, r *http.Request, now time.Time) (Answer, bool)
}

// Server serves a vendor with faults. Fill in the fields before use.
type Server struct {
	Vendor Vendor
	Now    func() time.Time                     // nil: the machine's clock
	Choose func(*http.Request) Fault            // nil: no faults
	Check  func(Exchange)                       // nil: none; called after each exchange
	Wait   func(context.Context, time.Duration) // nil: waits as the machine's clock goes

	mu      sync.Mutex
	pending []pending
	log     []Exchange
}

// pending is a request that was taken and is carried out later.
type pending struct {
	at  time.Time
	run func(now time.Time)
}

// Log gives the exchanges so far.
func (s *Server) Log() []Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Exchange(nil), s.log...)
}

// Settle carries out what is still in flight and due.
func (s *Server) Settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.now())
}

func (s *Server) settle(now time.Time) {
	rest := s.pending[:0]
	for _, p := range s.pending {
		if p.at.After(now) {
			rest = append(rest, p)
			continue
		}
		p.run(p.at)
	}
	s.pending = rest
}

func (s *Server) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// ServeHTTP takes a request, fails as the fault says, and records what was said.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r = r.Clone(r.Context())
	s.mu.Lock()
	now := s.now()
	s.settle(now)
	fault := Fault{}
	if s.Choose != nil {
		fault = s.Choose(r)
	}
	answer := s.carryOut(r, body, fault, now)
	x := Exchange{At: now, Method: r.Method, URL: r.URL.RequestURI(), Header: r.Header.Clone(), Body: body, Fault: fault.Kind}
	text := s.record(&x, answer)
	s.mu.Unlock()
	if s.Check != nil && x.Status != 0 {
		s.Check(x)
	}
	s.deliver(w, r, fault, answer, text)
}

// carryOut gives the answer, nil where the caller gets none.
func (s *Server) carryOut(r *http.Request, body []byte, f Fault, now time.Time) *Answer {
	switch f.Kind {
	case Drop, Hang:
		return nil
	case InFlight:
		later := r.Clone(context.WithoutCancel(r.Context()))
		s.pending = append(s.pending, pending{now.Add(f.Delay), func(at time.Time) { s.Vendor.Handle(later, body, Fault{}, at) }})
		return nil
	case BadGateway:
		return badGateway()
	}
	if refused, ok := s.Vendor.Refuse(f, r, now); ok {
		return &refused
	}
	done := s.Vendor.Handle(r, body, f, now)
	switch f.Kind {
	case DropAfter, HangAfter:
		return nil
	case BadGatewayAfter:
		return badGateway()
	case Garbled:
		return &Answer{Status: done.Status, Body: html("<html>It worked, probably.")}
	}
	return &done
}

// html is a body that is no JSON.
type html string

func badGateway() *Answer {
	return &Answer{Status: http.StatusBadGateway, Body: html("<html><head><title>502 Bad Gateway</title></head></html>")}
}

func (s *Server) record(x *Exchange, a *Answer) []byte {
	var text []byte
	if a != nil {
		x.Status = a.Status
		x.Answers = a.Header.Clone()
		if x.Answers == nil {
			x.Answers = http.Header{}
		}
		switch body := a.Body.(type) {
		case nil:
		case html:
			text = []byte(body)
			x.Answers.Set("Content-Type", "text/html; charset=utf-8")
		default:
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(body); err != nil {
				panic(fmt.Sprintf("stand-in: cannot encode the answer to %s %s: %v", x.Method, x.URL, err))
			}
			text = b.Bytes()
			x.Answers.Set("Content-Type", "application/json; charset=utf-8")
		}
		x.Answer = text
	}
	s.log = append(s.log, *x)
	return text
}

func (s *Server) deliver(w http.ResponseWriter, r *http.Request, f Fault, a *Answer, text []byte) {
	switch f.Kind {
	case Late, InFlight:
		s.wait(r.Context(), f.Delay)
	case Hang, HangAfter:
		s.wait(r.Context(), 24*time.Hour)
	}
	if a == nil {
		panic(http.ErrAbortHandler)
	}
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	if a.Body != nil {
		kind := "application/json; charset=utf-8"
		if _, ok := a.Body.(html); ok {
			kind = "text/html; charset=utf-8"
		}
		w.Header().Set("Content-Type", kind)
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(text)
}

func (s *Server) wait(ctx context.Context, d time.Duration) {
	if s.Wait != nil {
		s.Wait(ctx, d)
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// Seconds writes a Retry-After.
func Seconds(d time.Duration) string {
	return strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
}

// Matches tells whether a path has the form of a pattern, in which "*" stands
// for one step, and gives those steps.
func Matches(pattern, path string) ([]string, bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	var steps []string
	for i, w := range want {
		switch {
		case w == "*":
			steps = append(steps, got[i])
		case w != got[i]:
			return nil, false
		}
	}
	return steps, true
}
