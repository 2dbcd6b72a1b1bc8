package action_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/action"
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/standin"
	"github.com/pmtracker/pmtracker/internal/standin/contract"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

const fixtures = "../../testdata/contract/"

// repository is a checked-out repository beside a stand-in for GitHub.
type repository struct {
	t        *testing.T
	dir      string
	hub      *fakehub.GitHub
	server   *standin.Server
	url      string
	env      map[string]string
	paused   int                              // how often the run waited
	asked    int                              // how often a ticket system was wanted
	provider func() (tickets.Provider, error) // nil: GitHub
	ctx      context.Context                  // of a run; nil: nobody ends it
	fails    int                              // from which time on there is none; 0: never
}

// hubName is the repository in the events that GitHub wrote.
const hubName = "Codertocat/Hello-World"

// newRepository makes one whose branch master holds files.
func newRepository(t *testing.T, files map[string]string) *repository {
	t.Helper()
	r := &repository{t: t, dir: t.TempDir(), env: map[string]string{}}
	r.hub = &fakehub.GitHub{Repository: hubName, Login: "github-actions[bot]", NoUser: true}
	r.server = &standin.Server{Vendor: r.hub}
	r.server.Check = r.watch()
	s := httptest.NewServer(r.server)
	t.Cleanup(s.Close)
	r.url = s.URL
	r.git("init", "-q", "-b", "master")
	r.write(files)
	r.commit("base")
	return r
}

var onePull = regexp.MustCompile(`/pulls/[0-9]+$`)

var loadDescription = sync.OnceValues(func() (*contract.Description, error) { return contract.Load(fixtures + "openapi/github.json") })

// watch holds every exchange against GitHub's own description of its API; the
// trimmed copy leaves these calls out.
func (r *repository) watch() func(standin.Exchange) {
	description, err := loadDescription()
	if err != nil {
		r.t.Fatal(err)
	}
	undescribed := []string{"/pulls?", "/pulls", "/graphql", "/rerun"} // and the list of a commit's pull requests, and of runs
	return func(x standin.Exchange) {
		err := description.Request(x)
		if errors.Is(err, contract.ErrNotDescribed) {
			for _, u := range undescribed {
				if strings.HasSuffix(x.URL, u) || strings.Contains(x.URL, "/pulls?") || strings.Contains(x.URL, "/actions/workflows/") || strings.HasSuffix(x.URL, "/permission") {
					return
				}
			}
		}
		if err != nil {
			r.t.Errorf("%v\n%s", err, x.Body)
		} else if !onePull.MatchString(x.URL) { // a pull request is cut to what is read
			if err := description.Answer(x); err != nil {
				r.t.Error(err)
			}
		}
	}
}

