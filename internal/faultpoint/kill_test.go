package faultpoint_test

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
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/store"
)

const killDocument = `---
incident: INC-2026-0042
title: Card payments fail
severity: SEV2
status: in-review
occurred_at: 2026-03-01T09:00:00Z
detected_at: 2026-03-01T09:04:00Z
author: akiko@example.com
---
### AI-1: One
- Owner: @akiko
- Due: 2026-12-15
### AI-2: Two
- Owner: @akiko
- Due: 2026-12-16
`

// killCourse is one of the ways in which tickets are opened.
type killCourse struct {
	provider string
	database bool // the postmortem lies in a database, not in a file
	twice    bool // each item has two open tickets already
}

// killRig runs the program with fault points on a document and a stand-in.
type killRig struct {
	killCourse
	program string
	dir     string
	cache   string
	env     []string
	server  *standin.Server
	open    func(marker string) int
}

func (r *killRig) run(killAt int) (killed bool, place string, err error) {
	target := "p.md"
	if r.database {
		target = "INC-2026-0042"
		r.leaseRunsOut()
	}
	cmd := r.command("tickets", "create", target)
	cmd.Env = append(cmd.Env, fmt.Sprintf("PMTRACKER_KILL_AT=%d", killAt))
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

func (r *killRig) command(args ...string) *exec.Cmd {
	cmd := exec.Command(r.program, args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), append(r.env, "PMTRACKER_TICKETS_WINDOW=200ms", "XDG_CACHE_HOME="+r.cache, "PMTRACKER_DB=sqlite:"+filepath.Join(r.dir, "pm.db"))...)
	return cmd
}

// leaseRunsOut lets the fifteen seconds pass that a killed run keeps its lease.
func (r *killRig) leaseRunsOut() {
	s, err := store.Open(context.Background(), "sqlite:"+filepath.Join(r.dir, "pm.db"))
	if err == nil {
		_, err = s.DB().Exec("DELETE FROM lease")
		err = errors.Join(err, s.Close())
	}
	if err != nil {
		panic(err)
	}
}

func newKillRig(t *testing.T, program string, c killCourse) *killRig {
	r := &killRig{killCourse: c, program: program, cache: t.TempDir(), dir: t.TempDir()}
	if err := os.WriteFile(filepath.Join(r.dir, "p.md"), []byte(killDocument), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.dir, ".pmtracker.yaml"), []byte("tickets: {due: milestone}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if c.provider == "jira" {
		j := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{{AccountID: "5b10ac8d82e05b22cc7d4ef5", Name: "akiko", Display: "akiko"}}}
		for i := range 4 * twos(c.twice) {
			j.Add(fakejira.Issue{Summary: []string{"One", "Two"}[i%2], Properties: map[string]json.RawMessage{"pmtracker": json.RawMessage(`{"marker":"` + markers[i%2] + `"}`)}}, time.Now().Add(-time.Hour))
		}
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
		for i := range 4 * twos(c.twice) {
			g.Add(fakehub.Issue{Title: []string{"One", "Two"}[i%2], Body: "<!-- pmtracker:" + markers[i%2] + " -->"})
		}
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
	if c.provider == "jira" {
		r.env = []string{"GITHUB_REPOSITORY=", "JIRA_URL=" + web.URL, "JIRA_USER=bot@example.com", "JIRA_TOKEN=t", "JIRA_PROJECT=PAY"}
	}
	if c.database {
		if out, err := r.command("import", "p.md").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	return r
}

var markers = []string{"INC-2026-0042/AI-1", "INC-2026-0042/AI-2"}

func twos(twice bool) int {
	if twice {
		return 1
	}
	return 0
}

// TestKilledAnywhere kills "tickets create" with SIGKILL before and after every
// write and every call, one after the other until there is none left, and runs
// it once more: each item has exactly one open ticket, which the document links,
// and nothing is left beside it. The document is a file or lies in a database; the
// tickets are new, or were opened twice and are healed.
func TestKilledAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program about 550 times")
	}
	program := filepath.Join(t.TempDir(), "pmtracker")
	build := exec.Command("go", "build", "-tags", "faultpoints", "-o", program, "../../cmd/pmtracker")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for name, c := range map[string]killCourse{
		"github": {"github", false, false}, "github, database": {"github", true, false}, "github, twice": {"github", false, true}, "github, database, twice": {"github", true, true},
		"jira": {"jira", false, false}, "jira, database": {"jira", true, false}, "jira, twice": {"jira", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for at := 1; ; at++ {
				r := newKillRig(t, program, c)
				killed, place, err := r.run(at)
				if err != nil {
					t.Fatal(err)
				}
				if !killed {
					t.Logf("%s: killed at each of %d fault points; always exactly one open ticket an item, linked", name, at-1)
					if at < 16 {
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

// text gives the document.
func (r *killRig) text() ([]byte, error) {
	if !r.database {
		return os.ReadFile(filepath.Join(r.dir, "p.md"))
	}
	ctx := context.Background()
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(r.dir, "pm.db"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close() }()
	var text []byte
	err = s.Read(ctx, func(tx *store.Tx) error {
		revision, err := tx.Revision(ctx, "INC-2026-0042", 0)
		text = []byte(revision.Text)
		return err
	})
	return text, err
}

// check runs the program again and looks at what there is.
func (r *killRig) check(t *testing.T, place string) {
	t.Helper()
	if _, _, err := r.run(0); err != nil {
		t.Fatalf("%s: the next run fails: %v", place, err)
	}
	for _, marker := range markers {
		if n := r.open(marker); n != 1 {
			t.Errorf("%s: %d open tickets for %s, want 1", place, n, marker)
		}
	}
	text, err := r.text()
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
