package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// machine is a folder in which the program runs, with a stand-in for GitHub.
type machine struct {
	*testing.T
	dir, program string
	env          []string
	hub          *fakehub.GitHub
	rules        standin.Rules
	server       *standin.Server
}

// newMachine makes one. The program is this test program under its own name.
func newMachine(t *testing.T, dsn string) *machine {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{T: t, dir: t.TempDir(), hub: &fakehub.GitHub{Repository: "acme/checkout", Login: "pmtracker"}}
	m.program = filepath.Join(m.dir, "pmtracker")
	if err := os.Symlink(self, m.program); err != nil {
		t.Fatal(err)
	}
	m.server = &standin.Server{Vendor: m.hub, Choose: m.rules.Choose}
	hub := httptest.NewServer(m.server)
	t.Cleanup(func() { hub.CloseClientConnections(); hub.Close() })
	m.env = append(os.Environ(), "HOME="+m.dir, "XDG_DATA_HOME=", "XDG_CACHE_HOME=", "TZ=UTC", "PMTRACKER_DB="+dsn, "PMTRACKER_ACTOR=akiko@example.com",
		"GITHUB_API_URL="+hub.URL, "GITHUB_TOKEN=ghp_verysecret", "GITHUB_REPOSITORY=acme/checkout", "PMTRACKER_TICKETS_WINDOW=1s")
	return m
}

func (m *machine) command(args ...string) *exec.Cmd {
	cmd := exec.Command(m.program, args...)
	cmd.Dir, cmd.Env = m.dir, m.env
	return cmd
}

// must runs the program to its end.
func (m *machine) must(args ...string) string {
	m.Helper()
	var talk bytes.Buffer
	cmd := m.command(args...)
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		m.Fatalf("%v: %v\n%s%s", args, err, out, talk.String())
	}
	return string(out)
}

func (m *machine) write(name, text string) {
	m.Helper()
	if err := os.WriteFile(filepath.Join(m.dir, name), []byte(text), 0o600); err != nil {
		m.Fatal(err)
	}
}

// serve starts a node and gives its address.
func (m *machine) serve() (*exec.Cmd, string) {
	m.Helper()
	cmd := m.command("serve", "--addr", "127.0.0.1:0")
	talk, err := cmd.StderrPipe()
	if err != nil {
		m.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		m.Fatal(err)
	}
	m.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewReader(talk)
	line, err := lines.ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(line), "pmtracker serves ")
	if err != nil || !ok {
		m.Fatalf("serve says %q: %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return cmd, address
}

// order is what the API says of an order.
type order struct {
	State, Error string
	Done, Total  int
	WaitingFor   string `json:"waiting_for"`
	Items        []struct {
		Item, Ticket, Error string
		Warnings            []string
	}
}

// ask sends a request to the API.
func (m *machine) ask(method, address string) (int, order, string) {
	m.Helper()
	r, err := http.NewRequestWithContext(m.Context(), method, address+"/api/v1/incidents/INC-2026-0042/tickets", nil)
	if err != nil {
		m.Fatal(err)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		m.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		m.Fatal(err)
	}
	var o order
	_ = json.Unmarshal(body, &o)
	return got.StatusCode, o, string(body)
}

// eventually waits for a condition.
func (m *machine) eventually(what string, holds func() bool) {
	m.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			m.Fatal("never: " + what)
		}
	}
}

// created counts the creates that came.
func (m *machine) created() int {
	n := 0
	for _, x := range m.server.Log() {
		if x.Method == http.MethodPost && strings.HasSuffix(x.URL, "/issues") {
			n++
		}
	}
	return n
}

// linkedOnce fails unless each of n items has one open ticket, which the text links.
func (m *machine) linkedOnce(text string, n int) {
	m.Helper()
	open := map[string]int{}
	for _, is := range m.hub.Issues {
		if is.State == "open" {
			open[is.Title]++
			link := fmt.Sprintf("https://github.com/acme/checkout/issues/%d", is.Number)
			if strings.Count(text, link+"\n")+strings.Count(text, link+`"`) == 0 {
				m.Errorf("%s (%s) is not linked in\n%s", link, is.Title, text)
			}
		}
	}
	for title, times := range open {
		if times != 1 {
			m.Errorf("%q has %d open tickets", title, times)
		}
	}
	if len(open) != n {
		m.Errorf("%d items have a ticket, want %d", len(open), n)
	}
}

