package cli_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/cli"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// An admin who has forgotten the password gets in again from the server's terminal.
func TestALockedOutAdminGetsInAgain(t *testing.T) {
	dsn := "sqlite:" + t.TempDir() + "/pm.db"
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	tr := &tracker.Tracker{Store: db, Now: time.Now}
	if _, err := tr.FirstAdmin(t.Context(), "@root", "forgotten by tomorrow", "test"); err != nil {
		t.Fatal(err)
	}
	const next = "written on paper now"
	var out, talk bytes.Buffer
	if status := cli.Main([]string{"account", "password", "root", "--db", dsn}, cli.IO{In: strings.NewReader(next + "\r\n"), Out: &out, Err: &talk}); status != 0 || out.Len() != 0 {
		t.Fatalf("exit status %d: %s%s", status, &out, &talk)
	}
	if actor, err := tr.SignIn(t.Context(), "@root", next, "test"); err != nil || actor.Access != tracker.Admin {
		t.Errorf("the new password gives %+v: %v", actor, err)
	}
}
