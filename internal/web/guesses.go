package web

import (
	"net/http"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// guesses bounds how often passwords are tried. Who guesses from one address is refused
// there, and keeps nobody else out: where many addresses try one account together, each
// is slowed down, and none is refused at once.
type guesses struct {
	address *attempts
	account *attempts     // tries that their address was allowed
	slowed  *attempts     // of one address at an account that many try
	busy    chan struct{} // hashing a password costs a core for a while
}

func newGuesses() *guesses {
	return &guesses{
		address: newAttempts(rate.Every(10*time.Second), 5),
		account: newAttempts(rate.Every(10*time.Second), 5),
		slowed:  newAttempts(rate.Every(time.Minute), 3),
		busy:    make(chan struct{}, 2),
	}
}

// allow tells whether a request may try a password of an account, however its name is
// spelt. One that is refused for its address says nothing about the account. right gives
// the try back, for a password that was right: it was no guess, and the next one of an
// office behind one address has as many tries.
func (g *guesses) allow(now time.Time, r *http.Request, account string) (right func(), ok bool) {
	from, account := network(r), incident.AccountName(account)
	if !g.address.allow(now, from) {
		return nil, false
	}
	counted, name := g.account, account
	if !counted.allow(now, name) {
		counted, name = g.slowed, from+" "+account
		if !counted.allow(now, name) {
			return nil, false
		}
	}
	return func() {
		g.address.giveBack(now, from)
		counted.giveBack(now, name)
	}, true
}

// network is the address of a request as far as one subscriber has one: of IPv6 the
// first 64 bits (RFC 6177), whose others everybody chooses as they like.
func network(r *http.Request) string {
	origin := originOf(r)
	ip, err := netip.ParseAddr(strings.TrimPrefix(origin, "web "))
	if err != nil || !ip.Is6() || ip.Is4In6() {
		return origin
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return origin
	}
	return prefix.String()
}
