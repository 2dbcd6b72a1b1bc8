package action

import (
	"encoding/json"
	"os"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// event is what is read of the file that GitHub writes about the event.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
type event struct {
	PullRequest *struct {
		Number int `json:"number"`
		User   struct {
			Login string `json:"login"`
		} `json:"user"`
		Head   commit `json:"head"`
		Base   commit `json:"base"`
		Merged bool   `json:"merged"`
	} `json:"pull_request"`
	MergeGroup *mergeGroup `json:"merge_group"`
	Review     *struct {
		State string `json:"state"` // approved, changes_requested, commented, dismissed
	} `json:"review"`
	WorkflowRun *struct {
		HeadSHA string `json:"head_sha"`
	} `json:"workflow_run"`
	push
}

// push is what is read of the event of a push.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
type push struct {
	Before  string     `json:"before"` // the last commit of the branch; zeros: the branch is new
	After   string     `json:"after"`
	Forced  bool       `json:"forced"`
	Commits []struct{} `json:"commits"` // all that are new on the branch, of side branches too
}

// commit is the last one of a branch.
type commit struct {
	SHA string `json:"sha"`
}

func (j *Job) event() (event, error) {
	var e event
	path := j.Getenv("GITHUB_EVENT_PATH")
	if path == "" {
		return e, incident.Tell(incident.Invalid, "GITHUB_EVENT_PATH is not set; this command runs inside a workflow of GitHub Actions", "GITHUB_EVENT_PATH が設定されていません。このコマンドは GitHub Actions のワークフロー内で実行してください")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return e, incident.Tell(incident.Invalid, "cannot read the event: %w", "イベントを読み取れません: %w", err)
	}
	if err := json.Unmarshal(text, &e); err != nil {
		return e, incident.Tell(incident.Invalid, "%s is not an event of GitHub: %w", "%s は GitHub のイベントではありません: %w", path, err)
	}
	return e, nil
}
