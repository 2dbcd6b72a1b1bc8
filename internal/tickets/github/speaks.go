package github

import (
	"context"
	"net/http"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// nobodySpeaks tells whether nothing at the API's address is one: no answer so far held
// data, and a page that says it is not there comes for the issues of the repository, too.
// A server that answers so for one issue, and otherwise as GitHub does, knows no such issue.
func (p *Provider) nobodySpeaks(ctx context.Context) bool {
	if p.transport.Spoke() {
		return false
	}
	p.mu.Lock()
	known := p.nobody
	p.mu.Unlock()
	if known {
		return true
	}
	_, resp, _ := p.client.Issues.ListByRepo(ctx, p.owner, p.repo, &gh.IssueListByRepoOptions{State: "all", ListOptions: gh.ListOptions{PerPage: 1}})
	nobody := resp != nil && resp.Response != nil && resp.StatusCode == http.StatusNotFound && !p.transport.Spoke()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.nobody = nobody
	return nobody
}

func notSpoken() error {
	return tickets.NotSpoken("GitHub", tickets.Cannot("correct GITHUB_API_URL: https://api.github.com, or https://HOST/api/v3 of an Enterprise Server",
		"GITHUB_API_URL を直してください（https://api.github.com。Enterprise Server では https://HOST/api/v3）"))
}
