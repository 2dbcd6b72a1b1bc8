package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestSameServer: one server is reached at several ports and names, and what is said of
// one ticket there is said of one.
func TestSameServer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"https://github.com/acme/checkout/issues/1", "http://www.GitHub.com:443/Acme/checkout/issues/1", true},
		{"https://ghe.example.com/acme/checkout/issues/1", "https://ghe.example.com:8443/acme/checkout/issues/1", true},
		{"http://localhost:3000/acme/checkout/issues/1", "http://127.0.0.1:3000/acme/checkout/issues/1", true},
		{"http://[::1]:3000/acme/checkout/issues/1", "http://localhost/acme/checkout/issues/1", true},
		{"https://jira.example.com:8443/browse/PAY-1", "https://jira.example.com/jira/browse/PAY-1", true},
		{"https://jira.example.com/browse/PAY-1", "PAY-1", true},
		{"https://github.com/acme/checkout/issues/1", "https://ghe.example.com/acme/checkout/issues/1", false},
		{"https://a.atlassian.net/browse/PAY-1", "https://b.atlassian.net/browse/PAY-1", false},
		{"http://10.0.0.1/acme/checkout/issues/1", "http://127.0.0.1/acme/checkout/issues/1", false},
	} {
		a, ok := incident.ParseTicketRef(c.a)
		b, also := incident.ParseTicketRef(c.b)
		if !ok || !also || a.Same(b) != c.same || b.Same(a) != c.same || a.SameServer(b) != c.same {
			t.Errorf("%s and %s: want the same %v", c.a, c.b, c.same)
		}
	}
}