func (r *repository) git(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r *repository) write(files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		path := filepath.Join(r.dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *repository) commit(message string) string {
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", message)
	return r.git("rev-parse", "HEAD")
}

// pullRequest makes the branch of a pull request, lets change work on it, checks
// out the merge commit as actions/checkout does, and writes the event as GitHub
// wrote it, with this repository's commits in it.
func (r *repository) pullRequest(branch string, change func()) (head string) {
	r.t.Helper()
	base := r.git("rev-parse", "master")
	r.git("checkout", "-q", "-b", branch)
	change()
	head = r.commit("change")
	r.git("checkout", "-q", "--detach", "master")
	r.git("merge", "-q", "--no-ff", "-m", "merge", head)
	r.event("pull_request.opened.json", base, head, nil)
	r.hub.FirstIssue = 2
	r.hub.AddPull(fakehub.Pull{HeadSHA: head, HeadRef: branch, BaseRef: "master"})
	return head
}

// event writes an event file. Hostile texts are put into the fields that people
// choose.
func (r *repository) event(name, base, head string, edit func(pr map[string]any)) {
	r.t.Helper()
	text, err := os.ReadFile(fixtures + "github/webhooks/" + name)
	if err != nil {
		r.t.Fatal(err)
	}
	var e map[string]any
	if err := json.Unmarshal(text, &e); err != nil {
		r.t.Fatal(err)
	}
	pr := e["pull_request"].(map[string]any)
	pr["head"].(map[string]any)["sha"] = head
	pr["base"].(map[string]any)["sha"] = base
	if edit != nil {
		edit(pr)
	}
	r.writeEvent(e)
}

// writeEvent hands an event to the next run.
func (r *repository) writeEvent(e map[string]any) {
	r.t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		r.t.Fatal(err)
	}
	r.env["GITHUB_EVENT_PATH"] = filepath.Join(r.t.TempDir(), "event.json")
	if err := os.WriteFile(r.env["GITHUB_EVENT_PATH"], text, 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// fault makes GitHub fail.
func (r *repository) fault(rule standin.Rule) {
	rules := &standin.Rules{}
	rules.Set(rule)
	r.server.Choose = rules.Choose
}

// result is what a run of the Action gave.
type result struct {
	err     error
	log     string
	summary string
	outputs map[string]string
}

// run runs the Action's program on the checkout.
func (r *repository) run(command string, inputs ...string) result {
	r.t.Helper()
	return r.runAt(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), command, inputs...)
}

func (r *repository) runAt(now time.Time, command string, inputs ...string) result {
	r.t.Helper()
	temp := r.t.TempDir()
	env := map[string]string{
		"GITHUB_WORKSPACE": r.dir, "GITHUB_REPOSITORY": hubName, "GITHUB_API_URL": r.url, "GITHUB_TOKEN": "secret-token",
		"GITHUB_STEP_SUMMARY": filepath.Join(temp, "summary.md"), "GITHUB_OUTPUT": filepath.Join(temp, "output"),
		"GITHUB_REF_NAME": "master", "GITHUB_SERVER_URL": "https://github.com",
	}
	for k, v := range r.env {
		env[k] = v
	}
	for _, in := range inputs {
		k, v, _ := strings.Cut(in, "=")
		env["INPUT_"+strings.ToUpper(strings.ReplaceAll(k, "-", "_"))] = v
	}
	var out bytes.Buffer
	job := &action.Job{
		Version: "1.2.3",
		Getenv:  func(name string) string { return env[name] }, Out: &out, Err: &out, Now: func() time.Time { return now },
		Pause: func(context.Context, time.Duration) error { r.paused++; return nil },
		Sender: func() (*notify.Sender, error) {
			return &notify.Sender{SMTP: env["SMTP_URL"], SlackToken: env["SLACK_TOKEN"], SlackWebhook: env["SLACK_WEBHOOK_URL"]}, nil
		},
		Provider: func(config.Config) (tickets.Provider, error) {
			if r.asked++; r.fails > 0 && r.asked >= r.fails {
				return nil, incident.Errorf(incident.Unavailable, "GitHub is away")
			}
			if r.provider != nil {
				return r.provider()
			}
			return github.New(github.Config{BaseURL: r.url, Token: "secret-token", Repository: hubName})
		},
	}
	ctx := r.ctx
	if ctx == nil {
		ctx = r.t.Context()
	}
	res := result{err: job.Run(ctx, command)}
	res.log = out.String()
	summary, _ := os.ReadFile(env["GITHUB_STEP_SUMMARY"])
	res.summary = string(summary)
	res.outputs = readOutputs(r.t, env["GITHUB_OUTPUT"])
	if strings.Contains(res.log+res.summary, "secret-token") {
		r.t.Error("the token is in what people see")
	}
	if strings.Contains(res.log+res.summary, "%!") {
		r.t.Errorf("a sentence lacks a value:\n%s\n%s", res.log, res.summary)
	}
	return res
}

// readOutputs reads the file as the runner does: NAME<<END, lines, END.
func readOutputs(t *testing.T, name string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	outputs := map[string]string{}
	lines := strings.Split(string(text), "\n")
	for i := 0; i < len(lines) && lines[i] != ""; {
		key, end, ok := strings.Cut(lines[i], "<<")
		if !ok {
			t.Fatalf("the runner would not take the line %q", lines[i])
		}
		i++
		var value []string
		for ; lines[i] != end; i++ {
			value = append(value, lines[i])
		}
		outputs[key] = strings.Join(value, "\n")
		i++
	}
	return outputs
}

// commands gives the lines of the log that the runner would obey, with those
// between stop-commands left out.
func (r result) commands() []string {
	var obeyed []string
	stop := ""
	for line := range strings.Lines(r.log) {
		line = strings.TrimRight(line, "\n")
		switch {
		case stop != "":
			if line == "::"+stop+"::" {
				stop = ""
			}
		case strings.HasPrefix(line, "::stop-commands::"):
			stop = strings.TrimPrefix(line, "::stop-commands::")
		case strings.HasPrefix(strings.TrimSpace(line), "::"):
			obeyed = append(obeyed, line)
		}
	}
	return obeyed
}

func (r result) count(prefix string) int {
	n := 0
	for _, c := range r.commands() {
		if strings.HasPrefix(c, prefix) {
			n++
		}
	}
	return n
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// closedDocument is a postmortem that the gate lets through once its ticket
// exists and somebody else has approved.
func closedDocument(t *testing.T, lang string, ticket int) string {
	return strings.Replace(read(t, "testdata/closed."+lang+".md"), "issues/3", fmt.Sprintf("issues/%d", ticket), 1)
}

// ticket puts the issue there that the documents link.
func (r *repository) ticket(key string) int {
	due := civil.Date{Year: 2026, Month: 12, Day: 15}
	return r.hub.Add(fakehub.Issue{Title: "Deploys roll back", Body: tickets.WithMarker("x", key+"/AI-1", due), Assignees: []string{"akiko"}, Author: "github-actions[bot]"})
}

// policy turns off what needs the incident room.
const policy = "gate: {off: [G7, G8]}\n"

func marker(body string) string { return strings.Join(tickets.MarkersIn(body), " ") }

func itoa(n int) string { return fmt.Sprint(n) }
