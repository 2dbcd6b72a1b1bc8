package cli_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestRoom replays whole incidents with a clock that stands still between the
// commands (PMTRACKER_NOW), and a Slack that keeps what it is sent. Beside the
// commands of TestScripts there are "now TIME", "slack down|up", and "received":
// the messages since the last time are the standard output of the next cmp.
func TestRoom(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/room", RequireExplicitExec: true, RequireUniqueNames: true, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"capture": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
			},
			"now": func(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv("PMTRACKER_NOW", args[0]) },
			"slack": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Value("slack").(*slackRoom).setDown(args[0] == "down")
			},
			"received": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.Value("slack").(*slackRoom).take()), 0o600))
			},
		},
		Setup: func(env *testscript.Env) error {
			room := &slackRoom{}
			server := httptest.NewServer(room)
			env.Defer(server.Close)
			env.Values["slack"] = room
			env.Setenv("SLACK_WEBHOOK_URL", server.URL)
			return setUp(env)
		},
	})
}

// setUp gives a script an empty home and database.
func setUp(env *testscript.Env) error {
	env.Setenv("HOME", env.WorkDir+"/home")
	env.Setenv("XDG_DATA_HOME", "")
	env.Setenv("PMTRACKER_DB", "sqlite:"+env.WorkDir+"/home/pmtracker.db")
	env.Setenv("PMTRACKER_ACTOR", "akiko@example.com")
	env.Setenv("TZ", "UTC")
	return os.Mkdir(env.WorkDir+"/home", 0o755)
}

// slackRoom is an incoming webhook of Slack.
type slackRoom struct {
	mu    sync.Mutex
	texts []string
	down  bool
}

func (s *slackRoom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var m struct{ Text string }
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil || s.down {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	s.texts = append(s.texts, m.Text)
	_, _ = w.Write([]byte("ok"))
}

func (s *slackRoom) setDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

func (s *slackRoom) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := strings.Join(s.texts, "----\n")
	s.texts = nil
	return text
}
