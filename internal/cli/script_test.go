package cli_test

import (
	"os"
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
// output becomes the variable NAME.
func TestScripts(t *testing.T) {
	commands := standInCommands()
	commands["capture"] = func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) != 1 {
			ts.Fatalf("usage: capture NAME")
		}
		ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:                commands,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("XDG_DATA_HOME", "")
			env.Setenv("PMTRACKER_DB", "sqlite:"+env.WorkDir+"/home/pmtracker.db")
			env.Setenv("PMTRACKER_ACTOR", "akiko@example.com")
			env.Setenv("TZ", "UTC")
			env.Values[standsKey{}] = &stands{}
			return os.Mkdir(env.WorkDir+"/home", 0o755)
		},
	})
}
