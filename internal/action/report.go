package action

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// A pull request from a fork has a token that may only read, so its job writes
// what it found into a file. A second workflow, which runs on workflow_run with
// the repository's own token and checks out nothing of the fork, posts it. To
// that one the file is an attacker's: only its findings are read, as data, and
// are written anew, escaped and cut; the pull request is taken for the one whose
// head commit the first workflow ran on, whatever the file says.

// found is the file between the two workflows.
type found struct {
	Number   int       `json:"number"`
	Verdicts []verdict `json:"verdicts"`
}

// maxReport is how large that file may be, in bytes.
const maxReport = 8 << 20

// report writes the file that the input "report" names.
func (j *Job) report(e event, verdicts []verdict) error {
	name := j.input("report", "")
	if name == "" || e.PullRequest == nil { // nothing is posted of a merge group
		return nil
	}
	text, err := json.Marshal(found{e.PullRequest.Number, verdicts})
	if err != nil {
		return incident.Tell(incident.Internal, "cannot write the report: %w", "結果を書き込めません: %w", err)
	}
	return j.putResult(name, text)
}

// comment posts what the first workflow found.
func (j *Job) comment(ctx context.Context) error {
	e, err := j.event()
	if err != nil {
		return err
	}
	if e.WorkflowRun == nil || !plainSHA(e.WorkflowRun.HeadSHA) {
		return incident.Tell(incident.Invalid, "the event is about no run of a workflow; run this command on workflow_run", "イベントがワークフローの実行に関するものではありません。このコマンドは workflow_run で実行してください")
	}
	f, err := readReport(j.input("report", "pmtracker-report.json"))
	if err != nil {
		return err
	}
	a, err := j.api()
	if err != nil {
		return err
	}
	head, err := a.head(ctx, f.Number)
	if err != nil {
		return err
	}
	if head != e.WorkflowRun.HeadSHA {
		return incident.Tell(incident.Refused, "the report is about pull request %d, whose head is not the commit that was checked; nothing is posted", "報告の対象はプルリクエスト %d ですが、その先頭は検査したコミットではありません。何も投稿していません", f.Number)
	}
	body := commentBody(report(f.Verdicts, j.lang()), e.WorkflowRun.HeadSHA, spoken(f.Verdicts, j.lang()))
	return a.putComment(ctx, f.Number, body, count(f.Verdicts).documents > 0)
}

func readReport(name string) (found, error) {
	var f found
	info, err := os.Lstat(name)
	if err != nil {
		return f, incident.Tell(incident.Invalid, "cannot read the report: %w", "報告を読み取れません: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxReport {
		return f, incident.Tell(incident.Refused, "%s is no report of pmtracker; nothing is posted", "%s は pmtracker の報告ではありません。何も投稿していません", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return f, incident.Tell(incident.Invalid, "cannot read the report: %w", "報告を読み取れません: %w", err)
	}
	err = json.Unmarshal(text, &f)
	switch {
	case err == nil && !utf8.Valid(text):
		err = errors.New("it is not UTF-8")
	case err == nil && f.Number <= 0:
		err = errors.New("it names no pull request")
	}
	if err != nil {
		return f, incident.Tell(incident.Refused, "%s is no report of pmtracker; nothing is posted: %w", "%s は pmtracker の報告ではありません。何も投稿していません: %w", name, err)
	}
	for i := range f.Verdicts {
		f.Verdicts[i].tame()
	}
	return f, nil
}

// tame keeps of a report only words that this program itself uses where it does
// not escape them.
func (v *verdict) tame() {
	if !v.Lang.Valid() {
		v.Lang = incident.English
	}
	for i := range v.Diagnostics {
		d := &v.Diagnostics[i]
		if strings.Trim(string(d.Rule), "abcdefghijklmnopqrstuvwxyz-") != "" {
			d.Rule = "unknown"
		}
		if d.Severity != diagnostic.Error {
			d.Severity = diagnostic.Warning
		}
	}
}
