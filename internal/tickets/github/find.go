package github

import (
	"context"
	"time"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

const pageSize = 100 // the most that GitHub gives

// FindMarked lists every issue of the repository, open and closed, and reads the
// bodies. It filters neither by label, which GitHub drops in silence, nor by
// creator, since the next run may be somebody else's; and it does not search,
// since the search index lags behind.
func (p *Provider) FindMarked(ctx context.Context, markers []string) (map[string][]tickets.Ticket, error) {
	return p.FindRecent(ctx, markers, time.Time{})
}

// FindRecent does the same among the issues changed since a time.
func (p *Provider) FindRecent(ctx context.Context, markers []string, since time.Time) (map[string][]tickets.Ticket, error) {
	found := map[string][]tickets.Ticket{}
	if len(markers) == 0 {
		return found, nil
	}
	wanted := make(map[string]bool, len(markers))
	for _, m := range markers {
		wanted[m] = true
	}
	// Oldest first: what is opened meanwhile comes at the end and moves nothing
	// from one page to another.
	opts := &gh.IssueListByRepoOptions{
		State: "all", Sort: "created", Direction: "asc", Since: since.UTC().Truncate(time.Second),
		ListOptions: gh.ListOptions{PerPage: pageSize},
	}
	for {
		page, resp, err := p.client.Issues.ListByRepo(ctx, p.owner, p.repo, opts)
		if err != nil {
			return nil, failure(ctx, resp, err, tickets.LangOf(ctx).Say("cannot list the issues of %s", "%s の課題を一覧できません", p.repository()), false)
		}
		for _, issue := range page {
			p.keep(found, wanted, issue)
		}
		if resp.NextPage <= opts.Page {
			return found, nil
		}
		opts.Page = resp.NextPage
	}
}

// keep adds an issue to those found under each wanted marker that it carries.
func (p *Provider) keep(found map[string][]tickets.Ticket, wanted map[string]bool, issue *gh.Issue) {
	if issue.IsPullRequest() {
		return
	}
	for _, marker := range tickets.MarkersIn(issue.GetBody()) {
		if !wanted[marker] || holds(found[marker], issue.GetNumber()) {
			continue
		}
		found[marker] = append(found[marker], p.ticket(issue))
	}
}

func holds(list []tickets.Ticket, number int) bool {
	for _, t := range list {
		if t.Ref.Number == number {
			return true
		}
	}
	return false
}
