package action

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// reviewed is what the reviewers of a pull request said of its head commit.
type reviewed struct {
	given  []incident.Approval // those that count; their revision is left open
	passed []passedOver
	asked  error // why GitHub could not be asked
}

// reviews is what reviewers said of the documents that are judged.
type reviews struct {
	all reviewed            // of every one: the head of a pull request holds them all
	of  map[string]reviewed // of a merge group: by path
}

// document gives what was said of one.
func (r reviews) document(path string) reviewed {
	if words, ok := r.of[path]; ok {
		return words
	}
	return r.all
}

// passedOver is a reviewer whose word does not count.
type passedOver struct {
	login  string
	en, ja string // why
}

// why says who reviewed and why it does not count, " (…)"; empty: nobody did.
func (r reviewed) why(l incident.Lang) string {
	var all []string
	if r.asked != nil {
		all = append(all, incident.Sentence(r.asked, l))
	}
	for _, p := range r.passed {
		all = append(all, l.Say("@%[1]s %[2]s", "@%[1]s: %[2]s", p.login, l.Say(p.en, p.ja)))
	}
	if len(all) == 0 {
		return ""
	}
	return l.Say(" (%s)", "（%s）", strings.Join(all, l.Say("; ", "、")))
}

// approvals gives who approves the head commit of a pull request: the last word
// of each reviewer who may decide in this repository. The author of the pull
// request, programs, and words about an earlier commit do not count.
func (a *api) approvals(ctx context.Context, number int, head, author string) (reviewed, error) {
	last, order, err := a.lastWords(ctx, number)
	if err != nil {
		return reviewed{}, err
	}
	found := reviewed{given: []incident.Approval{}}
	for _, login := range order {
		r := last[login]
		en, ja := voided(r, head, author)
		if en == "" {
			if en, ja, err = a.powerless(ctx, r); err != nil {
				return reviewed{}, err
			}
		}
		if en != "" {
			found.passed = append(found.passed, passedOver{login, en, ja})
			continue
		}
		found.given = append(found.given, incident.Approval{By: "@" + login, At: r.GetSubmittedAt().Time})
	}
	return found, nil
}

// lastWords gives the last word of each reviewer, in the order in which they
// spoke first.
// https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request
func (a *api) lastWords(ctx context.Context, number int) (last map[string]*gh.PullRequestReview, order []string, err error) {
	last = map[string]*gh.PullRequestReview{}
	for page := 1; page > 0; {
		reviews, resp, err := a.client.PullRequests.ListReviews(ctx, a.owner, a.repo, number, &gh.ListOptions{Page: page, PerPage: 100})
		if err != nil {
			return nil, nil, failed(err, "cannot read the reviews of the pull request", "プルリクエストのレビューを読み取れません")
		}
		for _, r := range reviews {
			login := r.GetUser().GetLogin()
			if !slices.Contains([]string{"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}, r.GetState()) || login == "" {
				continue // a comment leaves the word before it standing
			}
			if last[login] == nil {
				order = append(order, login)
			}
			last[login] = r
		}
		page = resp.NextPage
	}
	return last, order, nil
}

// voided says why a word is no approval of the head, as the word itself shows;
// empty: it is one.
func voided(r *gh.PullRequestReview, head, author string) (en, ja string) {
	switch {
	case r.GetState() == "CHANGES_REQUESTED":
		return "asks for changes", "変更を求めています"
	case r.GetState() == "DISMISSED":
		return "approved, which was dismissed", "承認が取り消されました"
	case r.GetUser().GetType() == "Bot":
		return "is a program", "プログラムです"
	case strings.EqualFold(r.GetUser().GetLogin(), author):
		return "opened this pull request", "このプルリクエストの作成者です"
	case r.GetCommitID() != head:
		return "approved an older commit", "承認は古いコミットに対するものです"
	}
	return "", ""
}

// powerless says why a reviewer may not decide in this repository; empty: they
// may. Of members of an organisation who keep that to themselves the review says
// CONTRIBUTOR or NONE, so that GitHub is asked what they may do here.
// https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
func (a *api) powerless(ctx context.Context, r *gh.PullRequestReview) (en, ja string, err error) {
	if slices.Contains([]string{"OWNER", "MEMBER", "COLLABORATOR"}, r.GetAuthorAssociation()) {
		return "", "", nil
	}
	level, resp, err := a.client.Repositories.GetPermissionLevel(ctx, a.owner, a.repo, r.GetUser().GetLogin())
	var refused *gh.ErrorResponse
	switch {
	case err == nil && slices.Contains([]string{"admin", "write"}, level.GetPermission()): // maintain is told as write
		return "", "", nil
	case err == nil, resp != nil && resp.StatusCode == http.StatusNotFound && errors.As(err, &refused):
		return "approved, but has no write access to this repository", "承認していますが、このリポジトリへの書き込み権限がありません", nil
	case resp != nil && resp.StatusCode == http.StatusForbidden && errors.As(err, &refused):
		return "approved, but this job may not ask whether they have write access (metadata: read)", "承認していますが、書き込み権限の有無をこのジョブからは確認できません（metadata: read が必要です）", nil
	}
	return "", "", failed(err, "cannot ask what %s may do in this repository", "%s のこのリポジトリでの権限を確認できません", r.GetUser().GetLogin())
}
