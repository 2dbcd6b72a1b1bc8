package action

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// api is the repository at GitHub, as the token of the job sees it.
type api struct {
	client      *gh.Client
	owner, repo string
	me          string // login of the token's account, once it was asked
}

// api makes the client; the error is Invalid where the runner gave no token or
// repository.
func (j *Job) api() (*api, error) {
	owner, repo, ok := strings.Cut(j.Getenv("GITHUB_REPOSITORY"), "/")
	token := j.Getenv("GITHUB_TOKEN")
	if !ok || token == "" {
		return nil, incident.Tell(incident.Invalid, "there is no GITHUB_TOKEN or GITHUB_REPOSITORY; give the input token", "GITHUB_TOKEN か GITHUB_REPOSITORY がありません。入力 token を指定してください")
	}
	base, err := url.Parse(strings.TrimRight(j.env("GITHUB_API_URL", "https://api.github.com"), "/") + "/")
	if err != nil || base.Host == "" {
		return nil, incident.Tell(incident.Invalid, "GITHUB_API_URL is not the address of an API", "GITHUB_API_URL が API のアドレスではありません")
	}
	t := &tickets.Transport{Service: "GitHub", Host: base.Host, Authorize: tickets.Bearer(token)}
	client := gh.NewClient(t.Client())
	client.BaseURL = base
	client.UserAgent = "pmtracker"
	return &api{client: client, owner: owner, repo: repo}, nil
}

// denied tells whether GitHub refused for want of a right, or because the thing
// is not to be seen.
func denied(err error) bool {
	e, ok := err.(*gh.ErrorResponse)
	return ok && e.Response != nil && (e.Response.StatusCode == http.StatusForbidden || e.Response.StatusCode == http.StatusNotFound)
}

// pullsOf gives the pull requests that a commit belongs to.
func (a *api) pullsOf(ctx context.Context, commit string) ([]*gh.PullRequest, error) {
	pulls, _, err := a.client.PullRequests.ListPullRequestsWithCommit(ctx, a.owner, a.repo, commit, nil)
	if err != nil {
		return nil, failed(err, "cannot find the pull request of the commit", "コミットのプルリクエストを検索できません")
	}
	return pulls, nil
}

// pullsOfAll gives the pull requests that commits belong to, each once.
func (a *api) pullsOfAll(ctx context.Context, commits []string) ([]*gh.PullRequest, error) {
	var pulls []*gh.PullRequest
	known := map[int]bool{}
	for _, commit := range commits {
		of, err := a.pullsOf(ctx, commit)
		if err != nil {
			return nil, err
		}
		for _, pr := range of {
			if !known[pr.GetNumber()] {
				known[pr.GetNumber()] = true
				pulls = append(pulls, pr)
			}
		}
	}
	return pulls, nil
}

// pullsFrom gives the pull requests of a branch of this repository into another one, the
// newest first, whatever became of them.
func (a *api) pullsFrom(ctx context.Context, branch, base string) ([]*gh.PullRequest, error) {
	pulls, _, err := a.client.PullRequests.List(ctx, a.owner, a.repo, &gh.PullRequestListOptions{
		State: "all", Head: a.owner + ":" + branch, Base: base, Sort: "created", Direction: "desc", ListOptions: gh.ListOptions{PerPage: 100},
	})
	if err != nil {
		return nil, failed(err, "cannot list the pull requests", "プルリクエストの一覧を取得できません")
	}
	return pulls, nil
}

// openPull opens a pull request.
func (a *api) openPull(ctx context.Context, pull *gh.NewPullRequest) (*gh.PullRequest, error) {
	pr, _, err := a.client.PullRequests.Create(ctx, a.owner, a.repo, pull)
	if err != nil {
		return nil, failed(err, "cannot open the pull request (it needs the repository's setting \"Allow GitHub Actions to create and approve pull requests\")", "プルリクエストを作成できません（リポジトリの設定「Allow GitHub Actions to create and approve pull requests」が必要です）")
	}
	return pr, nil
}

