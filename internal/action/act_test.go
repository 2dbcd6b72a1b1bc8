package action_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// program finds a tool that make test builds from tools/go.mod.
func program(t *testing.T, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	if path, err := filepath.Abs("../../.tmp/bin/" + name); err == nil {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	if os.Getenv("PMTRACKER_TEST_ALL") != "" {
		t.Fatalf("%s is not here; run scripts/install-test-tools.sh", name)
	}
	t.Skipf("%s is not here; run scripts/install-test-tools.sh", name)
	return ""
}

// built is the folder of the program, once binary has built it.
var built string

// binary builds the program that the Action runs.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "pmtracker-act")
	if err != nil {
		return "", err
	}
	built = dir
	path := filepath.Join(dir, "pmtracker")
	out, err := exec.Command("go", "build", "-o", path, "github.com/pmtracker/pmtracker/cmd/pmtracker").CombinedOutput()
	if err != nil {
		return "", &exec.Error{Name: string(out), Err: err}
	}
	return path, nil
})

func TestMain(m *testing.M) {
	status := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(status)
}

// actLine is what act prints with --json.
type actLine struct {
	Command   string            `json:"command"`
	Arg       string            `json:"arg"`
	Name      string            `json:"name"`
	Content   string            `json:"content"`
	Msg       string            `json:"msg"`
	KvPairs   map[string]string `json:"kvPairs"`
	JobResult string            `json:"jobResult"`
	StepID    []string          `json:"stepID"`
}

// act runs the workflow of the repository with the real Action of this source
// tree, as the runner would, on this machine.
func (r *repository) act(event string, inputs ...string) []actLine {
	r.t.Helper()
	runner := program(r.t, "act")
	path, err := binary()
	if err != nil {
		r.t.Fatal(err)
	}
	args := []string{event, "-e", r.env["GITHUB_EVENT_PATH"], "-P", "ubuntu-latest=-self-hosted", "--json", "-s", "GITHUB_TOKEN=secret-token",
		"--env", "GITHUB_API_URL=" + r.url, "--env", "GITHUB_REPOSITORY=" + hubName, "--env", "PM_BINARY=" + path}
	for _, in := range inputs {
		args = append(args, "--env", in)
	}
	cmd := exec.Command(runner, args...)
	cmd.Dir = r.dir
	home := r.t.TempDir()
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CACHE_HOME="+home, "XDG_CONFIG_HOME="+home, "ACT_DISABLE_VERSION_CHECK=1")
	out, err := cmd.Output()
	var lines []actLine
	for text := range bytes.Lines(out) {
		var line actLine
		if json.Unmarshal(text, &line) == nil {
			lines = append(lines, line)
		}
	}
	failed := slices.ContainsFunc(lines, func(l actLine) bool { return l.JobResult == "failure" })
	if (err != nil) != failed || len(lines) == 0 {
		r.t.Fatalf("act: %v\n%s", err, out)
	}
	return lines
}

// actionFiles puts the Action of this source tree and a workflow into a
// repository.
func actionFiles(t *testing.T, workflow string) map[string]string {
	return map[string]string{
		".pmtracker.yaml": policy, ".github/workflows/pmtracker.yml": workflow,
		".pmtracker-action/action.yml": read(t, "../../action.yml"), ".pmtracker-action/scripts/action.sh": read(t, "../../scripts/action.sh"),
	}
}

const checkWorkflow = `on: [pull_request, pull_request_review]
permissions:
  contents: read
jobs:
  postmortems:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 2
      - id: pmtracker
        uses: ./.pmtracker-action
        with:
          binary: ${{ env.PM_BINARY }}
          comment: "true"
      - if: always()
        env:
          ERRORS: ${{ steps.pmtracker.outputs.errors }}
          REFUSED: ${{ steps.pmtracker.outputs.refused }}
          CLOSED: ${{ steps.pmtracker.outputs.closed }}
          WARNINGS: ${{ steps.pmtracker.outputs.warnings }}
          TICKETS: ${{ steps.pmtracker.outputs.tickets }}
        run: echo "errors=$ERRORS warnings=$WARNINGS refused=$REFUSED closed=$CLOSED tickets=$TICKETS"
`

