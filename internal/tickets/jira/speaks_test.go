package jira_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
)

// pages answers with a page that says that nothing is there.
func pages(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "<html>not found</html>", http.StatusNotFound)
}

// TestNobodySpeaks: where every answer is a page, the address is named beside the ticket; the
// account of the token is asked for besides, once. A server that answers otherwise to anything
// has no such issue.
func TestNobodySpeaks(t *testing.T) {
	work := &standin.Server{Vendor: &fakejira.Jira{Project: "PAY"}}
	for name, c := range map[string]struct {
		speaks func(path string) bool
		nobody bool
		asked  int
	}{
		"no Jira at all":                   {func(string) bool { return false }, true, 6}, // serverInfo of two versions, the account, and three times the ticket
		"a page for the issue alone":       {func(path string) bool { return !strings.Contains(path, "/issue/") }, false, 7},
		"a page for all but the account":   {func(path string) bool { return strings.HasSuffix(path, "/myself") }, false, 6},
		"a Jira that says what it is only": {func(path string) bool { return strings.HasSuffix(path, "/serverInfo") }, false, 7},
	} {
		asked := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked++; c.speaks(r.URL.Path) {
				work.ServeHTTP(w, r)
				return
			}
			pages(w, r)
		}))
		p, err := jira.New(jira.Config{URL: server.URL, Token: "t", Project: "PAY"})
		if err != nil {
			t.Fatal(err)
		}
		var fact incident.TicketFact
		for range 3 {
			facts, unread := tickets.Facts(t.Context(), p, []incident.ActionItem{{ID: "AI-1", Ticket: "PAY-1"}})
			if len(unread) > 0 {
				t.Fatal(unread)
			}
			fact = facts["AI-1"]
		}
		item := incident.ActionItem{ID: "AI-1", Ticket: "PAY-1"}
		unmet := incident.TicketDisagreements(item, fact, nil, incident.English)
		if len(unmet) != 1 || !strings.Contains(unmet[0].Message, "Jira knows no issue PAY-1") || !strings.Contains(unmet[0].Fix, "link a ticket that exists") {
			t.Fatalf("%s: %+v", name, unmet)
		}
		if said := strings.Contains(unmet[0].Message, "answers as its API; check JIRA_URL") && !strings.Contains(unmet[0].Fix, "remove the link"); said != c.nobody {
			t.Errorf("%s: %+v", name, unmet)
		}
		if asked > c.asked {
			t.Errorf("%s: %d requests", name, asked)
		}
		server.Close()
	}
}

// TestRightsWhereNobodySpeaks: doctor says that no Jira is there.
func TestRightsWhereNobodySpeaks(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(pages))
	defer server.Close()
	p, err := jira.New(jira.Config{URL: server.URL, Token: "t", Project: "PAY"})
	if err != nil {
		t.Fatal(err)
	}
	rights := p.Rights(t.Context())
	if len(rights) != 1 || rights[0].State != tickets.RightMissing || !rights[0].Needed || !strings.Contains(rights[0].Detail, "check JIRA_URL") {
		t.Errorf("%+v", rights)
	}
	if _, err := p.FindMarked(t.Context(), []string{"INC-1/AI-1"}); incident.CodeOf(err) != incident.Invalid || !strings.Contains(err.Error(), "check JIRA_URL") {
		t.Errorf("a search: %v", err)
	}
}

// TestRightsOfAFewPaths: a server that has only what doctor asks about knows nothing of the
// account, and is a Jira all the same.
func TestRightsOfAFewPaths(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/mypermissions") {
			pages(w, r)
			return
		}
		_, _ = w.Write([]byte(`{"permissions": {"BROWSE_PROJECTS": {"havePermission": true}}}`))
	}))
	defer server.Close()
	p, err := jira.New(jira.Config{URL: server.URL, Token: "t", Project: "PAY"})
	if err != nil {
		t.Fatal(err)
	}
	rights := p.Rights(t.Context())
	if len(rights) < 2 || rights[0].State != tickets.RightHeld {
		t.Errorf("%+v", rights)
	}
	for _, r := range rights {
		if r.State == tickets.RightMissing {
			t.Errorf("%+v", r)
		}
	}
}
