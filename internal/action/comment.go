package action

import (
	"context"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// commentMark makes the one comment known that is kept up to date.
const commentMark = "<!-- pmtracker:pull-request -->"

// commentLimit is a little below what GitHub takes of a comment, 65,536
// characters; a character has up to four bytes, so this is on the safe side.
const commentLimit = 60_000

// commentBody is the comment about a page on a commit; "": nobody knows which. A page that
// is too long is cut: the summary of the run has room for more.
func commentBody(page, commit string, l incident.Lang) string {
	body := commentMark + "\n" + cut(page, commentLimit)
	if len(page) > commentLimit {
		body += "\n" + l.Say("This comment is cut off here; the summary of the run has the documents that are missing.", "コメントが長いため、ここまでです。残りの文書は実行（run）の要約を見てください。") + "\n"
	}
	if commit == "" {
		return body
	}
	return body + "\n" + l.Say("Commit: %s", "コミット: %s", commit) + "\n"
}

// pullRequestComment posts what was found, unless the comment speaks of a newer commit
// already: a run that began before another may end after it.
func (j *Job) pullRequestComment(ctx context.Context, e event, page string, verdicts []verdict) error {
	a, err := j.api()
	if err != nil {
		return err
	}
	number, judged := e.PullRequest.Number, e.PullRequest.Head.SHA
	// A token that may comment need not see the pull request, and not every server knows the call.
	if head, err := a.head(ctx, number); err == nil && plainSHA(judged) && j.isNewer(ctx, head) && a.speaksOf(ctx, number, head) {
		notice(j.Out, j.lang().Say("the comment speaks of a newer commit of the pull request and stays", "コメントはプルリクエストの新しいコミットについて書かれているため、そのままにします"))
		return nil
	}
	err = a.putComment(ctx, number, commentBody(page, judged, spoken(verdicts, j.lang())), count(verdicts).documents > 0)
	if incident.CodeOf(err) == incident.Refused {
		j.leaveOut("the comment", "コメント", "pull-requests: write", err)
		return nil
	}
	return err
}

// head gives the commit at which a pull request stands now; "" where the answer names none.
func (a *api) head(ctx context.Context, number int) (string, error) {
	pr, _, err := a.client.PullRequests.Get(ctx, a.owner, a.repo, number)
	if err != nil {
		return "", failed(err, "cannot read pull request %d", "プルリクエスト %d を読み取れません", number)
	}
	return pr.GetHead().GetSHA(), nil
}

// isNewer tells whether a commit came after all that is checked out.
func (j *Job) isNewer(ctx context.Context, commit string) bool {
	if !plainSHA(commit) {
		return false
	}
	_, err := j.git.run(ctx, "merge-base", "--is-ancestor", commit, "HEAD")
	return err != nil
}

// speaksOf tells whether one's own comment of a pull request is about a commit.
func (a *api) speaksOf(ctx context.Context, number int, commit string) bool {
	mine, err := a.comments(ctx, number)
	return err == nil && slices.ContainsFunc(mine, func(c *gh.IssueComment) bool { return strings.Contains(c.GetBody(), commit) })
}

// putComment writes the comment of a pull request: it replaces the one that is
// there, and makes one only where create is set.
func (a *api) putComment(ctx context.Context, number int, body string, create bool) error {
	there, err := a.replaceComment(ctx, number, body)
	if there || err != nil || !create {
		return err
	}
	if _, _, err := a.client.Issues.CreateComment(ctx, a.owner, a.repo, number, &gh.IssueComment{Body: &body}); err != nil {
		return failed(err, "cannot write the comment of the pull request", "プルリクエストにコメントできません")
	}
	_, _ = a.replaceComment(ctx, number, body) // a run at the same time may have made one as well; else the next run sees it
	return nil
}

// replaceComment writes the text into the first comment of one's own, and takes away
// others, which runs at the same time made; there is false where there is none.
func (a *api) replaceComment(ctx context.Context, number int, body string) (there bool, err error) {
	mine, err := a.comments(ctx, number)
	if err != nil {
		return false, err
	}
	for i, c := range mine {
		if c.GetBody() != body {
			_, _, err := a.client.Issues.EditComment(ctx, a.owner, a.repo, c.GetID(), &gh.IssueComment{Body: &body})
			if denied(err) {
				continue
			}
			if err != nil {
				return false, failed(err, "cannot update the comment of the pull request", "プルリクエストのコメントを更新できません")
			}
		}
		return true, a.removeComments(ctx, mine[i+1:])
	}
	return false, nil
}

// removeComments takes comments of one's own away. Where nobody can tell whose they are,
// they stay.
func (a *api) removeComments(ctx context.Context, mine []*gh.IssueComment) error {
	if a.me == anybody {
		return nil
	}
	for _, c := range mine {
		if _, err := a.client.Issues.DeleteComment(ctx, a.owner, a.repo, c.GetID()); err != nil && !denied(err) { // another run was first
			return failed(err, "cannot remove the second comment of the pull request", "プルリクエストの2つ目のコメントを削除できません")
		}
	}
	return nil
}

// comments gives one's own comments of a pull request that have the mark, the oldest
// first. Others can write the mark into a comment of theirs, which is theirs and is passed
// over.
func (a *api) comments(ctx context.Context, number int) ([]*gh.IssueComment, error) {
	var mine []*gh.IssueComment
	for page := 1; page > 0; {
		comments, resp, err := a.client.Issues.ListComments(ctx, a.owner, a.repo, number, &gh.IssueListCommentsOptions{ListOptions: gh.ListOptions{Page: page, PerPage: 100}})
		if err != nil {
			return nil, failed(err, "cannot read the comments of the pull request", "プルリクエストのコメントを読み取れません")
		}
		for _, c := range comments {
			if !strings.HasPrefix(c.GetBody(), commentMark) {
				continue
			}
			ours, err := a.isMine(ctx, c.GetUser())
			if err != nil {
				return nil, err
			}
			if ours {
				mine = append(mine, c)
			}
		}
		page = resp.NextPage
	}
	return mine, nil
}
