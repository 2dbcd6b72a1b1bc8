package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/api"
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
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		if r.ContentLength > maxBody {
			s.tooLarge(w, r)
			return
		}
		// On a copy: net/http ends a connection whose body was closed unread only while
		// it finds its own body in its own request. Else the rest would be read as the
		// next request.
		limited := r.WithContext(r.Context())
		limited.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, limited)
	})
}

// tooLarge refuses with 413 (RFC 9110).
func (s *Server) tooLarge(w http.ResponseWriter, r *http.Request) {
	l := negotiate(r)
	s.refuse(w, r, http.StatusRequestEntityTooLarge, l.Say("Too large", "大きすぎます"),
		l.Say("What was sent is larger than %d MB. Nothing was changed.", "送られた内容が %d MB を超えています。何も変更していません。", maxBody>>20))
}

// fromElsewhere refuses what a page of another site sends in a reader's name.
func (s *Server) fromElsewhere(w http.ResponseWriter, r *http.Request) {
	l := negotiate(r)
	s.refuse(w, r, http.StatusForbidden, l.Say("That came from another site", "別のサイトからの操作です"),
		l.Say("A page of another site sent this, so nothing was changed. Open the page here and do it again.", "別のサイトのページから送られたため、何も変更していません。このサイトのページを開き、もう一度操作してください。"))
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
		if r.URL.Path != healthPath && !isLoopbackName(host) && !slices.Contains(names, host) {
			why := negotiate(r).Say("this server does not answer to that host name; name it with serve --public-url", "このホスト名には応答しません。serve の --public-url で指定してください")
			if forPrograms(r) {
				api.WriteProblem(w, http.StatusMisdirectedRequest, why)
			} else {
				http.Error(w, why, http.StatusMisdirectedRequest)
			}
			return
		}
		next.ServeHTTP(w, r)
	})
}

// forPrograms tells whether the answer to a request is read by a program.
func forPrograms(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == "/mcp"
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

// LoopbackSite tells whether a site's address, as people write it, names this machine
// alone.
func LoopbackSite(address string) bool {
	u, err := url.Parse(address)
	return err == nil && isLoopbackName(strings.ToLower(u.Hostname()))
}
