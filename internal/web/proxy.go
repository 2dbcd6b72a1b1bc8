package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// behindProxies gives requests that come through proxies of ours the address of whom
// they come from, for limits and the audit log: the right-most in X-Forwarded-For
// that is no proxy of ours. What stands left of it, and the whole header where the
// peer is no proxy of ours, anybody can have written.
func behindProxies(ours []netip.Prefix, next http.Handler) http.Handler {
	if len(ours) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client, ok := peerOf(r.RemoteAddr)
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; ok && i >= 0 && within(ours, client); i-- {
			hop, known := peerOf(strings.TrimSpace(hops[i]))
			if !known {
				break
			}
			client = hop
		}
		if ok {
			told := *r
			told.RemoteAddr = netip.AddrPortFrom(client, 0).String()
			r = &told
		}
		next.ServeHTTP(w, r)
	})
}

func within(ours []netip.Prefix, address netip.Addr) bool {
	return slices.ContainsFunc(ours, func(p netip.Prefix) bool { return p.Contains(address) })
}

// peerOf reads an address, with a port or without.
func peerOf(text string) (netip.Addr, bool) {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return address.Unmap().WithZone(""), err == nil
}
