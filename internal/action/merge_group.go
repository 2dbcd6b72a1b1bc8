package action

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// mergeGroup is what the merge queue is about to merge: a pull request on top of
// its base, which is the base branch with the pull requests that go before it.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group
type mergeGroup struct {
	HeadRef string `json:"head_ref"` // refs/heads/gh-readonly-queue/main/pr-12-BASE
	BaseRef string `json:"base_ref"`
	BaseSHA string `json:"base_sha"`
}

var queued = regexp.MustCompile(`/pr-([0-9]+)-[0-9a-f]{40,64}$`)

// groupReviews gives what was said of the files of a merge group in its pull
// requests. The event lists none: GitHub names the branch of the queue for one, and
// the commits of the group lead to those that are merged by merge commits. Each
// one's reviews speak of its own files alone, so that what was approved in one pull
// request closes no document of another.
func (j *Job) groupReviews(ctx context.Context, a *api, g mergeGroup) (map[string]reviewed, error) {
	pulls, err := j.groupPulls(ctx, a, g)
	if err != nil {
		return nil, err
	}
	if len(pulls) == 0 {
		return nil, incident.Tell(incident.Invalid, "the pull request of the merge group %s cannot be found", "マージグループ %s のプルリクエストが見つかりません", g.HeadRef)
	}
	return j.reviewsByFile(ctx, a, j.git.commit(ctx, "HEAD"), pulls)
}

// groupPulls gives the pull requests of a group, each once.
func (j *Job) groupPulls(ctx context.Context, a *api, g mergeGroup) ([]*gh.PullRequest, error) {
	var pulls []*gh.PullRequest
	known := map[int]bool{}
	add := func(pr *gh.PullRequest) {
		if n := pr.GetNumber(); !known[n] && "refs/heads/"+pr.GetBase().GetRef() == g.BaseRef {
			known[n] = true
			pulls = append(pulls, pr)
		}
	}
	if m := queued.FindStringSubmatch(g.HeadRef); m != nil {
		number, _ := strconv.Atoi(m[1]) // digits; one that is too large is no pull request
		pr, _, err := a.client.PullRequests.Get(ctx, a.owner, a.repo, number)
		if err != nil {
			return nil, failed(err, "cannot read pull request %d of the merge group", "マージグループのプルリクエスト %d を読み取れません", number)
		}
		add(pr)
	}
	merges, err := j.git.run(ctx, "rev-list", "--first-parent", "--merges", "--parents", "--end-of-options", g.BaseSHA+"..HEAD", "--")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(merges) {
		head := strings.Fields(line)[2]
		of, err := a.pullsOf(ctx, head)
		if err != nil {
			return nil, err
		}
		for _, pr := range of {
			if pr.GetHead().GetSHA() == head {
				add(pr)
			}
		}
	}
	return pulls, nil
}
