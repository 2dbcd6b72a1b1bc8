package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestWhoComesThroughAProxy(t *testing.T) {
	ours := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.1.0.0/16")}
	for _, c := range []struct {
		peer      string
		forwarded []string
		want      string
	}{
		{"127.0.0.1:9", nil, "web 127.0.0.1"},
		{"127.0.0.1:9", []string{"198.51.100.7"}, "web 198.51.100.7"},
		{"127.0.0.1:9", []string{"192.0.2.1, 198.51.100.7"}, "web 198.51.100.7"},             // the left one is its own word
		{"127.0.0.1:9", []string{"192.0.2.1", "198.51.100.7, 10.1.2.3"}, "web 198.51.100.7"}, // two proxies
		{"[::ffff:10.1.2.3]:9", []string{"[2001:db8::1]:443"}, "web 2001:db8::1"},
		{"127.0.0.1:9", []string{"198.51.100.7, unknown"}, "web 127.0.0.1"},
		{"203.0.113.5:9", []string{"198.51.100.7"}, "web 203.0.113.5"}, // no proxy of ours: forged
	} {
		var got string
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.RemoteAddr, r.Header["X-Forwarded-For"] = c.peer, c.forwarded
		behindProxies(ours, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = originOf(r) })).ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want {
			t.Errorf("%s with %q is %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}

// Behind a proxy one who guesses keeps nobody else out.
func TestGuessesBehindAProxyKeepNobodyElseOut(t *testing.T) {
	s, admin := signedSite(t, func(o *Options) { o.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	s.signedIn(admin, "@ben", "viewer")
	from := func(address, account, password string) int {
		p := s.person("en")
		p.client.Transport = forwarded{address}
		return p.post("/signin", "account", account, "password", password).status
	}
	for range 6 {
		from("198.51.100.7", "@root", "wrong wrong wrong")
	}
	if status := from("198.51.100.7", "@cho", "wrong wrong wrong"); status != http.StatusTooManyRequests {
		t.Errorf("more guesses from the address give %d", status)
	}
	if status := from("198.51.100.8", "@ben", goodPassword); status != http.StatusSeeOther {
		t.Errorf("somebody else with the right password gets %d", status)
	}
}

// forwarded sends as a proxy does for an address.
type forwarded struct{ address string }

func (f forwarded) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Forwarded-For", f.address)
	return http.DefaultTransport.RoundTrip(r)
}