// TestTheRealActionStopsAPullRequestAndLetsItPass runs action.yml by act, from
// an event that GitHub wrote: stopped, then approved and let through.
func TestTheRealActionStopsAPullRequestAndLetsItPass(t *testing.T) {
	const document = "docs/postmortems/INC-2026-0042.md"
	r := newRepository(t, actionFiles(t, checkWorkflow))
	r.pullRequest("changes", func() {
		r.write(map[string]string{document: strings.Replace(closedDocument(t, "en", 3), "- Owner: @akiko\n", "", 1)})
	})
	r.ticket("INC-2026-0042")
	stopped := r.act("pull_request")
	var titles []string
	for _, l := range stopped {
		if l.Command == "error" && l.KvPairs["file"] == document {
			titles = append(titles, l.KvPairs["title"]+" at "+l.KvPairs["line"])
		}
	}
	for _, want := range []string{"pmtracker gate at 6", "pmtracker action-owner at 48"} {
		if !slices.Contains(titles, want) {
			t.Errorf("no annotation %q among %q", want, titles)
		}
	}
	assertLine(t, stopped, "the job fails", func(l actLine) bool { return l.JobResult == "failure" })
	assertLine(t, stopped, "summary", func(l actLine) bool {
		return l.Command == "summary" && strings.Contains(l.Content, "- [ ] G3") && strings.Contains(l.Content, "- [x] G4")
	})
	assertLine(t, stopped, "outputs reach the next step", func(l actLine) bool {
		return strings.Contains(l.Msg, `refused=["INC-2026-0042"] closed=[]`) && !strings.Contains(l.Msg, "errors=0")
	})
	if c := r.hub.Issues[0].Comments; len(c) != 1 || !strings.Contains(c[0], "Not yet") {
		t.Errorf("comments %q", c)
	}

	r.git("checkout", "-q", "changes")
	r.write(map[string]string{document: closedDocument(t, "en", 3)})
	head := r.commit("name the owner")
	r.git("checkout", "-q", "--detach", "master")
	r.git("merge", "-q", "--no-ff", "-m", "merge", head)
	r.event("pull_request.synchronize.json", r.git("rev-parse", "master"), head, nil)
	r.hub.Pulls[0].Reviews = []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}}
	passed := r.act("pull_request")
	assertLine(t, passed, "the job passes", func(l actLine) bool { return l.JobResult == "success" })
	assertLine(t, passed, "outputs", func(l actLine) bool {
		return strings.Contains(l.Msg, `errors=0 warnings=0 refused=[] closed=["INC-2026-0042"] tickets=["https://github.com/Codertocat/Hello-World/issues/3"]`)
	})
	if c := r.hub.Issues[0].Comments; len(c) != 1 || strings.Contains(c[0], "Not yet") {
		t.Errorf("comments %q", c)
	}
	for _, l := range append(stopped, passed...) {
		if strings.Contains(l.Msg+l.Content+l.Arg, "secret-token") {
			t.Errorf("the token is shown: %+v", l)
		}
	}
}

// TestTheRealActionOpensTicketsAfterAMerge runs action.yml on a push: the links
// are at the origin afterwards.
func TestTheRealActionOpensTicketsAfterAMerge(t *testing.T) {
	const workflow = `on: push
jobs:
  tickets:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./.pmtracker-action
        with:
          binary: ${{ env.PM_BINARY }}
`
	files := actionFiles(t, workflow)
	files[openDocument] = unlinked(t)
	r, origin := pushed(t, files)
	r.writeEvent(map[string]any{"ref": "refs/heads/master"})
	lines := r.act("push")
	assertLine(t, lines, "the job passes", func(l actLine) bool { return l.JobResult == "success" })
	assertLine(t, lines, "tickets", func(l actLine) bool { return l.Name == "tickets" && strings.Contains(l.Arg, "issues/812") })
	if text := r.atOrigin(origin, openDocument); !strings.Contains(text, "- Ticket: https://github.com/Codertocat/Hello-World/issues/812\n") {
		t.Errorf("no link at the origin:\n%s", text)
	}
	if page := r.atOrigin(origin, "docs/postmortems/README.md"); !strings.Contains(page, "INC-2026-0042") {
		t.Errorf("no index at the origin:\n%s", page)
	}
}

func assertLine(t *testing.T, lines []actLine, what string, is func(actLine) bool) {
	t.Helper()
	if !slices.ContainsFunc(lines, is) {
		t.Errorf("%s: no such line among", what)
		for _, l := range lines {
			t.Logf("%+v", l)
		}
	}
}

