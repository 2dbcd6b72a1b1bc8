package webhook_test

import (
	"net/http"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
	"github.com/pmtracker/pmtracker/internal/webhook"
)

// TestATicketThatNobodyLinksNeedsNoTicketSystem: without credentials Jira would repeat
// for ever what concerns nobody here.
func TestATicketThatNobodyLinksNeedsNoTicketSystem(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		r := newRigAt(t, s, &fakehub.GitHub{Repository: "acme/checkout"}, &fakejira.Jira{Project: "TES"}, "TES-7")
		bare := &tracker.Tracker{Store: s, Now: r.tracker.Now, Provider: func() (tickets.Provider, error) {
			return nil, incident.Errorf(incident.Invalid, "there is no token")
		}}
		r.jira = webhook.Jira(webhook.Config{Tracker: bare, Secrets: []string{secret}})
		for key, status := range map[string]int{"TES-41": http.StatusAccepted, "TES-7": http.StatusServiceUnavailable} {
			body := []byte(`{"webhookEvent": "jira:issue_updated", "issue": {"key": "` + key + `"}}`)
			r.want(r.atJira("d "+key, body, sign(secret, body)), status, key)
		}
	})
}
