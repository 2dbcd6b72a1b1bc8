package cli

import (
	"os"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
)

// provider makes the ticket system that the environment describes.
func provider(name string) (tickets.Provider, error) {
	if name == "" && os.Getenv("GITHUB_REPOSITORY") == "" && os.Getenv("JIRA_URL") != "" {
		name = string(incident.Jira)
	}
	switch incident.ProviderName(name) {
	case incident.Jira:
		token, err := config.Secret("JIRA_TOKEN")
		if err != nil {
			return nil, err
		}
		return jira.New(jira.Config{URL: os.Getenv("JIRA_URL"), User: os.Getenv("JIRA_USER"), Token: token, Project: os.Getenv("JIRA_PROJECT")})
	case incident.GitHub, "":
		token, err := config.Secret("GITHUB_TOKEN")
		if err != nil {
			return nil, err
		}
		return github.New(github.Config{BaseURL: os.Getenv("GITHUB_API_URL"), Token: token, Repository: os.Getenv("GITHUB_REPOSITORY")})
	}
	return nil, incident.Errorf(incident.Invalid, "there is no ticket provider %q; use github or jira", name)
}
