package tickets_test

import (
	"net/http/httptest"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
)

// TestDuplicateClosedMeanwhile: two machines that heal the same tickets say so once.
func TestDuplicateClosedMeanwhile(t *testing.T) {
	hub := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}
	for range 2 {
		hub.Add(fakehub.Issue{Title: "T"})
	}
	work := &fakejira.Jira{Project: "PAY"}
	hubServer := httptest.NewServer(&standin.Server{Vendor: hub})
	defer hubServer.Close()
	workServer := httptest.NewServer(&standin.Server{Vendor: work})
	defer workServer.Close()
	atHub, err := github.New(github.Config{BaseURL: hubServer.URL, Token: "t", Repository: "acme/checkout"})
	if err != nil {
		t.Fatal(err)
	}
	atWork, err := jira.New(jira.Config{URL: workServer.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
	if err != nil {
		t.Fatal(err)
	}
	twins := func(p tickets.Provider, refs ...incident.TicketRef) {
		duplicate, stays := tickets.Ticket{Ref: refs[1]}, tickets.Ticket{Ref: refs[0]}
		for range 2 { // each has read both as open
			if err := p.CloseDuplicate(t.Context(), duplicate, stays, incident.English); err != nil {
				t.Error(err)
			}
		}
	}
	twins(atHub, incident.TicketRef{Provider: incident.GitHub, Number: 1}, incident.TicketRef{Provider: incident.GitHub, Number: 2})
	var keys []incident.TicketRef
	for _, marker := range []string{"INC-1/AI-1", "INC-1/AI-2"} {
		made, _, err := atWork.Create(t.Context(), tickets.Draft{Marker: marker, Title: "T"})
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, made.Ref)
	}
	twins(atWork, keys...)
	if is := hub.Issues[1]; is.State != "closed" || len(is.Comments) != 1 {
		t.Errorf("GitHub: %+v", is)
	}
	if is := work.Issues[1]; len(is.Comments) != 1 {
		t.Errorf("Jira: %+v", is)
	}
}
