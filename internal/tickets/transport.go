package tickets

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/pmtracker/pmtracker/internal/faultpoint"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Transport sends the requests of an adapter. It keeps to the provider's limits,
// repeats what may be repeated (a refusal by a limit, a read that failed), reads
// each answer to its end within the time-out, and sends credentials to one host
// only. A request that changes something is sent again only when the provider
// said by its limit that it did not carry it out.
type Transport struct {
	Service   string // as sentences name it: "GitHub"
	Host      string // host and port of the provider; a redirect elsewhere is refused
	Authorize func(*http.Request) error
	Base      http.RoundTripper // nil: http.DefaultTransport
	Clock     Clock             // nil: SystemClock
	Timeout   time.Duration     // of one try; 0: 30 seconds
	MaxWait   time.Duration     // at the limits, for one request; 0: 15 minutes
	Pacer     Pacer             // spaces requests that change something; nil: none
	Ledger    Ledger            // of what the pacer let pass; needed where there is one
	Account   string            // that the limits are for, as the ledger names it

	spoke  atomic.Bool // something was answered that is no page
	silent atomic.Bool // NobodySpeaks found that nothing does
}

const (
	maxAnswer = 32 << 20 // bytes; a page of 100 issues of 64 kB each is a fifth of it
	readTries = 3
)

// ErrNoData is the cause where an answer of success lacks what was asked for.
var ErrNoData = incident.Tell(incident.Unavailable, "the answer holds no data", "応答にデータがありません")

var errOtherHost = incident.Tell(incident.Invalid, "the answer points to another host", "応答が別のホストを指しています")

// Client makes the HTTP client that adapters give to their libraries. Redirects
// of requests that change something come back as they are: followed, a POST
// would turn into a GET and look like success.
func (t *Transport) Client() *http.Client {
	return &http.Client{Transport: t, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if changes(via[0]) || len(via) >= 5 {
			return http.ErrUseLastResponse
		}
		return nil
	}}
}

// Bearer signs requests in with a token.
func Bearer(token string) func(*http.Request) error {
	return func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
}

// RoundTrip sends a request and gives the answer with its body in memory.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host != t.Host {
		return nil, errOtherHost
	}
	waited := time.Duration(0)
	for try, refusals := 1, 0; ; {
		if err := t.pace(req); err != nil {
			return nil, err
		}
		if err := req.Context().Err(); err != nil {
			return nil, err
		}
		if changes(req) {
			if err := aboutToSend(req.Context()); err != nil {
				return nil, err
			}
		}
		resp, err := t.once(req)
		if err == nil && refusedByLimit(resp) {
			turnedAway(req.Context())
			wait := t.limitWait(resp, refusals)
			if waited += wait; waited > t.maxWait() {
				return nil, &limitError{t.Service, t.clock().Now().Add(wait)}
			}
			refusals++
			wait += aLittle(wait)
			if err := t.sleep(req.Context(), wait); err != nil {
				return nil, err
			}
			continue
		}
		if changes(req) || try == readTries || req.Context().Err() != nil || (err == nil && resp.StatusCode < 500) {
			hideLimits(resp)
			return resp, err
		}
		if err := t.clock().Sleep(req.Context(), time.Duration(try*try)*time.Second); err != nil {
			return nil, err
		}
		try++
	}
}

// once sends the request and reads the whole answer within the time-out.
func (t *Transport) once(req *http.Request) (*http.Response, error) {
	timeout := orDefault(t.Timeout, 30*time.Second)
	ctx, cancel := context.WithTimeout(req.Context(), timeout)
	if changes(req) {
		cancel()
		ctx, cancel = graceful(req.Context(), timeout)
	}
	defer cancel()
	attempt := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		attempt.Body = body
	}
	if t.Authorize != nil {
		if err := t.Authorize(attempt); err != nil {
			return nil, &unauthorized{err}
		}
	}
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	faultpoint.Here("before " + req.Method + " " + req.URL.Path)
	resp, err := base.RoundTrip(attempt)
	faultpoint.Here("after " + req.Method + " " + req.URL.Path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, err
	}
	if saysNothing(req, resp.StatusCode, data) {
		return nil, ErrNoData
	}
	t.listen(data)
	resp.Body = io.NopCloser(bytes.NewReader(data))
	return resp, nil
}

// saysNothing tells a success that lacks what it was asked for. The libraries read
// it as a list without entries, and "no tickets" would open second ones. JSON's null
// is a list without entries, as many programs write it.
func saysNothing(req *http.Request, status int, data []byte) bool {
	return status == http.StatusOK && !changes(req) && req.Method != http.MethodHead && len(bytes.TrimSpace(data)) == 0
}

func (t *Transport) clock() Clock {
	if t.Clock == nil {
		return SystemClock{}
	}
	return t.Clock
}

func (t *Transport) maxWait() time.Duration { return orDefault(t.MaxWait, 15*time.Minute) }

func (t *Transport) sleep(ctx context.Context, wait time.Duration) error {
	tellWait(ctx, wait, t.Service)
	return t.clock().Sleep(ctx, wait)
}

func (t *Transport) pace(req *http.Request) error {
	if t.Pacer == nil || !changes(req) {
		return nil
	}
	for {
		wait, err := t.next(req.Context())
		if err != nil || wait <= 0 {
			return err
		}
		if err := t.sleep(req.Context(), wait); err != nil {
			return err
		}
	}
}

// unauthorized is the error of a request that was not sent, because it got no
// token.
type unauthorized struct{ err error }

func (u *unauthorized) Error() string { return u.err.Error() }
func (u *unauthorized) Unwrap() error { return u.err }

type readingKey struct{}

// Reading makes a context whose requests change nothing, whatever their method: a
// query of GraphQL is a POST.
func Reading(ctx context.Context) context.Context { return context.WithValue(ctx, readingKey{}, true) }

func changes(req *http.Request) bool {
	if req.Context().Value(readingKey{}) != nil {
		return false
	}
	return req.Method != http.MethodGet && req.Method != http.MethodHead
}

// notSent tells whether the connection never came about, so that the request
// cannot have been carried out.
func notSent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

func orDefault(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}
