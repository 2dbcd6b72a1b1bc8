package github

import (
	"context"
	"net/http"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Create opens the issue. In milestone mode it makes the milestone of that day
// first, unless there is one; a milestone's title is unique in a repository, so
// that this can be repeated.
func (p *Provider) Create(ctx context.Context, d tickets.Draft) (tickets.Ticket, []string, error) {
	l := tickets.LangOf(ctx)
	request, err := p.request(ctx, d)
	if err != nil {
		return tickets.Ticket{}, nil, err
	}
	var warnings []string
	if p.config.DueMode == DueInMilestone && d.Due.IsValid() {
		number, warning, err := p.milestoneFor(ctx, p.Home(), d.Due)
		if err != nil {
			return tickets.Ticket{}, nil, err
		}
		if warning != nil {
			warnings = append(warnings, incident.Sentence(warning, l))
		} else {
			request.Milestone = &number
		}
	}
	what := tickets.Cannot("cannot open the ticket for %s in %s", "%[2]s に %[1]s のチケットを作成できません", d.Marker, p.repository())
	issue, resp, err := p.client.Issues.Create(ctx, p.owner, p.repo, request)
	if err != nil {
		return tickets.Ticket{}, nil, p.refusedCreate(ctx, resp, err, what, request)
	}
	if resp.StatusCode != http.StatusCreated || issue.GetNumber() <= 0 {
		a := tickets.Attempt{Service: "GitHub", What: what, Changes: true}
		return tickets.Ticket{}, nil, a.Answered(resp.StatusCode, "")
	}
	p.Saw(issue.GetNumber())
	warnings = append(warnings, dropped(l, request, issue)...)
	ticket := p.ticket(issue)
	ticket.Unread = issue.Body == nil || issue.Assignees == nil && issue.Assignee == nil
	if p.config.DueMode == DueInProject && d.Due.IsValid() {
		err := p.putOnProject(ctx, issue, d.Due)
		ticket.Unread = ticket.Unread || err != nil
		if ticket.Unfinished = incident.CodeOf(err) == incident.Unavailable && err != nil; ticket.Unfinished {
			warnings = append(warnings, l.Say("%s; #%d is there, and the next run puts its date on the project", "%s。#%d は作成済みです。プロジェクトの日付は次の実行で設定します", incident.Sentence(err, l), issue.GetNumber()))
		} else if err != nil {
			warnings = append(warnings, inTextAlone(l, err, issue.GetNumber()))
		}
	}
	return ticket, warnings, nil
}

// inTextAlone says that the date of an issue did not come onto the project, and why.
func inTextAlone(l incident.Lang, why error, issue int) string {
	return l.Say("%s; the due date of #%d stands in the text alone", "%s。#%d の期限は本文にだけ書きます", incident.Sentence(why, l), issue)
}

// refusedCreate says what GitHub did not take, and what to do about it.
func (p *Provider) refusedCreate(ctx context.Context, resp *gh.Response, err, what error, request *gh.IssueRequest) error {
	switch field := refusedField(err); {
	case (field == "assignees" || field == "assignee") && request.Assignees != nil:
		return incident.Errorf(incident.Refused, "%s: %w", what, ownerRefused((*request.Assignees)[0], p.repository()))
	case labelRefused(err):
		return incident.Tell(incident.Refused, "%s: GitHub does not take the labels %s (%s); correct tickets.labels in .pmtracker.yaml, or create them in the repository",
			"%s: GitHub がラベル %s を受け付けません（%s）。.pmtracker.yaml の tickets.labels を直すか、リポジトリに作成してください", what, strings.Join(request.GetLabels(), ", "), said(err))
	case resp != nil && resp.Response != nil && resp.StatusCode >= 300 && resp.StatusCode < 400:
		return p.movedAway(ctx, what, resp.StatusCode)
	}
	return failure(resp, err, what, true)
}

// Finish puts the date of an issue on the project.
func (p *Provider) Finish(ctx context.Context, d tickets.Draft, t tickets.Ticket) error {
	if p.config.DueMode != DueInProject || !d.Due.IsValid() || t.Done {
		return nil
	}
	issue, resp, err := p.client.Issues.Get(ctx, p.owner, p.repo, t.Ref.Number)
	if err != nil {
		return failure(resp, err, tickets.Cannot("cannot read ticket %s", "チケット %s を読めません", t.Ref), false)
	}
	return p.putOnProject(ctx, issue, d.Due)
}

// request is the body of the create, without the milestone.
func (p *Provider) request(ctx context.Context, d tickets.Draft) (*gh.IssueRequest, error) {
	title := oneLine(d.Title, maxTitle)
	body := p.body(d)
	r := &gh.IssueRequest{Title: &title, Body: &body}
	if len(d.Labels) > 0 {
		labels := slices.Clone(d.Labels)
		r.Labels = &labels
	}
	if d.Owner != "" {
		login, err := p.assignee(ctx, d.Owner, p.repository())
		if err != nil {
			return nil, err
		}
		r.Assignees = &[]string{login}
	}
	return r, nil
}

// dropped compares what was asked with what came back. GitHub drops labels,
// assignees and milestone in silence where the token lacks push access.
func dropped(l incident.Lang, asked *gh.IssueRequest, got *gh.Issue) []string {
	var warnings []string
	if missing := missingLabels(asked, got); len(missing) > 0 {
		warnings = append(warnings, l.Say(
			"GitHub dropped the label %s of #%d; the token needs push access to set labels",
			"GitHub が #%[2]d のラベル %[1]s を落としました。ラベルを付けるにはトークンに push 権限が必要です", strings.Join(missing, ", "), got.GetNumber()))
	}
	if asked.Assignees != nil {
		login := (*asked.Assignees)[0]
		if !slices.ContainsFunc(got.Assignees, func(u *gh.User) bool { return incident.SameAccount(u.GetLogin(), login) }) {
			warnings = append(warnings, l.Say(
				"GitHub dropped the assignee %s of #%d; the token needs push access to assign people",
				"GitHub が #%[2]d の担当 %[1]s を落としました。担当を付けるにはトークンに push 権限が必要です", login, got.GetNumber()))
		}
	}
	if asked.Milestone != nil && got.GetMilestone().GetNumber() != *asked.Milestone {
		warnings = append(warnings, l.Say(
			"GitHub dropped the milestone of #%d; the due date stands in the text alone",
			"GitHub が #%d のマイルストーンを落としました。期限は本文にだけあります", got.GetNumber()))
	}
	return warnings
}

func missingLabels(asked *gh.IssueRequest, got *gh.Issue) []string {
	var missing []string
	for _, want := range asked.GetLabels() {
		if !slices.ContainsFunc(got.Labels, func(l *gh.Label) bool { return strings.EqualFold(l.GetName(), want) }) {
			missing = append(missing, want)
		}
	}
	return missing
}

// oneLine makes a title of a text: no line breaks, at most so many characters.
func oneLine(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		r = append(r[:most-1], '…')
	}
	return string(r)
}
