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
	Version  string // of the program
	// Pause waits, at most until the context ends, which is then its error.
	Pause func(context.Context, time.Duration) error
	// Provider makes the ticket system that a configuration and the environment
	// describe; an input goes before them.
	Provider func(config.Config) (tickets.Provider, error)
	// Sender makes what brings the digest to people, from the environment; inputs
	// go before it.
	Sender func() (*notify.Sender, error)

	root      *os.Root // the checked-out repository
	dir       string
	git       git
	inputs    inputs
	outputs   []output
	notCalled []leftOut
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
		err = incident.Tell(incident.Invalid, "cannot read the repository (is actions/checkout run before?): %w", "リポジトリを読み取れません（先に actions/checkout を実行していますか）: %w", err)
	} else {
		defer root.Close()
		j.root = root
		err = j.run(ctx, command)
	}
	if err != nil && !errors.As(err, new(told)) {
		fmt.Fprintf(j.Out, "::error title=pmtracker::%s\n", dataEscaper.Replace(terminal.Plain(incident.Sentence(err, j.lang()))))
	}
	return err
}

// run does one command in the repository, which is open.
func (j *Job) run(ctx context.Context, command string) (err error) {
	if j.inputs, err = j.readInputs(); err != nil {
		return err
	}
	if command == "" || command == "auto" {
		if command, err = j.commandOfEvent(); err != nil {
			return err
		}
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
	return err
}

// provider makes the ticket system of the input provider, else of the configuration.
func (j *Job) provider(c config.Config) (tickets.Provider, error) {
	if name := j.chosen("provider"); name != "" {
		c.Tickets.Provider = incident.ProviderName(name)
	}
	return j.Provider(c)
}

// told is an error that is among the annotations already: the job only has to
// fail.
type told struct{ error }

// Unwrap gives the error itself.
func (t told) Unwrap() error { return t.error }

// commandOfEvent chooses by the event that started the workflow.
func (j *Job) commandOfEvent() (string, error) {
	switch event := j.Getenv("GITHUB_EVENT_NAME"); event {
	case "pull_request", "merge_group":
		return "pull-request", nil
	case "pull_request_review":
		return "review", nil
	case "push":
		return "merge", nil
	case "schedule":
		return "digest", nil
	case "workflow_run":
		return "comment", nil
	default:
		return "", incident.Tell(incident.Invalid, "the event %q does not say what to do; give the input command: one of %s", "イベント %q からは何をするか決められません。入力 command に次のいずれかを指定してください: %s", event, strings.Join(Commands(), ", "))
	}
}

// lang is the language of the team, as the checkout says it: English where it
// says none or cannot be read.
func (j *Job) lang() incident.Lang {
	if j.root == nil {
		return incident.English
	}
	c, _ := j.teamConfig() // what is wrong with it is told where it is needed
	return langOf(c)
}

// leftOut is what GitHub refused, mostly for want of a right.
type leftOut struct {
	en, ja, right string
	why           error // where it is no right that is missing
}

// tell says it, with the right that is missing.
func (o leftOut) tell(l incident.Lang) string {
	if o.why != nil {
		return l.Say("left out: %s; %s", "省略しました: %s。%s", l.Say(o.en, o.ja), incident.Sentence(o.why, l))
	}
	return l.Say("left out: %s; this job has not the right for it (permissions: %s; a pull request from a fork has it not by default)",
		"省略しました: %s。このジョブに権限がありません（permissions: %s。フォークからのプルリクエストには既定では付きません）", l.Say(o.en, o.ja), o.right)
}

// leaveOut remembers it, with why GitHub refused.
func (j *Job) leaveOut(en, ja, right string, err error) {
	o := leftOut{en: en, ja: ja, right: right}
	if u := (unwilling{}); errors.As(err, &u) {
		o.why = u
	}
	j.notCalled = append(j.notCalled, o)
}