// postmortem is a document with n items without tickets.
func postmortemOf(n int) string {
	var b strings.Builder
	b.WriteString("---\nincident: INC-2026-0042\ntitle: Card payments fail\nseverity: SEV2\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: akiko@example.com\n---\n")
	for i := range n {
		fmt.Fprintf(&b, "### AI-%d: Item %d\n- Owner: @akiko\n- Due: 2026-12-15\n", i+1, i+1)
	}
	return b.String()
}

func (m *machine) kill(cmd *exec.Cmd) {
	m.Helper()
	if err := cmd.Process.Kill(); err != nil {
		m.Fatal(err)
	}
	_ = cmd.Wait()
}

// TestOrderSurvivesItsNode orders tickets on a server and kills the node without
// warning: after the intent was stored and before the first call, and in the
// middle of a call that GitHub carries out. Another node, and a node that starts
// later, carry the order out: one ticket for each item, each linked.
func TestOrderSurvivesItsNode(t *testing.T) {
	t.Cleanup(storetest.Stop)
	storetest.Each(t, func(t *testing.T, dsn string) {
		for name, fault := range map[string]standin.Rule{
			"before the call": {Method: "GET", Path: "/issues", Fault: standin.Fault{Kind: standin.Hang}, Times: 1},
			"during the call": {Method: "POST", Path: "/issues", Fault: standin.Fault{Kind: standin.HangAfter}, Skip: 1, Times: 1},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				dsn := dsn
				if strings.HasPrefix(dsn, "sqlite:") {
					dsn = storetest.SQLite(t)
				} else {
					dsn = storetest.PostgreSQL(t)
				}
				m := newMachine(t, dsn)
				m.write("p.md", postmortemOf(3))
				m.must("import", "p.md")
				m.rules.Set(fault)
				first, address := m.serve()
				status, o, body := m.ask("POST", address)
				if status != http.StatusAccepted || o.Total != 3 {
					t.Fatalf("%d %s", status, body)
				}
				m.eventually("the fault comes", func() bool {
					for _, x := range m.server.Log() {
						if x.Fault != "" {
							return true
						}
					}
					return false
				})
				second, there := m.serve()
				m.kill(first)
				m.eventually("the other node carries it out", func() bool {
					_, o, _ = m.ask("GET", there)
					return o.State == "done"
				})
				for _, it := range o.Items {
					if it.Ticket == "" {
						t.Errorf("%s has no ticket in the order", it.Item)
					}
				}
				m.kill(second)
				m.linkedOnce(m.must("show", "INC-2026-0042", "--format", "json"), 3)
			})
		}
	})
}

// TestOrderOnTwoNodesAtOnce orders the same tickets on two nodes at the same
// moment, many times over.
func TestOrderOnTwoNodesAtOnce(t *testing.T) {
	t.Cleanup(storetest.Stop)
	storetest.Each(t, func(t *testing.T, dsn string) {
		m := newMachine(t, dsn)
		m.write("p.md", postmortemOf(4))
		m.must("import", "p.md")
		_, here := m.serve()
		_, there := m.serve()
		var asking sync.WaitGroup
		for i := range 8 {
			asking.Go(func() {
				status, _, body := m.ask("POST", []string{here, there}[i%2])
				if status != http.StatusOK && status != http.StatusAccepted {
					t.Errorf("%d %s", status, body)
				}
			})
		}
		asking.Wait()
		var o order
		m.eventually("the order is done", func() bool { _, o, _ = m.ask("GET", here); return o.State == "done" })
		if n := m.created(); n != 4 {
			t.Errorf("%d creates were sent for 4 items", n)
		}
		m.linkedOnce(m.must("show", "INC-2026-0042", "--format", "json"), 4)
	})
}

