package cli_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pmtracker/pmtracker/internal/cli"
)

// TestMain lets the scripts run the program itself as the command pmtracker.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"pmtracker": func() { os.Exit(cli.Main(os.Args[1:], cli.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})) },
	})
}

// TestScripts runs testdata/script/*.txtar: whole sessions of the program, each
// in an empty folder and home of its own, with no configuration around it.
// Beside testscript's own commands there is "capture NAME": the last standard
// output becomes the variable NAME; and "exits STATUS COMMAND …": the command
// ends with that exit status. The condition [mount] holds where the test may
// mount a file system of its own.
func TestScripts(t *testing.T) { testscript.Run(t, scriptParams(t)) }

func scriptParams(t *testing.T) testscript.Params {
	commands := standInCommands()
	commands["capture"] = func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) != 1 {
			ts.Fatalf("usage: capture NAME")
		}
		ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
	}
	commands["exits"] = func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < 2 {
			ts.Fatalf("usage: exits STATUS COMMAND [ARGUMENT…]")
		}
		status := 0
		if err := ts.Exec(args[1], args[2:]...); err != nil {
			var exit *exec.ExitError
			if !errors.As(err, &exit) {
				ts.Fatalf("%v: %v", args[1:], err)
			}
			status = exit.ExitCode()
		}
		if fmt.Sprint(status) != args[0] {
			ts.Fatalf("%v: exit status %d, want %s", args[1:], status, args[0])
		}
	}
	return testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:                commands,
		Condition: func(name string) (bool, error) {
			if name != "mount" {
				return false, fmt.Errorf("there is no condition %q", name)
			}
			return exec.Command("unshare", "-rm", "true").Run() == nil, nil
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("XDG_DATA_HOME", "")
			env.Setenv("PMTRACKER_DB", "sqlite:"+env.WorkDir+"/home/pmtracker.db")
			env.Setenv("PMTRACKER_ACTOR", "akiko@example.com")
			env.Setenv("TZ", "UTC")
			env.Values[standsKey{}] = &stands{t: t}
			return os.Mkdir(env.WorkDir+"/home", 0o755)
		},
	}
}
