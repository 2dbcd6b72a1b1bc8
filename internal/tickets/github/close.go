package github

import (
	"context"
	"strconv"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// CloseDuplicate closes an issue with a comment in the words by which GitHub
// links the two. The state comes first: a comment that is missing is a lesser
// evil than a second open ticket. One that somebody closed meanwhile is left alone:
// another machine may heal the same tickets.
func (p *Provider) CloseDuplicate(ctx context.Context, duplicate, stays tickets.Ticket, l incident.Lang) error {
	what := tickets.Cannot("cannot close %s as a duplicate of %s", "%s を %s の重複として閉じられません", duplicate.Ref, stays.Ref)
	if now, _, err := p.client.Issues.Get(ctx, p.owner, p.repo, duplicate.Ref.Number); err == nil && now.GetState() == "closed" {
		return nil
	}
	state, reason := "closed", "not_planned" // "duplicate" is unknown to older servers
	_, resp, err := p.client.Issues.Edit(ctx, p.owner, p.repo, duplicate.Ref.Number, &gh.IssueRequest{State: &state, StateReason: &reason})
	if err != nil {
		return failure(resp, err, what, false)
	}
	text := "Duplicate of #" + strconv.Itoa(stays.Ref.Number) + "\n\n" + l.Say(
		"pmtracker opened both for one action item, because an answer of GitHub was lost or two runs met. The lower number stays.",
		"GitHub の応答が失われたか二つの実行が重なったため、一つの恒久対応に二つ起票されました。番号の小さいほうを残します。")
	if _, resp, err := p.client.Issues.CreateComment(ctx, p.owner, p.repo, duplicate.Ref.Number, &gh.IssueComment{Body: &text}); err != nil {
		commented := tickets.Cannot("%s is closed, but without a comment that says why", "%s は閉じましたが、理由のコメントを書けません", duplicate.Ref)
		return incident.Errorf(incident.Refused, "%w", failure(resp, err, commented, false))
	}
	return nil
}