// TestOrderTellsWhatTheProviderSaid: the sentence of each item that was refused,
// how long a limit holds, and that an outage is tried again.
func TestOrderTellsWhatTheProviderSaid(t *testing.T) {
	m := newMachine(t, storetest.SQLite(t))
	m.write("p.md", postmortemOf(3))
	m.must("import", "p.md")
	_, address := m.serve()

	m.hub.Assignable = []string{"ben"}
	status, _, body := m.ask("POST", address)
	if status != http.StatusUnprocessableEntity || strings.Count(body, "GitHub does not take akiko as an assignee") != 4 || !strings.Contains(body, "AI-3") {
		t.Errorf("a refusal is told as %d %s", status, body)
	}
	page := func() string {
		got, err := http.Get(address + "/incidents/INC-2026-0042/tickets")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = got.Body.Close() }()
		text, err := io.ReadAll(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if text := page(); strings.Count(text, "GitHub does not take akiko") != 3 || !strings.Contains(text, "Given up: 0 of 3") {
		t.Errorf("the page says %s", text)
	}

	m.hub.Assignable = nil
	m.rules.Set(standin.Rule{Method: "POST", Path: "/issues", Skip: 1, Times: 1, Fault: standin.Fault{Kind: standin.Limit403, Delay: 9 * time.Second}})
	status, o, body := m.ask("POST", address)
	if status != http.StatusAccepted || o.State != "running" || o.Done != 1 || o.Total != 3 || o.WaitingFor != "GitHub" {
		t.Errorf("a limit is told as %d %s", status, body)
	}
	if text := page(); !strings.Contains(text, "1 of 3, waiting ") || !strings.Contains(text, "s for GitHub&#39;s limit") {
		t.Errorf("the page says %s", text)
	}
	m.rules.Set()
	m.eventually("the limit is waited for", func() bool { _, o, _ = m.ask("GET", address); return o.State == "done" })
	m.linkedOnce(m.must("show", "INC-2026-0042", "--format", "json"), 3)
}

// TestInterrupted sends SIGINT and SIGTERM to runs that wait for a limit or for an
// answer, on a file and on a database: each ends with one sentence of what was
// done, leaves nothing half written, and the next run goes on.
func TestInterrupted(t *testing.T) {
	for name, c := range map[string]struct {
		fault    standin.Rule
		signal   os.Signal
		database bool
		says     string
	}{
		"limit, file":      {standin.Rule{Method: "POST", Path: "/issues", Skip: 2, Times: 1, Fault: standin.Fault{Kind: standin.Limit403, Delay: 10 * time.Minute}}, os.Interrupt, false, "stopped: 2 of 5 tickets are opened and linked, 3 remain; run it again, it goes on from here\n"},
		"limit, database":  {standin.Rule{Method: "POST", Path: "/issues", Skip: 2, Times: 1, Fault: standin.Fault{Kind: standin.Limit429, Delay: 10 * time.Minute}}, syscall.SIGTERM, true, "stopped: 2 of 5 tickets are opened and linked, 3 remain; run it again, it goes on from here\n"},
		"answer, file":     {standin.Rule{Method: "POST", Path: "/issues", Skip: 2, Times: 1, Fault: standin.Fault{Kind: standin.HangAfter}}, syscall.SIGTERM, false, "AI-3"},
		"answer, database": {standin.Rule{Method: "POST", Path: "/issues", Skip: 2, Times: 1, Fault: standin.Fault{Kind: standin.HangAfter}}, os.Interrupt, true, "AI-3"},
		"late, file":       {standin.Rule{Method: "POST", Path: "/issues", Skip: 2, Times: 1, Fault: standin.Fault{Kind: standin.Late, Delay: time.Second}}, os.Interrupt, false, "stopped: 3 of 5 tickets are opened and linked, 2 remain"},
		"listing, file":    {standin.Rule{Method: "GET", Path: "/issues", Times: 1, Fault: standin.Fault{Kind: standin.Hang}}, os.Interrupt, false, "stopped: 0 of 5 tickets"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, storetest.SQLite(t))
			m.write("p.md", postmortemOf(5))
			target := "p.md"
			if c.database {
				m.must("import", "p.md")
				target = "INC-2026-0042"
			}
			m.rules.Set(c.fault)
			var talk bytes.Buffer
			cmd := m.command("tickets", "create", target)
			cmd.Stderr = &talk
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			m.eventually("the fault comes", func() bool {
				for _, x := range m.server.Log() {
					if x.Fault != "" {
						return true
					}
				}
				return false
			})
			if err := cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			err := cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != 3 {
				t.Errorf("exit status %d: %v", code, err)
			}
			last := talk.String()
			last = last[strings.LastIndexByte(strings.TrimSuffix(last, "\n"), '\n')+1:]
			if !strings.Contains(last, "stopped: ") || !strings.Contains(last, c.says) {
				t.Errorf("it says %q", talk.String())
			}
			left, err := filepath.Glob(filepath.Join(m.dir, ".pmtracker-*"))
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			m.rules.Set()
			m.must("tickets", "create", target)
			text := ""
			if c.database {
				text = m.must("show", "INC-2026-0042", "--format", "json")
			} else {
				src, err := os.ReadFile(filepath.Join(m.dir, "p.md"))
				if err != nil {
					t.Fatal(err)
				}
				text = string(src)
			}
			m.linkedOnce(text, 5)
			if n := len(m.hub.Issues); n != 5 {
				t.Errorf("%d tickets were opened for 5 items", n)
			}
		})
	}
}
