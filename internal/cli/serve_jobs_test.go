package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"net/http/httptest"

	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestServeReminds runs serve itself, on both databases: a reminder fires from
// it, once on two nodes and after a restart; and when the node that keeps the
// schedule is killed, the other takes over.
func TestServeReminds(t *testing.T) {
	t.Cleanup(storetest.Stop)
	t.Run("databases", func(t *testing.T) {
		storetest.Each(t, func(t *testing.T, dsn string) { remindsOnTwoNodes(t, dsn) })
	})
}

func remindsOnTwoNodes(t *testing.T, dsn string) {
	t.Parallel()
	f := newFleet(t, dsn)
	// Declared at 09:00, and nobody commands. At 09:04 nothing is due yet.
	first := f.pmtracker("2026-03-01T09:00:00Z", "declare", "--title", "Checkout answers 500", "--severity", "SEV2")
	early := f.serve("2026-03-01T09:04:00Z")
	f.worked(1)
	early.stop(t)
	f.received(t, first, 0)

	// Restarted a minute later, and a second node beside it.
	leader := f.serve("2026-03-01T09:05:00Z")
	f.eventually("the reminder comes", func() bool { return f.slack.count(first) >= 1 })
	other := f.serve("2026-03-01T09:05:00Z")

	// The node that keeps the schedule dies. Then something else comes due.
	if err := leader.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = leader.cmd.Wait()
	second := f.pmtracker("2026-03-01T09:00:00Z", "declare", "--title", "Search is slow", "--severity", "SEV3")
	f.eventually("the other node takes over", func() bool { return f.slack.count(second) >= 1 })
	other.stop(t)

	// Restarted once more, it says nothing again.
	again := f.serve("2026-03-01T09:05:00Z")
	f.worked(1)
	again.stop(t)
	f.received(t, first, 1)
	f.received(t, second, 1)
	if out := f.pmtracker("2026-03-01T09:05:00Z", "remind"); out != "0 reminders" {
		t.Errorf("remind says %q", out)
	}
}

// TestServeTellsWhatDoesNotArrive: the server's log says what did not reach whom.
func TestServeTellsWhatDoesNotArrive(t *testing.T) {
	f := newFleet(t, storetest.SQLite(t))
	f.slack.setDown(true)
	f.pmtracker("2026-03-01T09:00:00Z", "declare", "--title", "Checkout answers 500", "--severity", "SEV2")
	n := f.serve("2026-03-01T09:06:00Z")
	f.eventually("the log tells of it", func() bool {
		return strings.Contains(n.said.text(), "to=slack:#incidents") && strings.Contains(n.said.text(), "Checkout answers 500")
	})
	n.stop(t)
}

// TestServeLeavesNothingToServe: what waits for a setting is told of by the server with what
// to do there.
func TestServeLeavesNothingToServe(t *testing.T) {
	t.Parallel()
	f := newFleet(t, storetest.SQLite(t))
	f.env = slices.DeleteFunc(f.env, func(setting string) bool { return strings.HasPrefix(setting, "SLACK_") })
	f.pmtracker("2026-03-01T09:00:00Z", "declare", "--title", "Checkout answers 500", "--severity", "SEV2")
	n := f.serve("2026-03-01T09:06:00Z")
	f.eventually("the log tells of it", func() bool {
		return strings.Contains(n.said.text(), "here there is no SLACK_TOKEN / SLACK_WEBHOOK_URL; set it, and start serve again")
	})
	n.stop(t)
}

// fleet is the nodes on one database, and the Slack that they write to.
type fleet struct {
	t        *testing.T
	dir, dsn string
	slack    *slackRoom
	env      []string
}

func newFleet(t *testing.T, dsn string) *fleet {
	f := &fleet{t: t, dir: t.TempDir(), dsn: dsn, slack: &slackRoom{}}
	server := httptest.NewServer(f.slack)
	t.Cleanup(server.Close)
	f.env = []string{"HOME=" + f.dir, "PATH=" + os.Getenv("PATH"), "TZ=UTC", "PMTRACKER_DB=" + dsn, "PMTRACKER_ACTOR=@akiko", "SLACK_WEBHOOK_URL=" + server.URL}
	if err := os.WriteFile(filepath.Join(f.dir, ".pmtracker.yaml"), []byte("reports: {internal: [\"slack:#incidents\"]}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// command is the program itself: the test binary runs as it under this name.
func (f *fleet) command(now string, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		f.t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Args[0], cmd.Dir, cmd.Env = "pmtracker", f.dir, append(f.env, "PMTRACKER_NOW="+now)
	return cmd
}

func (f *fleet) pmtracker(now string, args ...string) string {
	f.t.Helper()
	cmd := f.command(now, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		f.t.Fatalf("%v: %v %s", args, err, &said)
	}
	return strings.TrimSpace(string(out))
}

// node is one running serve.
type node struct {
	cmd  *exec.Cmd
	said *lines
}

// lines collects what a process says.
type lines struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.String()
}

func (f *fleet) serve(now string) *node {
	f.t.Helper()
	n := &node{f.command(now, "serve", "--addr", "127.0.0.1:0"), &lines{}}
	n.cmd.Stderr = n.said
	if err := n.cmd.Start(); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = n.cmd.Process.Kill() })
	f.eventually("serve starts", func() bool { return strings.Contains(n.said.text(), "pmtracker serves") })
	return n
}

func (n *node) stop(t *testing.T) {
	t.Helper()
	if err := n.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := n.cmd.Wait(); err != nil {
		t.Errorf("serve ends with %v: %s", err, n.said.text())
	}
}

// worked waits until that many more runs of the job that reminds are done.
func (f *fleet) worked(more int) {
	f.t.Helper()
	s := storetest.Open(f.t, f.dsn)
	done := func() (n int) {
		_ = s.DB().QueryRow("SELECT count(*) FROM river_job WHERE state = 'completed' AND CAST(args AS TEXT) LIKE '%remind%'").Scan(&n)
		return n
	}
	before := done()
	f.eventually("the job runs", func() bool { return done() >= before+more })
}

func (f *fleet) received(t *testing.T, about string, want int) {
	t.Helper()
	if n := f.slack.count(about); n != want {
		t.Errorf("%d reminders about %s, want %d", n, about, want)
	}
}

func (f *fleet) eventually(what string, holds func() bool) {
	f.t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			f.t.Fatal("never: " + what)
		}
	}
}

// count gives how many messages tell that nobody commands an incident.
func (s *slackRoom) count(about string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, text := range s.texts {
		if strings.Contains(text, about) && strings.Contains(text, "Nobody commands") {
			n++
		}
	}
	return n
}
