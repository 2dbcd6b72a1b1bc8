package github

import (
	"cmp"
	"context"
	"time"

	"github.com/golang-sql/civil"
	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// ListsPresent is true: GitHub lists what is.
func (p *Provider) ListsPresent() bool { return true }

// Edit changes an issue of any repository that the token may write to. A milestone
// or project that the token may not set leaves the due date in the text, as when
// the issue is opened.
func (p *Provider) Edit(ctx context.Context, ref incident.TicketRef, c tickets.Change) (tickets.Ticket, []string, error) {
	if ref.Owner == "" {
		ref.Owner, ref.Repo = p.owner, p.repo
	}
	before, err := p.Get(ctx, ref)
	if err != nil {
		return tickets.Ticket{}, nil, err
	}
	request, warnings, err := p.editRequest(ctx, before, c)
	if err != nil {
		return tickets.Ticket{}, nil, err
	}
	if *request == (gh.IssueRequest{}) { // nothing of the text is pmtracker's
		return tickets.Ticket{}, warnings, nil
	}
	after, resp, err := p.client.Issues.Edit(ctx, ref.Owner, ref.Repo, ref.Number, request)
	if err != nil {
		if field := refusedField(err); field == "assignees" || field == "assignee" {
			return tickets.Ticket{}, warnings, ownerRefused((*request.Assignees)[0], nameOf(ref))
		}
		return tickets.Ticket{}, warnings, failure(resp, err, tickets.Cannot("cannot change ticket %s", "チケット %s を変更できません", ref), false)
	}
	after = carriedOut(after, request, before, c.Due)
	warnings = append(warnings, dropped(tickets.LangOf(ctx), request, after)...)
	ticket := p.ticket(after)
	if c.Due == nil || before.Due == *c.Due { // where it counts it is there already
		return ticket, warnings, nil
	}
	var beside []string
	switch p.config.DueMode {
	case DueInMilestone:
		if request.Milestone == nil {
			ticket, beside, err = p.offMilestone(ctx, ref, after, *c.Due)
		}
	case DueInProject:
		ticket.Due = before.Due
		beside, err = p.moveOnProject(ctx, after, *c.Due, &ticket)
	}
	return ticket, append(warnings, beside...), err
}

// carriedOut gives the answer to an edit with what it does not say taken from what was
// sent, and from the issue before: a success without data, or with a part of the issue,
// was carried out all the same. GitHub itself gives the whole issue, and what it dropped
// is to be seen there.
func carriedOut(answer *gh.Issue, sent *gh.IssueRequest, before tickets.Ticket, due *civil.Date) *gh.Issue {
	if answer.Milestone == nil && answer.Assignees == nil && sent.Milestone != nil { // null beside assignees was dropped
		answer.Milestone = &gh.Milestone{Number: sent.Milestone, DueOn: &gh.Timestamp{Time: due.In(time.UTC)}}
	}
	if answer.Assignees == nil && answer.Assignee == nil {
		owners := before.Owners
		if sent.Assignees != nil {
			owners = *sent.Assignees
		}
		for _, login := range owners {
			answer.Assignees = append(answer.Assignees, &gh.User{Login: &login})
		}
	}
	answer.Number = cmp.Or(answer.Number, &before.Ref.Number)
	answer.HTMLURL = cmp.Or(answer.HTMLURL, &before.URL)
	answer.NodeID = cmp.Or(answer.NodeID, &before.Node)
	answer.Title = cmp.Or(answer.Title, sent.Title, &before.Title)
	answer.Body = cmp.Or(answer.Body, sent.Body, &before.Body)
	return answer
}

// editRequest is the body of the edit. The warnings are about the milestone.
func (p *Provider) editRequest(ctx context.Context, before tickets.Ticket, c tickets.Change) (*gh.IssueRequest, []string, error) {
	request, body := &gh.IssueRequest{}, before.Body
	if c.Title != nil {
		title := oneLine(*c.Title, maxTitle)
		request.Title = &title
	}
	if c.Owner != nil {
		login, err := p.assignee(ctx, *c.Owner, nameOf(before.Ref))
		if err != nil {
			return nil, nil, err
		}
		request.Assignees = &[]string{login}
	}
	if len(before.Markers) > 0 { // pmtracker wrote it
		body = tickets.FollowTitle(body, c.Was, c.Text)
		body = tickets.FollowOwner(body, c.Text, func(said string) bool { return c.Owner != nil && tickets.OwnerOf(ctx, p, before)(said) })
	}
	if c.Due != nil {
		body = tickets.SetDue(body, *c.Due, c.Lang)
	}
	if body != before.Body || c.Due != nil {
		request.Body = &body
	}
	if c.Due == nil || before.Due == *c.Due || p.config.DueMode != DueInMilestone {
		return request, nil, nil
	}
	number, warning, err := p.milestoneFor(ctx, before.Ref, *c.Due)
	if err != nil {
		return nil, nil, err
	}
	if warning != nil {
		return request, []string{incident.Sentence(warning, tickets.LangOf(ctx))}, nil
	}
	request.Milestone = &number
	return request, nil, nil
}

// offMilestone takes an issue off a milestone that says another day than the text,
// where none that says the day could be had: it would count, and the text not.
func (p *Provider) offMilestone(ctx context.Context, ref incident.TicketRef, issue *gh.Issue, due civil.Date) (tickets.Ticket, []string, error) {
	says := dueOf(issue.Milestone)
	if !says.IsValid() || says == due {
		return p.ticket(issue), nil, nil
	}
	l := tickets.LangOf(ctx)
	after, resp, err := p.client.Issues.RemoveMilestone(ctx, ref.Owner, ref.Repo, ref.Number)
	if err != nil {
		err = failure(resp, err, tickets.Cannot("cannot take ticket %s off the milestone %q, which says %s", "チケット %s を、期限 %[3]s のマイルストーン「%[2]s」から外せません", ref, issue.Milestone.GetTitle(), says), false)
		if incident.CodeOf(err) != incident.Refused {
			return p.ticket(issue), nil, err
		}
		return p.ticket(issue), []string{incident.Sentence(err, l)}, nil
	}
	return p.ticket(after), []string{l.Say("%s was taken off the milestone \"%s\", which says %s", "チケット %s を、期限 %[3]s のマイルストーン「%[2]s」から外しました", ref, issue.Milestone.GetTitle(), says)}, nil
}

// moveOnProject sets the date of an issue on the project, and in the ticket, which has
// the date of before, what counts then: where the token may not set it that is still
// the board's, or the text's where it may not read it either.
func (p *Provider) moveOnProject(ctx context.Context, issue *gh.Issue, due civil.Date, ticket *tickets.Ticket) (warnings []string, err error) {
	refused := p.putOnProject(ctx, issue, due)
	switch {
	case refused == nil:
		ticket.Due = due
		return nil, nil
	case incident.CodeOf(refused) != incident.Refused:
		return nil, refused
	}
	ticket.Due = due // of the text, where the board cannot be read
	return []string{inTextAlone(tickets.LangOf(ctx), refused, issue.GetNumber())}, p.readProjectDates(ctx, []*tickets.Ticket{ticket})
}
