package web

import (
	"net/http"
	"strings"
	"testing"
)

// A load balancer asks under the address of a node, and often for no body.
func TestHealthAnswersLoadBalancers(t *testing.T) {
	p := newSite(t, nil).person("en")
	as := func(method, path, host string) answer {
		r := p.request(method, path, nil)
		r.Host = host
		return p.do(r)
	}
	p.must(as(http.MethodGet, "/healthz", "10.0.0.5"), 200)
	p.must(as(http.MethodHead, "/healthz", "10.0.0.5:8080"), 200)
	if a := p.must(as(http.MethodGet, "/", "10.0.0.5"), 421); !strings.Contains(a.body, "--public-url") {
		t.Errorf("a foreign name is refused with %s", a.body)
	}
}