// TestHostilePullRequestUnderTheRealRunner gives a pull request names that a shell
// or the runner would obey, and lets it change what would let it pass: its own
// rules, a link out of the tree, a closed document deleted, another renamed.
func TestHostilePullRequestUnderTheRealRunner(t *testing.T) {
	evil := "$(touch pwned)`touch pwned`::set-output name=errors::0%0A::error::x\u202e"
	name := "docs/postmortems/$(touch pwned)`touch pwned`\u202e\n::error::x.md" // act itself misreads an equals sign and %250A in a property
	files := actionFiles(t, checkWorkflow)
	for key, file := range map[string]string{"INC-2026-0042": "deleted.md", "INC-2026-0043": "old.md"} {
		files["docs/postmortems/"+file] = strings.ReplaceAll(closedDocument(t, "en", 3), "INC-2026-0042", key)
	}
	r := newRepository(t, files)
	head := r.pullRequest("b", func() {
		r.write(map[string]string{
			name:              "---\nincident: x\ntitle: \"" + evil + "\"\n---\n## " + evil + "\n\n::error::obeyed\n",
			".pmtracker.yaml": "gate: {off: [G1, G3, G5, G6, G7, G8]}\npostmortems: elsewhere\n",
		})
		r.git("rm", "-q", "docs/postmortems/deleted.md")
		r.git("mv", "docs/postmortems/old.md", "docs/renamed.md")
		if err := os.Symlink("../../../../../../etc/passwd", filepath.Join(r.dir, "docs/postmortems/link.md")); err != nil {
			t.Fatal(err)
		}
	})
	r.event("pull_request.opened.json", r.git("rev-parse", "master"), head, func(pr map[string]any) {
		pr["title"], pr["body"] = evil, evil
		pr["head"].(map[string]any)["ref"] = evil
	})
	lines := r.act("pull_request")
	assertLine(t, lines, "the job fails", func(l actLine) bool { return l.JobResult == "failure" })
	seen := map[string]bool{}
	for _, l := range lines {
		if l.Command != "error" {
			if strings.HasPrefix(l.Command, "set-output") && l.Name == "errors" && l.Arg == "0" {
				t.Errorf("the runner obeyed %+v", l)
			}
			continue
		}
		seen[l.KvPairs["file"]] = true
		if !strings.HasPrefix(l.KvPairs["title"], "pmtracker") {
			t.Errorf("the runner obeyed %+v", l)
		}
	}
	for _, want := range []string{name, "docs/postmortems/link.md", "docs/postmortems/deleted.md", "docs/renamed.md"} {
		if !seen[want] || len(seen) != 4 {
			t.Errorf("no annotation beside %q among %v", want, seen)
		}
	}
	comment := strings.Join(r.hub.Issues[0].Comments, "\n")
	for _, want := range []string{"it is a symbolic link", "deleted here; keep it", "### INC-2026-0043", "- [ ] G6 a reviewer"} {
		if !strings.Contains(comment, want) {
			t.Errorf("the comment does not say %q:\n%s", want, comment)
		}
	}
	page, _, _ := strings.Cut(strings.TrimPrefix(comment, "<!-- pmtracker:pull-request -->\n"), "\nCommit: ")
	assertLine(t, lines, "the summary says the same", func(l actLine) bool {
		return l.Command == "summary" && strings.Contains(l.Content, page)
	})
	assertLine(t, lines, "outputs", func(l actLine) bool {
		return strings.Contains(l.Msg, `refused=["INC-2026-0042","INC-2026-0043"] closed=[] tickets=[]`)
	})
	for _, l := range lines {
		if strings.Contains(l.Msg+l.Content+comment, "root:x:") {
			t.Errorf("a file outside the tree was read: %+v", l)
		}
	}
	if out := r.git("status", "--porcelain"); strings.Contains(out, "pwned") {
		t.Errorf("a name was run: %s", out)
	}
}

// TestThreeHundredFilesUnderTheRealRunner counts what GitHub would show.
func TestThreeHundredFilesUnderTheRealRunner(t *testing.T) {
	r := newRepository(t, actionFiles(t, checkWorkflow))
	r.pullRequest("b", func() { r.write(threeHundred(t)) })
	lines := r.act("pull_request")
	shown := 0
	for _, l := range lines {
		if l.Command == "error" {
			shown++
		}
	}
	if shown != 10 {
		t.Errorf("%d annotations", shown)
	}
	assertLine(t, lines, "the last says how many more", func(l actLine) bool {
		return l.Command == "error" && l.Arg == "291 more of these in 291 files: see the summary of this job"
	})
	assertLine(t, lines, "outputs", func(l actLine) bool { return strings.Contains(l.Msg, `errors=300 warnings=0 refused=[]`) })
}
