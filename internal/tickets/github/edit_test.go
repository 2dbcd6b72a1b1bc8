package github_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// edited changes owner and due date of an issue of a repository of the stand-in.
func edited(t *testing.T, hub *fakehub.GitHub, c github.Config, issue string, refuse func(*http.Request) bool) (tickets.Ticket, []string, error) {
	t.Helper()
	server := httptest.NewServer(&standin.Server{Vendor: hub, Choose: func(r *http.Request) standin.Fault {
		if refuse != nil && refuse(r) {
			return standin.Fault{Kind: standin.Forbidden}
		}
		return standin.Fault{}
	}})
	defer server.Close()
	c.BaseURL, c.Token, c.Clock = server.URL, "t", &still{}
	p, err := github.New(c)
	if err != nil {
		t.Fatal(err)
	}
	ref, _ := incident.ParseTicketRef(issue)
	owner, due := "@carol", civil.Date{Year: 2027, Month: 2, Day: 1}
	return p.Edit(t.Context(), ref, tickets.Change{Owner: &owner, Due: &due, Lang: incident.English})
}

// planned is a repository with an issue on a milestone of the end of the year, beside
// another one that takes fewer people.
func planned() (hub, other *fakehub.GitHub) {
	year := []*fakehub.Milestone{{Number: 1, Title: "Q4", DueOn: "2026-12-31T08:00:00Z"}}
	other = &fakehub.GitHub{Repository: "acme/infra", Milestones: year, Assignable: []string{"ben", "carol"}}
	other.Add(fakehub.Issue{Title: "One", Body: "Due: 2026-12-15", Assignees: []string{"ben"}, Milestone: 1})
	return &fakehub.GitHub{Repository: "acme/checkout", Assignable: []string{"ben"}, Other: other}, other
}

// TestEditInTheTicketsRepository: who can be assigned, and the milestone, are those
// of the repository that the ticket is in, however the configuration spells its own.
func TestEditInTheTicketsRepository(t *testing.T) {
	for _, home := range []string{"acme/checkout", "Acme/Infra"} {
		hub, other := planned()
		if strings.EqualFold(home, other.Repository) {
			hub = other
		}
		after, warnings, err := edited(t, hub, github.Config{Repository: home, DueMode: github.DueInMilestone}, "acme/infra#1", nil)
		if err != nil || len(warnings) > 0 {
			t.Fatalf("%s: %q %v", home, warnings, err)
		}
		if is := other.Issues[0]; is.Milestone != 2 || other.Milestones[1].Title != "Due 2027-02-01" || is.Assignees[0] != "carol" || !strings.Contains(is.Body, "2027-02-01") {
			t.Errorf("%s: %+v", home, is)
		}
		if len(hub.Milestones) > 0 && hub != other {
			t.Errorf("%s: a milestone in the configured repository: %+v", home, hub.Milestones)
		}
		if after.Due.String() != "2027-02-01" || after.Owners[0] != "carol" {
			t.Errorf("%s: %+v", home, after)
		}
	}
}

// TestEditWithoutMilestone: a token that may not make milestones writes the rest. The
// issue comes off a milestone that says another day, since the text would not count
// beside it; where that is refused too, the ticket says that day still.
func TestEditWithoutMilestone(t *testing.T) {
	for name, c := range map[string]struct {
		refuse func(*http.Request) bool
		due    string
		warns  string
	}{
		"may edit": {func(r *http.Request) bool {
			return strings.HasSuffix(r.URL.Path, "/milestones") && r.Method == http.MethodPost
		},
			"2027-02-01", "was taken off the milestone \"Q4\", which says 2026-12-31"},
		"may edit once": {edits(1), "2026-12-31", "off the milestone \"Q4\", which says 2026-12-31: GitHub refuses it"},
	} {
		hub, other := planned()
		after, warnings, err := edited(t, hub, github.Config{Repository: "acme/checkout", DueMode: github.DueInMilestone}, "acme/infra#1", c.refuse)
		if err != nil || len(warnings) != 2 || !strings.Contains(warnings[0], "the due date 2027-02-01 stands in the text alone") || !strings.Contains(warnings[1], c.warns) {
			t.Errorf("%s: %q %v", name, warnings, err)
		}
		if is := other.Issues[0]; is.Assignees[0] != "carol" || !strings.Contains(is.Body, "2027-02-01") || after.Due.String() != c.due {
			t.Errorf("%s: %+v, due %s", name, is, after.Due)
		}
	}
}

