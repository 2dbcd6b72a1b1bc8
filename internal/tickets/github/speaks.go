package github

import (
	"context"
	"net/http"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// nobodySpeaks is Transport.NobodySpeaks by the issues of the repository.
func (p *Provider) nobodySpeaks(ctx context.Context) bool {
	return p.transport.NobodySpeaks(func() bool {
		_, resp, _ := p.client.Issues.ListByRepo(ctx, p.owner, p.repo, &gh.IssueListByRepoOptions{State: "all", ListOptions: gh.ListOptions{PerPage: 1}})
		return resp != nil && resp.Response != nil && resp.StatusCode == http.StatusNotFound
	})
}

func (p *Provider) notSpoken(unknown error) error {
	return tickets.NotSpoken(unknown, p.client.BaseURL.String(), tickets.Cannot("check GITHUB_API_URL (https://api.github.com, or https://HOST/api/v3 of an Enterprise Server)",
		"GITHUB_API_URL を確かめてください（https://api.github.com。Enterprise Server では https://HOST/api/v3）"))
}
