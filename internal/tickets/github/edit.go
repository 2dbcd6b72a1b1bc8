package github

import (
	"context"
	"slices"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// ListsPresent is true: GitHub lists what is.
func (p *Provider) ListsPresent() bool { return true }

// Edit changes an issue of any repository that the token may write to.
func (p *Provider) Edit(ctx context.Context, ref incident.TicketRef, c tickets.Change) error {
	if ref.Owner == "" {
		ref.Owner, ref.Repo = p.owner, p.repo
	}
	before, err := p.Get(ctx, ref)
	if err != nil {
		return err
	}
	request := &gh.IssueRequest{}
	if c.Title != nil {
		title := oneLine(*c.Title, maxTitle)
		request.Title = &title
	}
	if c.Owner != nil {
		login, err := p.assignee(ctx, *c.Owner)
		if err != nil {
			return err
		}
		request.Assignees = &[]string{login}
	}
	if c.Due != nil {
		body := tickets.SetDue(before.Body, *c.Due, c.Lang)
		request.Body = &body
		if p.config.DueMode == DueInMilestone && ref.Owner == p.owner && ref.Repo == p.repo {
			number, warning, err := p.milestoneFor(ctx, *c.Due)
			if err != nil {
				return err
			}
			if warning != nil {
				return warning
			}
			request.Milestone = &number
		}
	}
	what := tickets.Cannot("cannot change ticket %s", "チケット %s を変更できません", ref)
	after, resp, err := p.client.Issues.Edit(ctx, ref.Owner, ref.Repo, ref.Number, request)
	if err != nil {
		if field := refusedField(err); field == "assignees" || field == "assignee" {
			return ownerRefused((*request.Assignees)[0], ref.Owner+"/"+ref.Repo)
		}
		return failure(resp, err, what, false)
	}
	if c.Due != nil && p.config.DueMode == DueInProject {
		if err := p.putOnProject(ctx, after, *c.Due); err != nil {
			return err
		}
	}
	if request.Assignees != nil && !slices.ContainsFunc(after.Assignees, func(u *gh.User) bool { return incident.SameAccount(u.GetLogin(), (*request.Assignees)[0]) }) {
		return incident.Tell(incident.Refused, "%s: GitHub dropped the assignee; the token needs push access to assign people",
			"%s: GitHub が担当を落としました。担当を付けるにはトークンに push 権限が必要です", what)
	}
	return nil
}
