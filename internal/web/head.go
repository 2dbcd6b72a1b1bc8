package web

import (
	"context"
	"net/http"
)

type headKey struct{}

// headAsGet answers HEAD as GET (RFC 9110, 9.3.2): net/http, which knows the method that was
// sent, leaves the body out. Assistants speak a protocol of their own.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && r.URL.Path != "/mcp" {
			r = r.WithContext(context.WithValue(r.Context(), headKey{}, true))
			r.Method = http.MethodGet
		}
		next.ServeHTTP(w, r)
	})
}

// headOnly tells whether nobody reads the body of an answer.
func headOnly(r *http.Request) bool { return r.Context().Value(headKey{}) != nil }
