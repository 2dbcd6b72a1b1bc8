package web

import (
	"crypto/sha256"
	"math"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/pmtracker/pmtracker/internal/api"
)

// attempts bounds how often something may be done under a name.
type attempts struct {
	mu    sync.Mutex
	by    map[string]*attempt
	rate  rate.Limit
	burst int
}

type attempt struct {
	limit *rate.Limiter
	last  time.Time
}

func newAttempts(every rate.Limit, burst int) *attempts {
	return &attempts{by: map[string]*attempt{}, rate: every, burst: burst}
}

// pace bounds how fast one who signed in, and one address, may ask where people
// sign in. Somebody who reads and clicks never comes near it.
type pace struct{ session, address *attempts }

func newPace() pace {
	return pace{
		session: newAttempts(30, 300),
		address: newAttempts(200, 2000), // a whole office may come from one
	}
}

// middleware refuses who asks too fast, before anything is read or hashed for that
// one, and says in how many seconds the next request is answered.
func (p pace) middleware(next http.Handler, refuse http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now := time.Now()
		refusing := p.address
		allowed := p.address.allow(now, originOf(r))
		if who := sessionName(r); allowed && who != "" {
			refusing = p.session
			allowed = p.session.allow(now, who)
		}
		if !allowed {
			w.Header().Set("Retry-After", itoa(int(math.Ceil(1/float64(refusing.rate)))))
			refuse(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// tooFast refuses with 429 (RFC 6585).
func (s *Server) tooFast(w http.ResponseWriter, r *http.Request) {
	l := negotiate(r)
	s.refuse(w, r, http.StatusTooManyRequests, l.Say("A little slower", "少し待ってください"),
		l.Say("Too many requests in a short time. Wait a little, then try again.", "短時間にリクエストが多すぎます。少し待ってからやり直してください。"))
}

// refuse answers a request that comes to no handler: a program with problem details,
// a person with a page.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, title, text string) {
	if forPrograms(r) {
		api.WriteProblem(w, status, text)
		return
	}
	v := &visit{page: &page{reader: readerOf(r, s.tracker.Now())}, s: s, w: w, r: r}
	_ = v.showStatus(status, frame{title: title, here: "/"}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1><div class="flash refused" role="alert"><p>{}</p></div>`, title, text)
		if r.Method == http.MethodGet {
			p.f(`<p><a href="{}">{}</a></p>`, localPath(r.URL.RequestURI()), p.lang.Say("Try again", "もう一度開く"))
		}
		p.f(`</div>`)
	})
}

// sessionName tells requests of one session or token from those of another,
// without keeping either.
func sessionName(r *http.Request) string {
	secret, ok := bearerToken(r)
	if !ok {
		c, err := r.Cookie(sessionCookie)
		if err != nil {
			return ""
		}
		secret = c.Value
	}
	sum := sha256.Sum256([]byte(secret))
	return string(sum[:])
}

// allow tells whether one more try may be made under a name.
func (a *attempts) allow(now time.Time, name string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.by) > 10000 {
		for name, one := range a.by {
			if now.Sub(one.last) > 10*time.Minute {
				delete(a.by, name)
			}
		}
	}
	one := a.by[name]
	if one == nil {
		one = &attempt{limit: rate.NewLimiter(a.rate, a.burst)}
		a.by[name] = one
	}
	one.last = now
	return one.limit.AllowN(now, 1)
}

// giveBack takes a try under a name as not made.
func (a *attempts) giveBack(now time.Time, name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if one := a.by[name]; one != nil {
		one.limit.AllowN(now, -1) // never more than the burst
	}
}
