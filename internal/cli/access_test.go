package cli_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/cli"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestAnAccountsAccessHoldsAtTheCommandLine: what somebody may not do on the pages is not
// done under that name here either, whatever the team knows that one by. Who has no account
// is the operator.
func TestAnAccountsAccessHoldsAtTheCommandLine(t *testing.T) {
	folder := t.TempDir()
	people := `people: [{id: "@gone", name: Gia Gone, email: gia@example.com}, {id: vi@example.com, name: Vi Ewer, github: viewer}]` + "\n"
	if err := os.WriteFile(folder+"/.pmtracker.yaml", []byte(people), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PMTRACKER_CONFIG", folder+"/.pmtracker.yaml")
	dsn := "sqlite:" + folder + "/pm.db"
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	tr := &tracker.Tracker{Store: db, Now: time.Now}
	root, err := tr.FirstAdmin(t.Context(), "@root", "a few words are good", "test")
	if err != nil {
		t.Fatal(err)
	}
	for name, access := range map[string]tracker.Access{"@viewer": tracker.Viewer, "@responder": tracker.Responder, "@reviewer": tracker.Reviewer, "@gone": tracker.Reviewer} {
		if err := tr.AddAccount(t.Context(), root, name, "a few words are good", access); err != nil {
			t.Fatal(err)
		}
	}
	gone := true
	if err := tr.ChangeAccount(t.Context(), root, "@gone", tracker.AccountChange{Access: tracker.Reviewer, Disabled: &gone}); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, string) {
		var out, talk bytes.Buffer
		status := cli.Main(append(args, "--db", dsn), cli.IO{In: strings.NewReader(""), Out: &out, Err: &talk})
		return status, strings.TrimSpace(out.String() + talk.String())
	}
	declared, said := run("declare", "--title", "Checkout fails", "--severity", "SEV2", "--as", "operator")
	key := strings.Fields(said)[0]
	if declared != 0 {
		t.Fatal(said)
	}
	if status, said := run("generate", key, "--as", "@responder"); status != 0 {
		t.Fatal(said)
	}
	for _, c := range []struct {
		args   []string
		as     string
		status int
		says   string
	}{
		{[]string{"show", key}, "@viewer", 0, key},
		{[]string{"log", key, "--kind", "note", "x"}, "@viewer", 1, "needs the role responder"},
		{[]string{"log", key, "--kind", "note", "x"}, "@gone", 1, "needs the role responder"},
		{[]string{"log", key, "--kind", "note", "x"}, "Gia Gone", 1, "needs the role responder"},
		{[]string{"log", key, "--kind", "note", "x"}, "gia gone <gia@example.com>", 1, "needs the role responder"},
		{[]string{"approve", key}, "Vi Ewer", 1, "needs the role reviewer"},
		{[]string{"log", key, "--kind", "note", "x"}, "@responder", 0, ""},
		{[]string{"approve", key}, "@viewer", 1, "needs the role reviewer"},
		{[]string{"approve", key}, "VIEWER", 1, "needs the role reviewer"},
		{[]string{"approve", key}, "@responder", 1, "needs the role reviewer"},
		{[]string{"close", key}, "@responder", 1, "needs the role reviewer"},
		{[]string{"backup", t.TempDir() + "/b"}, "@reviewer", 1, "needs the role admin"},
		{[]string{"approve", key}, "@reviewer", 0, "approved by @reviewer"},
		{[]string{"approve", key}, "stranger@example.com", 0, "approved by stranger@example.com"},
	} {
		if status, said := run(append(c.args, "--as", c.as)...); status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%v --as %s: exit status %d: %s", c.args, c.as, status, said)
		}
	}
}
