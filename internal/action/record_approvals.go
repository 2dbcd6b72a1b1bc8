package action

import (
	"context"
	"fmt"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// recordApprovals writes into closed documents who approved them: the review of
// the pull request is GitHub's word, and whoever checks the file later has only
// the file. What waits to be written is written again, as long as it is of the
// same revision.
func (j *Job) recordApprovals(ctx context.Context, c config.Config, docs []*postmortem.Document, waiting map[string]*postmortem.Document, m *merged) error {
	given := map[string][]incident.Approval{}
	var all, unknown []*postmortem.Document
	for _, d := range docs {
		if !awaitsApproval(d, c.Policy) {
			continue
		}
		all = append(all, d)
		path := j.rel(d.Path)
		if there := waiting[path]; there != nil && there.Front.ApprovedBy != "" && there.Front.ApprovedRevision == d.Revision() {
			given[path] = there.Approvals()
		} else {
			unknown = append(unknown, d)
		}
	}
	if len(unknown) > 0 {
		approved, err := j.mergedReviews(ctx, unknown, m)
		if err != nil {
			return err
		}
		for _, d := range unknown {
			given[j.rel(d.Path)] = approved[j.rel(d.Path)].given
		}
	}
	for _, d := range all {
		if err := j.recordApproval(ctx, c, d, given[j.rel(d.Path)], m); err != nil {
			return err
		}
	}
	return nil
}

// recordApproval writes down the first approval that counts.
func (j *Job) recordApproval(ctx context.Context, c config.Config, d *postmortem.Document, given []incident.Approval, m *merged) error {
	t := &tracker.Tracker{Config: c, Now: j.Now}
	for _, a := range given {
		err := t.Approve(ctx, tracker.Actor{Name: a.By, Access: tracker.Reviewer, Origin: "action", Files: true}, d.Path)
		if err == nil {
			m.touch(j.rel(d.Path))
			m.lines = append(m.lines, fmt.Sprintf("- %s: %s", digest.Escape(tracker.KeyOf(d)), digest.Escape(d.Lang.Say("approved by %s", "承認: %s", strings.TrimPrefix(a.By, "@")))))
			return nil
		}
		if incident.CodeOf(err) != incident.Refused { // the author's own word: the next one may count
			return err
		}
	}
	return nil
}

// awaitsApproval tells whether a document is closed and nobody is written down who approved
// it as it is, although the gate asks for that: for its review, or for the reason why it
// has no action item.
func awaitsApproval(d *postmortem.Document, p incident.Policy) bool {
	asked := p.On(incident.RuleReview) || p.On(incident.RuleActionItems) && len(d.ActionItems()) == 0
	return asked && d.Front.Status == postmortem.StatusClosed && d.Front.ApprovedRevision != d.Revision()
}

// mergedReviews asks who approved the pull requests by which the push changed documents.
// Without the right to ask, nothing is recorded.
func (j *Job) mergedReviews(ctx context.Context, docs []*postmortem.Document, m *merged) (map[string]reviewed, error) {
	commit := j.git.commit(ctx, j.env("GITHUB_SHA", "HEAD"))
	a, err := j.api()
	if err != nil || commit == "" {
		return nil, err
	}
	paths := make([]string, len(docs))
	for i, d := range docs {
		paths[i] = j.rel(d.Path)
	}
	commits, err := j.pushed(ctx, m, commit, paths)
	if err != nil {
		return nil, err
	}
	pulls, err := a.pullsOfAll(ctx, commits)
	if incident.CodeOf(err) == incident.Refused {
		j.leaveOut("who approved the closed documents", "クローズした文書の承認者", "pull-requests: read", err)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return j.reviewsByFile(ctx, a, commit, pulls)
}

// reviewsByFile gives what the reviewers of pull requests said of the files that a
// commit holds exactly as they were approved. Where another change was merged
// into a file, nobody has seen what came of it.
func (j *Job) reviewsByFile(ctx context.Context, a *api, commit string, pulls []*gh.PullRequest) (map[string]reviewed, error) {
	said := map[string]reviewed{}
	for _, pr := range pulls {
		words, err := a.approvals(ctx, pr.GetNumber(), pr.GetHead().GetSHA(), pr.GetUser().GetLogin())
		if err != nil {
			return nil, err
		}
		files, err := a.files(ctx, pr.GetNumber())
		if err != nil {
			return nil, err
		}
		for path, blob := range files {
			of := said[path]
			of.passed = append(of.passed, words.passed...)
			if now, err := j.git.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", commit+":"+path); err == nil && strings.TrimSpace(now) == blob {
				of.given = append(of.given, words.given...)
			} else {
				of.passed = append(of.passed, outdated(words.given)...)
			}
			said[path] = of
		}
	}
	return said, nil
}

// outdated passes over approvals of a file that was changed elsewhere as well.
func outdated(given []incident.Approval) []passedOver {
	var passed []passedOver
	for _, a := range given {
		passed = append(passed, passedOver{strings.TrimPrefix(a.By, "@"),
			"approved it before the base branch changed the document as well: bring the branch up to date and ask again", "承認後にベースブランチでも文書が変更されました。ブランチを最新にして、もう一度承認してもらってください"})
	}
	return passed
}
