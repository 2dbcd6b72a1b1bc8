package cli_test

import (
	"os"
	"strings"
	"testing"

	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestServeReconciles: no webhook ever comes. serve by itself reads every linked
// ticket at its start and again half a day later, closes what was opened twice,
// and leaves alone what it read a moment ago.
func TestServeReconciles(t *testing.T) {
	t.Cleanup(storetest.Stop)
	t.Run("databases", func(t *testing.T) {
		storetest.Each(t, func(t *testing.T, dsn string) {
			t.Parallel()
			m := newMachine(t, dsn)
			db := storetest.Open(t, dsn)
			body := "\n\n<!-- pmtracker:INC-2026-0042/AI-1 -->\n"
			for range 2 {
				m.hub.Add(fakehub.Issue{Title: "Item 1", Body: body, Assignees: []string{"akiko"}})
			}
			text := strings.Replace(postmortemOf(1), "- Due:", "- Ticket: https://github.com/acme/checkout/issues/2\n- Due:", 1)
			m.write("p.md", text)
			m.must("import", "p.md")
			serveAt := func(now string) (stop func()) {
				m.env = append(m.env, "PMTRACKER_NOW="+now)
				cmd, _ := m.serve()
				return func() {
					if err := cmd.Process.Signal(os.Interrupt); err != nil {
						t.Fatal(err)
					}
					if err := cmd.Wait(); err != nil {
						t.Fatal(err)
					}
				}
			}
			state := func() string { return m.must("digest", "--format", "json") }
			shows := func(what string) func() bool {
				return func() bool { return strings.Contains(m.must("show", "INC-2026-0042", "--format", "json"), what) }
			}

			stop := serveAt("2026-12-01T01:00:00Z")
			m.eventually("the document links the lowest", shows("issues/1\""))
			m.eventually("the other one is closed", func() bool { return m.issue(2).State == "closed" })
			stop()
			if n := m.asked(); n == 0 || m.issue(1).State != "open" {
				t.Fatalf("%d listings, the first is %s", n, m.issue(1).State)
			}
			if !strings.Contains(state(), `"open":1`) {
				t.Errorf("before: %s", state())
			}

			m.issue(1).State = "closed" // and the webhook is lost
			before := m.asked()
			tenMinutesPass(t, db)
			stop = serveAt("2026-12-01T02:00:00Z")
			m.eventually("the job runs", func() bool { return rounds(t, db) == 1 })
			stop()
			if n := m.asked() - before; n != 0 {
				t.Errorf("an hour later the tickets are listed %d times", n)
			}
			tenMinutesPass(t, db)
			stop = serveAt("2026-12-01T14:00:00Z")
			m.eventually("it is done", func() bool { return strings.Contains(state(), `"done":1`) })
			stop()
			if text := state(); !strings.Contains(text, `"verified":0`) || !strings.Contains(text, `"open":0`) {
				t.Errorf("after: %s", text)
			}
		})
	})
}

func (m *machine) issue(n int) *fakehub.Issue {
	m.Helper()
	for _, is := range m.hub.Issues {
		if is.Number == n {
			return is
		}
	}
	m.Fatalf("there is no issue %d", n)
	return nil
}

// asked counts the listings of issues that came.
func (m *machine) asked() (n int) {
	for _, x := range m.server.Log() {
		if x.Method == "GET" && strings.Contains(x.URL, "/issues?") {
			n++
		}
	}
	return n
}

// rounds counts the runs of the job "tickets" that have ended.
func rounds(t *testing.T, s *store.Store) (n int) {
	t.Helper()
	err := s.DB().QueryRow(`SELECT count(*) FROM river_job WHERE state = 'completed' AND CAST(args AS TEXT) LIKE '%tickets%'`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// tenMinutesPass lets the job "tickets" come due again, which the engine runs once
// in ten minutes of the machine's clock, whatever PMTRACKER_NOW says.
func tenMinutesPass(t *testing.T, s *store.Store) {
	t.Helper()
	if _, err := s.DB().Exec(`DELETE FROM river_job WHERE CAST(args AS TEXT) LIKE '%tickets%'`); err != nil {
		t.Fatal(err)
	}
}
