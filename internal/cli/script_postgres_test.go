package cli_test

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestScriptsOnPostgreSQL runs the scripts that work on a database once more,
// with a PostgreSQL database in place of the SQLite file.
func TestScriptsOnPostgreSQL(t *testing.T) {
	t.Cleanup(storetest.Stop)
	storetest.PostgreSQL(t)
	p := scriptParams(t)
	p.Dir = ""
	for _, name := range []string{"incident", "first_response", "database_to_closed", "search", "backup", "gameday", "save", "tickets_sync", "tickets_together", "tickets_link"} {
		p.Files = append(p.Files, "testdata/script/"+name+".txtar")
	}
	sqlite := p.Setup
	p.Setup = func(env *testscript.Env) error {
		err := sqlite(env)
		env.Setenv("PMTRACKER_DB", storetest.PostgreSQL(t))
		return err
	}
	// The scripts end before the cluster does.
	t.Run("all", func(t *testing.T) { testscript.Run(t, p) })
}
