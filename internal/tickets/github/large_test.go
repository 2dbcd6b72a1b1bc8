package github_test

import (
	"net/http/httptest"
	"testing"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// TestLargeRepository finds the oldest and the newest ticket among more issues
// than GitHub gives by the number of a page.
func TestLargeRepository(t *testing.T) {
	hub := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}
	for i := range 10_120 {
		body := "other"
		switch i {
		case 0:
			body = tickets.WithMarker("text", "INC-2026-0042/AI-1", incidentDay)
		case 10_119:
			body = tickets.WithMarker("text", "INC-2026-0042/AI-2", incidentDay)
		}
		hub.Add(fakehub.Issue{Title: "T", Body: body})
	}
	server := httptest.NewServer(&standin.Server{Vendor: hub})
	defer server.Close()
	p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
	if err != nil {
		t.Fatal(err)
	}
	wanted := []string{"INC-2026-0042/AI-1", "INC-2026-0042/AI-2"}
	found, err := p.FindMarked(t.Context(), wanted)
	if err != nil || len(found) != 2 || p.Highest() != 10_120 {
		t.Errorf("found %d of 2, highest %d, %v", len(found), p.Highest(), err)
	}
	found, err = p.FindAbove(t.Context(), wanted, 0)
	if err != nil || len(found) != 2 {
		t.Errorf("from the newest on: found %d of 2, %v", len(found), err)
	}
}
