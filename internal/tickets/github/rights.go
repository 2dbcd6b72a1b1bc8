package github

import (
	"context"
	"errors"
	"net/http"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Rights tries each right that opening and following tickets needs. What would
// create something is tried with a request that lacks its title: GitHub checks
// rights first, and refuses the rest as incomplete (422).
func (p *Provider) Rights(ctx context.Context) []tickets.Right {
	l := tickets.LangOf(ctx)
	rights := []tickets.Right{p.tryRead(ctx)}
	if rights[0].State != tickets.RightHeld {
		return rights
	}
	rights = append(rights,
		p.tryCreate(ctx, l.Say("open issues in %s", "%s に課題を作成する", p.repository()), "issues", true,
			l.Say("give the token Issues: write", "トークンに Issues: write を与えてください")),
		p.tryPush(ctx))
	if p.config.DueMode == DueInMilestone {
		rights = append(rights, p.tryCreate(ctx, l.Say("make milestones for due dates", "期限のマイルストーンを作成する"), "milestones", false,
			l.Say("due dates will stand in the text alone", "期限は本文にだけ書かれます")))
	}
	if p.config.DueMode == DueInProject {
		right := tickets.Right{Name: l.Say("set dates on project %s", "プロジェクト %s に日付を設定する", p.config.Project), State: tickets.RightHeld}
		if _, err := p.board(ctx); err != nil {
			right = right.Failed(err, l)
		}
		rights = append(rights, right)
	}
	return append(rights, p.tryPeople(ctx)...)
}

func (p *Provider) tryRead(ctx context.Context) tickets.Right {
	l := tickets.LangOf(ctx)
	right := tickets.Right{Name: l.Say("read the issues of %s", "%s の課題を読む", p.repository()), State: tickets.RightHeld, Needed: true}
	_, resp, err := p.client.Issues.ListByRepo(ctx, p.owner, p.repo, &gh.IssueListByRepoOptions{State: "all", ListOptions: gh.ListOptions{PerPage: 1}})
	if err != nil {
		return right.Failed(p.cannotList(resp, err), l)
	}
	return right
}

func (p *Provider) tryCreate(ctx context.Context, name, path string, needed bool, advice string) tickets.Right {
	right := tickets.Right{Name: name, State: tickets.RightUnknown, Needed: needed}
	req, err := p.client.NewRequest(http.MethodPost, "repos/"+p.repository()+"/"+path, struct{}{})
	if err != nil {
		return right
	}
	var made struct {
		URL string `json:"html_url"`
	}
	resp, err := p.client.Do(ctx, req, &made)
	var failed error // without what was tried, which is the right's name
	if err != nil {
		failed = tickets.Reason(failure(resp, err, errors.New(name), false))
	}
	switch {
	case made.URL != "": // GitHub itself takes nothing without a title
		right.State, right.Detail = tickets.RightHeld, tickets.LangOf(ctx).Say("the probe was taken although it has no title, and made %s; close it", "タイトルのない確認用リクエストが受け付けられ、%s が作成されました。不要なのでクローズしてください", made.URL)
	case failed != nil && incident.CodeOf(failed) == incident.Unavailable:
		return right.Failed(failed, tickets.LangOf(ctx))
	case resp == nil || resp.Response == nil:
		right.Detail = incident.Sentence(failed, tickets.LangOf(ctx))
	case resp.StatusCode == http.StatusUnprocessableEntity:
		right.State = tickets.RightHeld
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		right.State, right.Detail = tickets.RightMissing, incident.Sentence(p.movedAway(ctx, errors.New(name), resp.StatusCode), tickets.LangOf(ctx))
	case resp.StatusCode == http.StatusForbidden && !aboutRight(resp, said(err)):
		right = right.Failed(failed, tickets.LangOf(ctx))
	case resp.StatusCode == http.StatusForbidden || resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		right.State, right.Detail = tickets.RightMissing, firstOf(said(err), http.StatusText(resp.StatusCode))+"; "+advice
	default:
		right.Detail = said(err)
	}
	return right
}

// tryPush looks whether the token may push: without it GitHub drops labels,
// assignees and milestones in silence.
func (p *Provider) tryPush(ctx context.Context) tickets.Right {
	l := tickets.LangOf(ctx)
	right := tickets.Right{Name: l.Say("set labels, assignees and milestones", "ラベル、担当、マイルストーンを付ける"), State: tickets.RightUnknown}
	repository, resp, err := p.client.Repositories.Get(ctx, p.owner, p.repo)
	switch {
	case err != nil:
		right = right.Failed(failure(resp, err, tickets.Cannot("cannot read %s", "%s を読めません", p.repository()), false), l)
		right.State = tickets.RightUnknown // whoever may not read it may push all the same
	case repository.GetArchived():
		right.State, right.Detail = tickets.RightMissing, l.Say("the repository is archived", "リポジトリはアーカイブされています")
	case repository.Permissions["push"] || repository.Permissions["triage"]:
		right.State = tickets.RightHeld
	case repository.Permissions != nil:
		right.State, right.Detail = tickets.RightMissing, l.Say("GitHub will drop them in silence; give the account write or triage access", "GitHub は黙って落とします。アカウントに write か triage の権限を与えてください")
	}
	return right
}

// tryPeople looks whether each person of the mapping can be assigned.
func (p *Provider) tryPeople(ctx context.Context) []tickets.Right {
	var rights []tickets.Right
	assignee := func(ctx context.Context, owner string) (string, error) { return p.assignee(ctx, owner, p.repository()) }
	for _, person := range p.config.People {
		if person.GitHub == "" {
			continue
		}
		rights = append(rights, tickets.AssignRight(ctx, person, person.GitHub, assignee))
	}
	return rights
}
