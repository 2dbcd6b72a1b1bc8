package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// contentPolicy lets a page load and send nothing but to its own origin, and
// run no script that stands in the page itself. The stylesheet carries its small
// pictures in itself (data:).
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxBody is the most that a form may carry: a long postmortem twice over.
const maxBody = 4 << 20

// guard sets the headers that every answer carries and refuses bodies that are
// too large.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		if r.ContentLength > maxBody {
			http.Error(w, negotiate(r).Say("the request is too large", "リクエストが大きすぎます"), http.StatusRequestEntityTooLarge)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// knownHost refuses requests whose Host is not one of ours: a page elsewhere
// whose name suddenly resolves to 127.0.0.1 (DNS rebinding) speaks under its own
// name.
func knownHost(names []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		host = strings.ToLower(strings.Trim(host, "[]"))
		if !isLoopbackName(host) && !slices.Contains(names, host) {
			http.Error(w, negotiate(r).Say("this server does not answer to that host name; set public_url in the configuration", "このホスト名には応答しません。設定の public_url を指定してください"), http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isLoopbackName(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// Loopback tells whether a listening address is reached from this machine alone.
func Loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	return err == nil && isLoopbackName(strings.ToLower(host))
}
