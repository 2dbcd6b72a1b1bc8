package faultpoint_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
)

const killDocument = `---
incident: INC-2026-0042
---
### AI-1: One
- Owner: @akiko
- Due: 2026-12-15
### AI-2: Two
- Owner: @akiko
- Due: 2026-12-16
`

// killRig runs the program with fault points on a document and a stand-in.
type killRig struct {
	program string
	dir     string
	cache   string
	env     []string
	server  *standin.Server
	open    func(marker string) int
}

func (r *killRig) run(killAt int) (killed bool, place string, err error) {
	cmd := exec.Command(r.program, "tickets", "create", "p.md")
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), append(r.env, fmt.Sprintf("PMTRACKER_KILL_AT=%d", killAt), "PMTRACKER_TICKETS_WINDOW=200ms", "XDG_CACHE_HOME="+r.cache)...)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == -1 {
		return true, strings.TrimSpace(talk.String()), nil
	}
	if err != nil {
		err = fmt.Errorf("%w: %s", err, talk.String())
	}
	return false, "", err
}

func newKillRig(t *testing.T, program, provider string) *killRig {
	r := &killRig{program: program, cache: t.TempDir(), dir: t.TempDir()}
	if err := os.WriteFile(filepath.Join(r.dir, "p.md"), []byte(killDocument), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.dir, ".pmtracker.yaml"), []byte("tickets: {due: milestone}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if provider == "jira" {
		j := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{{AccountID: "5b10ac8d82e05b22cc7d4ef5", Name: "akiko", Display: "akiko"}}}
		r.server = &standin.Server{Vendor: j}
		r.open = func(marker string) (n int) {
			for _, is := range j.Issues {
				if is.Status != "done" && strings.Contains(string(is.Properties["pmtracker"]), marker) {
					n++
				}
			}
			return n
		}
	} else {
		g := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}
		r.server = &standin.Server{Vendor: g}
		r.open = func(marker string) (n int) {
			for _, is := range g.Issues {
				if is.State == "open" && strings.Contains(is.Body, marker) {
					n++
				}
			}
			return n
		}
	}
	web := httptest.NewServer(r.server)
	t.Cleanup(web.Close)
	r.env = []string{"GITHUB_API_URL=" + web.URL, "GITHUB_TOKEN=t", "GITHUB_REPOSITORY=acme/checkout"}
	if provider == "jira" {
		r.env = []string{"GITHUB_REPOSITORY=", "JIRA_URL=" + web.URL, "JIRA_USER=bot@example.com", "JIRA_TOKEN=t", "JIRA_PROJECT=PAY"}
	}
	return r
}

// TestKilledAnywhere kills "tickets create" with SIGKILL before and after every
// write and every call, one after the other until there is none left, and runs
// it once more: each item has exactly one open ticket, which the file links, and
// nothing is left beside it.
func TestKilledAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program about 200 times")
	}
	program := filepath.Join(t.TempDir(), "pmtracker")
	build := exec.Command("go", "build", "-tags", "faultpoints", "-o", program, "../../cmd/pmtracker")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for _, provider := range []string{"github", "jira"} {
		t.Run(provider, func(t *testing.T) {
			for at := 1; ; at++ {
				r := newKillRig(t, program, provider)
				killed, place, err := r.run(at)
				if err != nil {
					t.Fatal(err)
				}
				if !killed {
					t.Logf("%s: killed at each of %d fault points; always exactly one open ticket an item, linked", provider, at-1)
					if at < 20 {
						t.Fatal("so few fault points that some must be missing")
					}
					return
				}
				r.check(t, place)
			}
		})
	}
}

var ticketLine = regexp.MustCompile(`(?m)^- Ticket: (\S+)$`)

// check runs the program again and looks at what there is.
func (r *killRig) check(t *testing.T, place string) {
	t.Helper()
	if _, _, err := r.run(0); err != nil {
		t.Fatalf("%s: the next run fails: %v", place, err)
	}
	for _, marker := range []string{"INC-2026-0042/AI-1", "INC-2026-0042/AI-2"} {
		if n := r.open(marker); n != 1 {
			t.Errorf("%s: %d open tickets for %s, want 1", place, n, marker)
		}
	}
	text, err := os.ReadFile(filepath.Join(r.dir, "p.md"))
	if err != nil {
		t.Fatal(err)
	}
	links := ticketLine.FindAllStringSubmatch(string(text), -1)
	if len(links) != 2 || links[0][1] == links[1][1] {
		t.Errorf("%s: the file links %v", place, links)
	}
	if bare := ticketLine.ReplaceAllString(string(text), ""); strings.ReplaceAll(bare, "\n\n", "\n") != killDocument {
		t.Errorf("%s: more than the links has changed:\n%s", place, text)
	}
	err = filepath.WalkDir(r.dir, func(path string, e os.DirEntry, err error) error {
		if strings.HasPrefix(e.Name(), ".pmtracker-") {
			t.Errorf("%s: the next run leaves %s", place, path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	before := len(r.server.Log())
	if _, _, err := r.run(0); err != nil {
		t.Fatal(err)
	}
	for _, x := range r.server.Log()[before:] {
		if x.Method != "GET" {
			t.Errorf("%s: the run after that sends %s %s", place, x.Method, x.URL)
		}
	}
}
