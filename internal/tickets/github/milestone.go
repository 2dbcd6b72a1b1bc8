package github

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/golang-sql/civil"
	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// milestoneFor gives the number of the milestone of a day in a repository, and makes
// it where there is none. Milestones are listed once. Where this token may not, the
// ticket goes without: the number is then 0 and the warning says so.
func (p *Provider) milestoneFor(ctx context.Context, at incident.TicketRef, due civil.Date) (number int, warning, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	repository := strings.ToLower(nameOf(at))
	for try := 1; ; try++ {
		if _, listed := p.milestones[repository]; !listed {
			all, err := p.listMilestones(ctx, at)
			if err != nil {
				return without(due, err)
			}
			p.milestones[repository] = all
		}
		title, number := pickMilestone(p.milestones[repository], due)
		if number != 0 {
			return number, nil, nil
		}
		made, resp, err := p.client.Issues.CreateMilestone(ctx, at.Owner, at.Repo, milestoneRequest(title, due))
		if err == nil && made.GetNumber() != 0 {
			p.milestones[repository] = append(p.milestones[repository], made)
			return made.GetNumber(), nil, nil
		}
		delete(p.milestones, repository) // somebody else may have made it, or the answer was lost: look again
		if try < 3 {
			continue
		}
		if err == nil {
			a := tickets.Attempt{Service: "GitHub", What: noMilestone(at, due)}
			return without(due, a.Answered(resp.StatusCode, ""))
		}
		// A milestone is no ticket: that its outcome is unknown does not matter.
		return without(due, failure(resp, err, noMilestone(at, due), false))
	}
}

// without passes over a milestone that GitHub refuses: the due date stands in the
// body. A server that does not answer ends the run, which is tried again later.
func without(due civil.Date, cause error) (number int, warning, err error) {
	if code := incident.CodeOf(cause); code == incident.Unavailable || errors.Is(cause, context.Canceled) {
		return 0, nil, cause
	}
	return 0, incident.Tell(incident.Refused, "%s; the due date %s stands in the text alone", "%s。期限 %s は本文にだけ書きます", cause, due), nil
}

func noMilestone(at incident.TicketRef, due civil.Date) error {
	return tickets.Cannot("cannot make the milestone for %s in %s", "%[2]s に %[1]s のマイルストーンを作成できません", due, nameOf(at))
}

func (p *Provider) listMilestones(ctx context.Context, at incident.TicketRef) ([]*gh.Milestone, error) {
	opts := &gh.MilestoneListOptions{State: "all", ListOptions: gh.ListOptions{PerPage: pageSize}}
	var all []*gh.Milestone
	for {
		page, resp, err := p.client.Issues.ListMilestones(ctx, at.Owner, at.Repo, opts)
		if err != nil {
			return nil, failure(resp, err, tickets.Cannot("cannot list the milestones of %s", "%s のマイルストーンを一覧できません", nameOf(at)), false)
		}
		all = append(all, page...)
		if resp.NextPage <= opts.Page {
			return all, nil
		}
		opts.Page = resp.NextPage
	}
}

// pickMilestone gives the milestone of ours with that due date, else a title
// that is still free: somebody may have moved "Due 2026-12-15" to another day.
func pickMilestone(all []*gh.Milestone, due civil.Date) (title string, number int) {
	taken := map[string]*gh.Milestone{}
	for _, m := range all {
		taken[m.GetTitle()] = m
	}
	for title = milestoneTitle(due); taken[title] != nil; title += "+" {
		if dueOf(taken[title]) == due {
			return title, taken[title].GetNumber()
		}
	}
	return title, 0
}

func milestoneTitle(due civil.Date) string { return "Due " + due.String() }

// milestoneRequest asks for noon in UTC: GitHub cuts the time down to midnight
// in California, which for the first hours of a day in UTC is the day before.
func milestoneRequest(title string, due civil.Date) *gh.Milestone {
	return &gh.Milestone{
		Title: &title,
		DueOn: &gh.Timestamp{Time: time.Date(due.Year, due.Month, due.Day, 12, 0, 0, 0, time.UTC)},
	}
}

// dueOf reads the day back. Midnight in California is 7 or 8 o'clock in UTC on
// the same day.
func dueOf(m *gh.Milestone) civil.Date {
	if m == nil || m.DueOn == nil || m.DueOn.IsZero() {
		return civil.Date{}
	}
	return civil.DateOf(m.DueOn.UTC())
}