// editPull changes the text or the state of a pull request.
func (a *api) editPull(ctx context.Context, number int, change *gh.IssueRequest) error {
	if _, _, err := a.client.Issues.Edit(ctx, a.owner, a.repo, number, change); err != nil {
		return failed(err, "cannot update the pull request", "プルリクエストを更新できません")
	}
	return nil
}

// files gives the blobs of the files that a pull request changes, as they are in
// its head.
func (a *api) files(ctx context.Context, number int) (map[string]string, error) {
	blobs := map[string]string{}
	for page := 1; page > 0; {
		files, resp, err := a.client.PullRequests.ListFiles(ctx, a.owner, a.repo, number, &gh.ListOptions{Page: page, PerPage: 100})
		if err != nil {
			return nil, failed(err, "cannot list the files of the pull request", "プルリクエストのファイル一覧を取得できません")
		}
		for _, f := range files {
			blobs[f.GetFilename()] = f.GetSHA()
		}
		page = resp.NextPage
	}
	return blobs, nil
}

// digestMark makes the issues of the digest known.
const digestMark = "<!-- pmtracker:digest -->"

// putDigest brings the digest into the repository as an issue: one that is kept
// up to date, or with fresh a new one, which closes those before it. It gives the
// issue's address.
func (a *api) putDigest(ctx context.Context, title, page string, fresh bool) (string, error) {
	body := digestMark + "\n" + cut(page, commentLimit)
	earlier, err := a.digests(ctx)
	if err != nil {
		return "", err
	}
	if !fresh && len(earlier) > 0 {
		issue, _, err := a.client.Issues.Edit(ctx, a.owner, a.repo, earlier[0].GetNumber(), &gh.IssueRequest{Title: &title, Body: &body})
		if err != nil {
			return "", failed(err, "cannot update the issue of the digest", "ダイジェストの Issue を更新できません")
		}
		return issue.GetHTMLURL(), nil
	}
	if fresh && len(earlier) > 0 && earlier[0].GetTitle() == title { // the job was run again
		return earlier[0].GetHTMLURL(), nil
	}
	issue, _, err := a.client.Issues.Create(ctx, a.owner, a.repo, &gh.IssueRequest{Title: &title, Body: &body, Labels: &[]string{"postmortem-digest"}})
	if err != nil {
		return "", failed(err, "cannot open the issue of the digest", "ダイジェストの Issue を作成できません")
	}
	closed := "closed"
	for _, old := range earlier {
		if _, _, err := a.client.Issues.Edit(ctx, a.owner, a.repo, old.GetNumber(), &gh.IssueRequest{State: &closed}); err != nil {
			return "", failed(err, "cannot close the digest before this one", "前回のダイジェストをクローズできません")
		}
	}
	return issue.GetHTMLURL(), nil
}

// digests gives the open issues of the digest, newest first. The mark alone is
// not enough: anybody can write it; the label takes a right to set.
func (a *api) digests(ctx context.Context) ([]*gh.Issue, error) {
	var found []*gh.Issue
	for page := 1; page > 0; {
		issues, resp, err := a.client.Issues.ListByRepo(ctx, a.owner, a.repo, &gh.IssueListByRepoOptions{
			State: "open", Labels: []string{"postmortem-digest"}, Sort: "created", Direction: "desc", ListOptions: gh.ListOptions{Page: page, PerPage: 100},
		})
		if err != nil {
			return nil, failed(err, "cannot list the issues", "Issue の一覧を取得できません")
		}
		for _, is := range issues {
			if is.IsPullRequest() || !strings.HasPrefix(is.GetBody(), digestMark) {
				continue
			}
			if mine, err := a.isMine(ctx, is.GetUser()); err != nil {
				return nil, err
			} else if mine {
				found = append(found, is)
			}
		}
		page = resp.NextPage
	}
	return found, nil
}
