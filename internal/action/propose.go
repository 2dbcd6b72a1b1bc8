package action

import (
	"context"
	"fmt"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// A proposal is one commit on the base branch, on a branch of its own with a pull
// request. Its text carries a mark made from what is changed, so that what people closed
// is not proposed once more.

// proposalMark names a proposal in the text of its pull request.
func proposalMark(id string) string { return "<!-- pmtracker:proposal " + id + " -->" }

// propose brings the commit that was just made to the pull request of a delivery. moved
// says that somebody pushed to its branch meanwhile.
func (j *Job) propose(ctx context.Context, d delivery, m *merged, base string) (moved bool, err error) {
	a, err := j.api()
	if err != nil {
		return false, err
	}
	id, err := j.proposalID(ctx, *m)
	if err != nil {
		return false, err
	}
	pulls, err := a.pullsFrom(ctx, d.branch, base)
	if err != nil {
		return false, err
	}
	there, theirs, err := j.proposed(ctx, d.branch)
	if err != nil {
		return false, err
	}
	open := slices.IndexFunc(pulls, isOpen)
	closed := declined(pulls, id)
	switch {
	case theirs && !wasMerged(pulls, there):
		j.say(m, "the branch %s has commits of people, and is left as it is; merge its pull request, or delete the branch", "ブランチ %s には人のコミットがあるため、変更していません。プルリクエストをマージするか、ブランチを削除してください", d.branch)
		return false, nil
	case open < 0 && closed >= 0:
		j.say(m, "the same was proposed before and closed (%s), so that it is not proposed again", "同じ変更の提案が以前クローズされているため（%s）、再提案していません", pulls[closed].GetHTMLURL())
		return false, nil
	}
	same, err := j.sameAsHead(ctx, there)
	if err == nil && !same {
		moved, err = j.push(ctx, "--force-with-lease=refs/heads/"+d.branch+":"+there, "+HEAD:refs/heads/"+d.branch)
	}
	if moved || err != nil {
		return moved, err
	}
	title, body := m.lang.Say(d.title[0], d.title[1]), m.lang.Say(d.body[0], d.body[1])+"\n\n"+proposalMark(id)+"\n"
	if open >= 0 {
		return false, a.retext(ctx, pulls[open], body)
	}
	pr, err := a.openPull(ctx, &gh.NewPullRequest{Title: &title, Head: &d.branch, Base: &base, Body: &body})
	if err == nil {
		notice(j.Out, fmt.Sprintf("%s: %s", title, pr.GetHTMLURL()))
	}
	return false, err
}

// wasMerged tells whether a pull request brought a commit to its base.
func wasMerged(pulls []*gh.PullRequest, commit string) bool {
	return slices.ContainsFunc(pulls, func(pr *gh.PullRequest) bool { return pr.MergedAt != nil && pr.GetHead().GetSHA() == commit })
}

// declined gives the pull request of the same proposal that people closed; -1: none.
func declined(pulls []*gh.PullRequest, id string) int {
	return slices.IndexFunc(pulls, func(pr *gh.PullRequest) bool {
		return !isOpen(pr) && pr.MergedAt == nil && strings.Contains(pr.GetBody(), proposalMark(id))
	})
}

// withdraw closes the pull request of a delivery that has nothing to propose any more. The
// mark goes, so that the same can be proposed when it is wanted again.
func (j *Job) withdraw(ctx context.Context, d delivery, m *merged, base string) error {
	a, err := j.api()
	if err != nil {
		return err
	}
	pulls, err := a.pullsFrom(ctx, d.branch, base)
	if err != nil {
		return err
	}
	for _, pr := range slices.DeleteFunc(pulls, func(pr *gh.PullRequest) bool { return !isOpen(pr) }) {
		_, theirs, err := j.proposed(ctx, d.branch)
		if err != nil {
			return err
		}
		if mine, err := a.isMine(ctx, pr.GetUser()); err != nil || !mine || theirs {
			return err
		}
		why := m.lang.Say("What this proposed is there already, or holds no longer: nothing is left to change.", "ここで提案した変更は、反映済みか不要になりました。変更するものはありません。")
		if _, _, err := a.client.Issues.CreateComment(ctx, a.owner, a.repo, pr.GetNumber(), &gh.IssueComment{Body: &why}); err != nil {
			return failed(err, "cannot write the comment of the pull request", "プルリクエストにコメントできません")
		}
		body, _, _ := strings.Cut(pr.GetBody(), "<!-- pmtracker:proposal ")
		if err := a.editPull(ctx, pr.GetNumber(), &gh.IssueRequest{State: gh.String("closed"), Body: &body}); err != nil {
			return err
		}
		j.say(m, "nothing is left to change; the pull request %s is closed", "変更するものがなくなったため、プルリクエスト %s をクローズしました", pr.GetHTMLURL())
	}
	return nil
}

func isOpen(pr *gh.PullRequest) bool { return pr.GetState() == "open" }

// retext gives a pull request of our own the text of what it proposes now.
func (a *api) retext(ctx context.Context, pr *gh.PullRequest, body string) error {
	if pr.GetBody() == body {
		return nil
	}
	if mine, err := a.isMine(ctx, pr.GetUser()); err != nil || !mine {
		return err
	}
	return a.editPull(ctx, pr.GetNumber(), &gh.IssueRequest{Body: &body})
}

// say tells something in the log and in the summary.
func (j *Job) say(m *merged, en, ja, about string) {
	text := m.lang.Say(en, ja, about)
	notice(j.Out, text)
	m.lines = append(m.lines, "- "+text)
}

// proposalID names what HEAD changes, wherever in the files it stands. The index goes with
// what is proposed of the documents, and changes by itself as days pass; it counts where
// nothing else is proposed.
func (j *Job) proposalID(ctx context.Context, m merged) (string, error) {
	documents := slices.DeleteFunc(slices.Clone(m.touched), func(path string) bool { return slices.Contains(m.index, path) })
	id, err := "", error(nil)
	if len(documents) > 0 {
		id, err = j.patchID(ctx, documents...)
	}
	if id == "" && err == nil {
		id, err = j.patchID(ctx)
	}
	return id, err
}

// patchID names what HEAD changes in files; in none: in all. It is empty where that is
// nothing.
func (j *Job) patchID(ctx context.Context, paths ...string) (string, error) {
	diff, err := j.git.run(ctx, append([]string{"diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "HEAD^", "HEAD", "--"}, paths...)...)
	if err != nil {
		return "", err
	}
	out, err := j.git.runOn(ctx, diff, "patch-id", "--stable")
	id, _, _ := strings.Cut(out, " ")
	return id, err
}

// proposed gives the last commit of the branch of a delivery, "" where there is none, and
// whether somebody else made it.
func (j *Job) proposed(ctx context.Context, branch string) (commit string, theirs bool, err error) {
	out, err := j.git.run(ctx, "ls-remote", "origin", "refs/heads/"+branch)
	if err != nil || out == "" {
		return "", false, err
	}
	commit, _, _ = strings.Cut(out, "\t")
	fetch := []string{"fetch", "--quiet", "--no-tags"}
	if j.git.shallow(ctx) {
		fetch = append(fetch, "--depth=2") // the commit and its parent
	}
	if _, err := j.git.run(ctx, append(fetch, "origin", "refs/heads/"+branch)...); err != nil {
		return "", false, err
	}
	by, err := j.git.run(ctx, "log", "-1", "--format=%ae%n%ce", "--end-of-options", commit)
	return commit, strings.TrimSpace(by) != committer+"\n"+committer, err
}

// sameAsHead tells whether a commit leaves the same files on the same commit as HEAD.
func (j *Job) sameAsHead(ctx context.Context, commit string) (bool, error) {
	if commit == "" {
		return false, nil
	}
	const format = "--format=%T %P"
	there, err := j.git.run(ctx, "log", "-1", format, "--end-of-options", commit)
	if err != nil {
		return false, err
	}
	here, err := j.git.run(ctx, "log", "-1", format, "HEAD")
	return there == here, err
}
