// Package action is what the GitHub Action does: it judges the postmortems of a
// pull request, opens tickets when they are merged, proposes what changed at the
// tickets, posts the digest and keeps the index page. Everything that a pull
// request brings (texts, file names, branch names, its own configuration) is
// taken for an attacker's: it is read, never obeyed.
package action

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Job is one run of the Action: the environment that the runner gives, and what
// the program brings.
type Job struct {
	Getenv   func(string) string
	Out, Err io.Writer
	Now      func() time.Time
	// Provider makes the ticket system that a configuration and the environment
	// describe.
	Provider func(config.Config) (tickets.Provider, error)

	root      *os.Root // the checked-out repository
	dir       string
	git       git
	outputs   []output
	notCalled []string // what was left out for want of a right
}

// Commands lists what the Action can do, by the value of its input "command".
func Commands() []string {
	return []string{"pull-request", "comment", "merge", "sync", "digest", "index"}
}

// Run does one command; "auto" and "" choose it by the event. A Refused error
// says that the job has to fail and that everything was told already.
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
		"pull-request": j.pullRequest, "comment": j.comment, "merge": j.merge, "sync": j.sync, "digest": j.digest, "index": j.index,
	}[command]
	if !ok {
		return incident.Tell(incident.Invalid, "there is no command %q; use one of %s", "コマンド %q はありません。次のいずれかを使ってください: %s", command, strings.Join(Commands(), ", "))
	}
	err = run(ctx)
	if e := j.writeOutputs(); err == nil {
		err = e
	}
	if err != nil && incident.CodeOf(err) != incident.Refused {
		c, _ := j.teamConfig() // where it cannot be read, that is the error
		fmt.Fprintf(j.Out, "::error title=pmtracker::%s\n", dataEscaper.Replace(visible(incident.Sentence(err, langOf(c)))))
	}
	return err
}

// commandOfEvent chooses by the event that started the workflow.
func (j *Job) commandOfEvent() string {
	switch event := j.Getenv("GITHUB_EVENT_NAME"); event {
	case "pull_request", "pull_request_review":
		return "pull-request"
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

// folders gives where postmortems are, relative to the repository.
func (j *Job) folders(c config.Config) []string {
	path := j.input("path", "")
	if path == "" {
		path = c.Postmortems
	}
	if path == "" {
		path = DefaultFolder
	}
	var folders []string
	for _, p := range strings.FieldsFunc(path, func(r rune) bool { return r == '\n' || r == ',' }) {
		if p = cleanFolder(p); p != "" {
			folders = append(folders, p)
		}
	}
	return folders
}

// DefaultFolder is where postmortems are when nothing says otherwise.
const DefaultFolder = "docs/postmortems"

func cleanFolder(p string) string {
	p = strings.Trim(strings.TrimPrefix(strings.TrimSpace(p), "./"), "/")
	if p == "." {
		return ""
	}
	return p
}

// inFolders tells whether a file of the repository is one that counts.
func inFolders(path string, folders []string) bool {
	if !strings.HasSuffix(path, ".md") {
		return false
	}
	for _, f := range folders {
		if strings.HasPrefix(path, f+"/") || path == f {
			return true
		}
	}
	return false
}
