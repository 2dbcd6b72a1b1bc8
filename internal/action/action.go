// Package action is what the GitHub Action does: it judges the postmortems of a
// pull request, opens tickets when they are merged, proposes what changed at the
// tickets, posts the digest and keeps the index page. Everything that a pull
// request brings (texts, file names, branch names, its own configuration) is
// taken for an attacker's: it is read, never obeyed.
package action

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/terminal"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Job is one run of the Action: the environment that the runner gives, and what
// the program brings.
type Job struct {
	Getenv   func(string) string
	Out, Err io.Writer
	Now      func() time.Time
	// Pause waits, at most until the context ends, which is then its error.
	Pause func(context.Context, time.Duration) error
	// Provider makes the ticket system that a configuration and the environment
	// describe.
	Provider func(config.Config) (tickets.Provider, error)
	// Sender makes what brings the digest to people, from the environment; inputs
	// go before it.
	Sender func() (*notify.Sender, error)

	root      *os.Root // the checked-out repository
	dir       string
	git       git
	outputs   []output
	notCalled []leftOut // for want of a right
}

// Commands lists what the Action can do, by the value of its input "command".
func Commands() []string {
	return []string{"pull-request", "review", "comment", "merge", "sync", "digest", "index"}
}

// Run does one command; "auto" and "" choose it by the event. An error is told to
// the runner as well, once.
func (j *Job) Run(ctx context.Context, command string) error {
	j.dir = j.env("GITHUB_WORKSPACE", ".")
	j.git = git{dir: j.dir}
	root, err := os.OpenRoot(j.dir)
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot read the repository (is actions/checkout run before?): %w", "リポジトリを読み取れません（先に actions/checkout を実行していますか）: %w", err)
	}
	defer root.Close()
	j.root = root
	if command == "" || command == "auto" {
		command = j.commandOfEvent()
	}
	run, ok := map[string]func(context.Context) error{
		"pull-request": j.pullRequest, "review": j.review, "comment": j.comment, "merge": j.merge, "sync": j.sync, "digest": j.digest, "index": j.index,
	}[command]
	if !ok {
		return incident.Tell(incident.Invalid, "there is no command %q; use one of %s", "コマンド %q はありません。次のいずれかを使ってください: %s", command, strings.Join(Commands(), ", "))
	}
	err = run(ctx)
	if e := j.writeOutputs(); err == nil {
		err = e
	}
	if err != nil && !errors.As(err, new(told)) {
		fmt.Fprintf(j.Out, "::error title=pmtracker::%s\n", dataEscaper.Replace(terminal.Plain(incident.Sentence(err, j.lang()))))
	}
	return err
}

// told is an error that is among the annotations already: the job only has to
// fail.
type told struct{ error }

// Unwrap gives the error itself.
func (t told) Unwrap() error { return t.error }

// commandOfEvent chooses by the event that started the workflow.
func (j *Job) commandOfEvent() string {
	switch event := j.Getenv("GITHUB_EVENT_NAME"); event {
	case "pull_request", "merge_group":
		return "pull-request"
	case "pull_request_review":
		return "review"
	case "push":
		return "merge"
	case "schedule":
		return "digest"
	case "workflow_run":
		return "comment"
	default:
		return "for the event " + event
	}
}

// lang is the language of the team, as the checkout says it: English where it
// says none or cannot be read.
func (j *Job) lang() incident.Lang {
	c, _ := j.teamConfig() // what is wrong with it is told where it is needed
	return langOf(c)
}

// leftOut is what could not be done for want of a right.
type leftOut struct{ en, ja, right string }

// tell says it, with the right that is missing.
func (o leftOut) tell(l incident.Lang) string {
	return l.Say("left out: %s; this job has not the right for it (permissions: %s; a pull request from a fork has it not by default)",
		"省略しました: %s。このジョブに権限がありません（permissions: %s。フォークからのプルリクエストには既定では付きません）", l.Say(o.en, o.ja), o.right)
}

// leaveOut remembers it.
func (j *Job) leaveOut(en, ja, right string) {
	j.notCalled = append(j.notCalled, leftOut{en, ja, right})
}

// env reads a variable, with what it means when it is empty.
func (j *Job) env(name, otherwise string) string {
	if v := strings.TrimSpace(j.Getenv(name)); v != "" {
		return v
	}
	return otherwise
}

// input reads an input of the Action. action.yml hands them over as variables,
// so that no shell sees them.
func (j *Job) input(name, otherwise string) string {
	return j.env("INPUT_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_")), otherwise)
}

// on reads an input that is true or false.
func (j *Job) on(name string) bool { return strings.EqualFold(j.input(name, "false"), "true") }