// edits refuses milestones, and edits after the first so many.
func edits(most int) func(*http.Request) bool {
	n := 0
	return func(r *http.Request) bool {
		if r.Method == http.MethodPatch {
			n++
		}
		return r.Method == http.MethodPatch && n > most || r.Method == http.MethodPost
	}
}

// TestEditOnABoard: a token that may read a board and not write it leaves the board's
// date, which counts; one that may not read it goes by the text.
func TestEditOnABoard(t *testing.T) {
	for due, c := range map[string]struct{ sees bool }{"2026-12-31": {true}, "2027-02-01": {false}} {
		hub := &fakehub.GitHub{Repository: "acme/checkout", Board: &fakehub.Board{Number: 7, Field: "Due date", Dates: map[int]string{1: "2026-12-31"}}}
		hub.Add(fakehub.Issue{Title: "One", Body: "Due: 2026-12-15"})
		asked := 0
		after, warnings, err := edited(t, hub, github.Config{Repository: "acme/checkout", DueMode: github.DueInProject, Project: "7"}, "acme/checkout#1", func(r *http.Request) bool {
			if strings.HasSuffix(r.URL.Path, "/graphql") {
				asked++
			}
			return strings.HasSuffix(r.URL.Path, "/graphql") && (!c.sees || asked == 3) // board, dates, and then the write
		})
		if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], "the due date of #1 stands in the text alone") {
			t.Errorf("sees it %v: %q %v", c.sees, warnings, err)
		}
		if is := hub.Issues[0]; is.Assignees[0] != "carol" || !strings.Contains(is.Body, "2027-02-01") || after.Due.String() != due || (after.Unseen == nil) != c.sees {
			t.Errorf("sees it %v: %+v, due %s", c.sees, is, after.Due)
		}
	}
}

// TestEditAnsweredWithLittle: a server that carries an edit out and answers with a part of
// the issue, or nothing, has carried it out.
func TestEditAnsweredWithLittle(t *testing.T) {
	for _, answer := range []string{"{}", `{"number": 1}`, `{"number": 1, "title": "One", "html_url": "https://github.com/acme/infra/issues/1"}`, "null", ""} {
		_, other := planned()
		hub := &standin.Server{Vendor: other}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPatch {
				hub.ServeHTTP(w, r)
				return
			}
			hub.ServeHTTP(httptest.NewRecorder(), r)
			_, _ = w.Write([]byte(answer))
		}))
		p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/infra", DueMode: github.DueInMilestone, Clock: &still{}})
		if err != nil {
			t.Fatal(err)
		}
		ref, _ := incident.ParseTicketRef("acme/infra#1")
		title, owner, due := "Two", "@carol", civil.Date{Year: 2027, Month: 2, Day: 1}
		after, warnings, err := p.Edit(t.Context(), ref, tickets.Change{Title: &title, Owner: &owner, Due: &due, Lang: incident.English})
		if strings.Contains(answer, "One") {
			title = "One" // the server says so
		}
		if err != nil || len(warnings) > 0 || after.Title != title || len(after.Owners) != 1 || after.Owners[0] != "carol" || after.Due != due || after.TextDue != due || after.Ref.Number != 1 {
			t.Errorf("%q: %+v %q %v", answer, after, warnings, err)
		}
		server.Close()
	}
}
