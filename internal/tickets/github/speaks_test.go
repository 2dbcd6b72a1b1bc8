package github_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// TestNobodySpeaks: where every answer is a page, the address is named beside the ticket; one
// list more is asked for, once. A server that answers otherwise to anything, be it a text that
// says that nothing is there, has no such issue.
func TestNobodySpeaks(t *testing.T) {
	for name, c := range map[string]struct {
		path, data string // what is answered with data
		other      string // what comes with 404 for all else
		nobody     bool
	}{
		"no API at all":              {"", "", "<html>not found</html>", true},
		"a text for all":             {"", "", "404 page not found", false},
		"a page for the issue alone": {"/repos/acme/checkout/issues", `[]`, "<html>not found</html>", false},
		"it knows another issue":     {"/repos/acme/checkout/issues/1", `{"number": 1}`, "<html>not found</html>", false},
	} {
		asked := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			if r.URL.Path != c.path {
				http.Error(w, c.other, http.StatusNotFound)
				return
			}
			fmt.Fprint(w, c.data)
		}))
		p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = p.Get(t.Context(), incident.TicketRef{Provider: incident.GitHub, Number: 1})
		var unmet []incident.Unmet
		for range 3 {
			item := incident.ActionItem{ID: "AI-1", Ticket: "#2"}
			facts, unread := tickets.Facts(t.Context(), p, []incident.ActionItem{item})
			if len(unread) > 0 {
				t.Fatal(unread)
			}
			unmet = incident.TicketDisagreements(item, facts["AI-1"], nil, incident.English)
		}
		if len(unmet) != 1 || !strings.Contains(unmet[0].Message, "GitHub knows no issue ") || !strings.Contains(unmet[0].Fix, "link a ticket that exists") {
			t.Fatalf("%s: %+v", name, unmet)
		}
		if said := strings.Contains(unmet[0].Message, "answers as its API; check GITHUB_API_URL") && !strings.Contains(unmet[0].Fix, "remove the link"); said != c.nobody {
			t.Errorf("%s: %+v", name, unmet)
		}
		if asked > 5 { // the tickets, and the list
			t.Errorf("%s: %d requests", name, asked)
		}
		rights := p.Rights(t.Context())
		if c.nobody && (len(rights) != 1 || rights[0].State != tickets.RightMissing || !strings.Contains(rights[0].Detail, "check GITHUB_API_URL")) {
			t.Errorf("%s: %+v", name, rights)
		}
		server.Close()
	}
}
