package cli

import (
	"cmp"
	"context"
	"os"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// provider makes the ticket system that flag, environment and configuration
// describe.
func provider(name string) (tickets.Provider, error) {
	c, err := config.Load("")
	if err != nil {
		return nil, err
	}
	return newProvider(name, c, tracker.SentBeside(c))
}

// ticketStates asks about the tickets of documents, where a provider is set up; nil: none
// is. What it said is given also where it did not answer about all; the error then is
// tracker.UnreadTickets.
func (s *session) ticketStates(ctx context.Context, docs []*postmortem.Document) (tracker.TicketStates, error) {
	p, err := provider(s.providerName)
	if err != nil && s.providerName == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return tracker.AskTickets(ctx, p, docs)
}

// newProvider makes the ticket system. The ledger knows what was sent before.
func newProvider(name string, c config.Config, ledger tickets.Ledger) (tickets.Provider, error) {
	var err error
	if c.Tickets, err = withDurations(c.Tickets); err != nil {
		return nil, err
	}
	switch chosen := chooseProvider(name, c); chosen {
	case incident.Jira:
		return newJira(c)
	case incident.GitHub:
		return newGitHub(c, ledger)
	default:
		return nil, incident.Tell(incident.Invalid, "there is no ticket provider %q; use github or jira", "チケットの連携先 %q はありません。github か jira を使ってください", chosen)
	}
}

// chooseProvider takes the flag, else the configuration, else what the
// environment speaks of.
func chooseProvider(name string, c config.Config) incident.ProviderName {
	switch {
	case name != "":
		return incident.ProviderName(name)
	case c.Tickets.Provider != "":
		return c.Tickets.Provider
	case os.Getenv("GITHUB_REPOSITORY") == "" && os.Getenv("JIRA_URL") != "":
		return incident.Jira
	}
	return incident.GitHub
}

func newGitHub(c config.Config, ledger tickets.Ledger) (tickets.Provider, error) {
	token, err := config.Secret("GITHUB_TOKEN")
	if err != nil {
		return nil, err
	}
	key, err := config.Secret("GITHUB_APP_PRIVATE_KEY")
	if err != nil {
		return nil, err
	}
	return github.New(github.Config{
		BaseURL: os.Getenv("GITHUB_API_URL"), Token: token, Repository: ticketRepository(c),
		App:     github.App{ID: os.Getenv("GITHUB_APP_ID"), Installation: os.Getenv("GITHUB_APP_INSTALLATION_ID"), PrivateKey: key},
		DueMode: github.DueMode(c.Tickets.Due), Project: c.Tickets.Project, ProjectField: c.Tickets.ProjectField,
		People: c.People, Timeout: c.Tickets.Timeout, MaxWait: c.Tickets.MaxWait, Ledger: ledger,
	})
}

// ticketRepository names the repository of tickets that name none, as owner/name; empty: nobody
// has said it.
func ticketRepository(c config.Config) string {
	return cmp.Or(os.Getenv("GITHUB_REPOSITORY"), c.Tickets.Repository)
}

func newJira(c config.Config) (tickets.Provider, error) {
	token, err := config.Secret("JIRA_TOKEN")
	if err != nil {
		return nil, err
	}
	return jira.New(jira.Config{
		URL: os.Getenv("JIRA_URL"), User: os.Getenv("JIRA_USER"), Token: token,
		Project: cmp.Or(os.Getenv("JIRA_PROJECT"), c.Tickets.Project), IssueType: c.Tickets.IssueType, Fields: c.Tickets.Fields,
		People: c.People, Timeout: c.Tickets.Timeout, MaxWait: c.Tickets.MaxWait,
	})
}

// withDurations lets the environment beat the configuration in how long things
// may take.
func withDurations(t config.Tickets) (config.Tickets, error) {
	for name, to := range map[string]*time.Duration{
		"PMTRACKER_TICKETS_TIMEOUT": &t.Timeout, "PMTRACKER_TICKETS_WINDOW": &t.Window, "PMTRACKER_TICKETS_MAX_WAIT": &t.MaxWait,
	} {
		text := os.Getenv(name)
		if text == "" {
			continue
		}
		d, err := time.ParseDuration(text)
		if err != nil || d <= 0 {
			return t, incident.Tell(incident.Invalid, "%s: %q is not a duration; write for example 500ms, 30s or 10m", "%s: %q は時間の長さではありません。500ms、30s、10m のように書いてください", name, text)
		}
		*to = d
	}
	return t, nil
}
