package web

import (
	"net/http"
	"net/netip"
	"strconv"
	"testing"
	"time"
)

// TestGuessesAtANameKeepNobodyOut: whoever tries wrong passwords for somebody, from one
// address or from many, keeps that one not from signing in, also after a slip.
func TestGuessesAtANameKeepNobodyOut(t *testing.T) {
	for name, addresses := range map[string]int{"one address": 1, "many addresses": 12} {
		t.Run(name, func(t *testing.T) {
			s, admin := signedSite(t, func(o *Options) { o.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
			s.signedIn(admin, "@ben", "viewer")
			from := func(address, password string) int {
				p := s.person("en")
				p.client.Transport = forwarded{address}
				return p.post("/signin", "account", "@ben", "password", password).status
			}
			for i := range 24 {
				from("198.51.100."+strconv.Itoa(7+i%addresses), "wrong wrong wrong")
			}
			if status := from("203.0.113.5", "a slip of the pen"); status != http.StatusForbidden {
				t.Errorf("a slip of the person's own gets %d", status)
			}
			if status := from("203.0.113.5", goodPassword); status != http.StatusSeeOther {
				t.Errorf("the person with the right password gets %d", status)
			}
		})
	}
}

// TestManyAddressesAreSlowedDown: addresses that try one account together get fewer
// tries each than one alone, and the addresses of one network are one.
func TestManyAddressesAreSlowedDown(t *testing.T) {
	tries := func(minutes int, address func(i int) string) (allowed int) {
		g, now := newGuesses(), time.Now()
		for range minutes * 6 {
			for i := range 50 {
				r := &http.Request{RemoteAddr: address(i)}
				if _, ok := g.allow(now, r, "@ben"); ok {
					allowed++
				}
			}
			now = now.Add(10 * time.Second)
		}
		return allowed
	}
	if n := tries(10, func(int) string { return "198.51.100.7:9" }); n > 66 {
		t.Errorf("one address tries %d times in 10 minutes", n)
	}
	if n := tries(10, func(i int) string { return "[2001:db8::" + strconv.Itoa(i) + "]:9" }); n > 66 {
		t.Errorf("one network tries %d times in 10 minutes", n)
	}
	if n := tries(10, func(i int) string { return "198.51.100." + strconv.Itoa(i) + ":9" }); n > 50*14+70 {
		t.Errorf("50 addresses try %d times in 10 minutes", n)
	}
}

// TestRightPasswordsAreNoGuesses: an office behind one address signs in one after the
// other, and who guesses there has as few tries as ever.
func TestRightPasswordsAreNoGuesses(t *testing.T) {
	s, admin := signedSite(t, nil)
	s.signedIn(admin, "@ben", "viewer")
	try := func(password string) int {
		return s.person("en").post("/signin", "account", "@ben", "password", password).status
	}
	for i := range 7 {
		if status := try(goodPassword); status != http.StatusSeeOther {
			t.Fatalf("sign-in %d with the right password gets %d", i+1, status)
		}
	}
	g, now, r, wrong := newGuesses(), time.Now(), &http.Request{RemoteAddr: "198.51.100.7:9"}, 0
	for range 20 {
		if _, ok := g.allow(now, r, "@akiko"); ok {
			wrong++
		}
		if right, ok := g.allow(now, r, "@ben"); ok {
			right()
		}
	}
	if wrong != 5 {
		t.Errorf("one address may guess %d times at once", wrong)
	}
}
