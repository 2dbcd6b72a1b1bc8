package action

import (
	"context"
	"errors"
	"strings"
	"time"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// review runs the check of a pull request again when a reviewer's word changes.
// It judges nothing itself: GitHub keeps the checks of two events apart, and a
// required check that failed on pull_request stays failed whatever a run on
// pull_request_review says.
func (j *Job) review(ctx context.Context) error {
	e, err := j.event()
	if err != nil {
		return err
	}
	if e.PullRequest == nil || e.Review == nil {
		return incident.Tell(incident.Invalid, "the event is about no review; run this command on pull_request_review", "イベントがレビューに関するものではありません。このコマンドは pull_request_review で実行してください")
	}
	if e.Review.State == "commented" {
		notice(j.Out, j.lang().Say("a comment decides nothing; the check stands", "コメントだけのレビューでは判定は変わりません"))
		return nil
	}
	a, err := j.api()
	if err != nil {
		return err
	}
	file := j.input("workflow", "pmtracker.yml")
	run, err := j.runAgain(ctx, a, file, e.PullRequest.Head.SHA)
	if err != nil {
		return err
	}
	if run == nil {
		notice(j.Out, j.lang().Say("the workflow %s has not run for this commit; there is nothing to run again", "このコミットではワークフロー %s が実行されていないため、再実行するものがありません", file))
		return nil
	}
	notice(j.Out, j.lang().Say("the check runs again: %s", "チェックを再実行します: %s", run.GetHTMLURL()))
	return nil
}

// runAgain runs the last check of a commit again and gives its run; nil: there is none.
// Another review may have started it meanwhile, and it may have asked for the reviews before
// this one was there.
func (j *Job) runAgain(ctx context.Context, a *api, file, head string) (*gh.WorkflowRun, error) {
	for try := 1; ; try++ {
		run, err := j.lastCheck(ctx, a, file, head)
		if run == nil || err != nil {
			return nil, err
		}
		_, err = a.client.Actions.RerunWorkflowByID(ctx, a.owner, a.repo, run.GetID())
		switch {
		case err == nil:
			return run, nil
		case try < askAtMost && strings.Contains(err.Error(), "already running"):
			if err := j.wait(ctx); err != nil {
				return nil, err
			}
		case errors.As(answered(err), new(unwilling)):
			return nil, failed(err, "cannot run the check again; a commit that is pushed to the pull request starts a new one", "チェックを再実行できません。プルリクエストにコミットを push すると新しいチェックが始まります")
		default:
			return nil, failed(err, "cannot run the check again", "チェックを再実行できません")
		}
	}
}

// wait lets some time pass before it is asked again.
func (j *Job) wait(ctx context.Context) error {
	if err := j.Pause(ctx, askAgain); err != nil {
		return incident.Tell(incident.Unavailable, "the job was ended while it waited for the check: %w", "チェックの終了を待つ間にジョブが終了しました: %w", err)
	}
	return nil
}

// How often, and how many times, it is asked whether a check has ended: it takes
// seconds, and may have to wait for a runner.
const (
	askAgain  = 5 * time.Second
	askAtMost = 60
)

// lastCheck gives the last run of a workflow for the head of a pull request, once
// it has ended: only then GitHub runs it again. nil: there is none.
// https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
func (j *Job) lastCheck(ctx context.Context, a *api, file, head string) (*gh.WorkflowRun, error) {
	for range askAtMost {
		runs, _, err := a.client.Actions.ListWorkflowRunsByFileName(ctx, a.owner, a.repo, file, &gh.ListWorkflowRunsOptions{
			Event: "pull_request", HeadSHA: head, ListOptions: gh.ListOptions{PerPage: 1},
		})
		if err != nil {
			return nil, failed(err, "cannot find the run of the workflow %s (where the file has another name: input workflow)", "ワークフロー %s の実行を検索できません（ファイル名が異なる場合は入力 workflow に指定してください）", file)
		}
		if len(runs.WorkflowRuns) == 0 {
			return nil, nil
		}
		if run := runs.WorkflowRuns[0]; run.GetStatus() == "completed" {
			return run, nil
		}
		if err := j.wait(ctx); err != nil {
			return nil, err
		}
	}
	return nil, incident.Tell(incident.Unavailable, "the check of this pull request has not ended; run its job again when it has", "このプルリクエストのチェックが終わりません。終わってから、そのジョブをもう一度実行してください")
}
