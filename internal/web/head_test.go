package web

import (
	"net/http"
	"testing"
)

// TestHeadIsGetWithoutTheBody on pages, files, the stream of changes and the API; a way
// that only takes what is sent takes no HEAD either.
func TestHeadIsGetWithoutTheBody(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	for _, path := range []string{
		"/", "/items", "/items.csv", base, base + "/review", base + "/postmortem.md", base + "/timeline.svg", "/nope", base + "/log", "/static/pm.css",
		"/healthz", "/api/v1/incidents", "/api/v1" + base, "/api/v1" + base + "/close", "/api/v1/nope", "/api/v1/openapi.json", base + "/events",
	} {
		head := p.do(p.request(http.MethodHead, path, nil))
		if head.body != "" {
			t.Errorf("HEAD %s has the body %q", path, head.body)
		}
		if path == base+"/events" { // which goes on for as long as somebody listens
			if head.status != 200 || head.header.Get("Content-Type") != "text/event-stream" {
				t.Errorf("HEAD %s: %d %v", path, head.status, head.header)
			}
			continue
		}
		get := p.do(p.request(http.MethodGet, path, nil))
		if head.status != get.status || head.header.Get("Content-Type") != get.header.Get("Content-Type") || head.header.Get("ETag") != get.header.Get("ETag") {
			t.Errorf("HEAD %s: %d %v, GET: %d %v", path, head.status, head.header, get.status, get.header)
		}
	}
}
