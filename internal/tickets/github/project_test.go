package github_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// still is a clock that notes the waits and does not wait.
type still struct{ waited time.Duration }

func (*still) Now() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) }
func (s *still) Sleep(_ context.Context, d time.Duration) error {
	s.waited += d
	return nil
}

// TestProjectLater: a limit of the GraphQL API is waited for, and the date of a
// ticket that a passing failure kept from the project is left for the next run.
func TestProjectLater(t *testing.T) {
	for name, c := range map[string]struct {
		first      string // what the GraphQL API says first, and how often
		times      int
		unfinished bool
		waits      bool
	}{
		"limited": {`{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}`, 1, false, true},
		"failing": {`{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}`, 9, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasSuffix(r.URL.Path, "/graphql") {
					w.WriteHeader(http.StatusCreated)
					_, _ = io.WriteString(w, `{"number":1,"node_id":"I_1","title":"T","state":"open","html_url":"https://github.com/acme/checkout/issues/1"}`)
					return
				}
				if asked++; asked <= c.times {
					w.Header().Set("X-RateLimit-Remaining", "0")
					w.Header().Set("X-RateLimit-Reset", "1793610042")
					_, _ = io.WriteString(w, c.first)
					return
				}
				_, _ = io.WriteString(w, `{"data":{"repositoryOwner":{"projectV2":{"id":"P","field":{"id":"F","dataType":"DATE"}}},"addProjectV2ItemById":{"item":{"id":"X"}}}}`)
			}))
			defer server.Close()
			clock := &still{}
			p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout", DueMode: github.DueInProject, Project: "7", Clock: clock, MaxWait: 1e6 * time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			ticket, warnings, err := p.Create(t.Context(), tickets.Draft{Marker: "INC-2026-0042/AI-1", Title: "T", Due: civil.Date{Year: 2026, Month: 12, Day: 15}, Lang: incident.English})
			if err != nil || ticket.Unfinished != c.unfinished || (len(warnings) > 0) != c.unfinished || (clock.waited > 0) != c.waits {
				t.Errorf("unfinished %v, waited %s, warnings %q, %v", ticket.Unfinished, clock.waited, warnings, err)
			}
		})
	}
}
