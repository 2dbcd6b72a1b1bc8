package github

import (
	"context"
	"net/http"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// nobodySpeaks tells whether nothing at the API's address seems to be one: no answer so far
// was anything but a page, and one that says it is not there comes for the issues of the
// repository, too. A server that answers otherwise to anything knows no such issue.
func (p *Provider) nobodySpeaks(ctx context.Context) bool {
	if !p.transport.OnlyPages() {
		return false
	}
	p.mu.Lock()
	known := p.nobody
	p.mu.Unlock()
	if known {
		return true
	}
	_, resp, _ := p.client.Issues.ListByRepo(ctx, p.owner, p.repo, &gh.IssueListByRepoOptions{State: "all", ListOptions: gh.ListOptions{PerPage: 1}})
	nobody := resp != nil && resp.Response != nil && resp.StatusCode == http.StatusNotFound && p.transport.OnlyPages()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.nobody = nobody
	return nobody
}

func (p *Provider) notSpoken(unknown error) error {
	return tickets.NotSpoken(unknown, p.client.BaseURL.String(), tickets.Cannot("check GITHUB_API_URL (https://api.github.com, or https://HOST/api/v3 of an Enterprise Server)",
		"GITHUB_API_URL を確かめてください（https://api.github.com。Enterprise Server では https://HOST/api/v3）"))
}
