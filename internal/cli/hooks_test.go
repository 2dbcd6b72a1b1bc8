package cli

import (
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestHooksWaitForNoTicket that is opened after the merge: a commit that the Action lets
// pass would be refused before it.
func TestHooksWaitForNoTicket(t *testing.T) {
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID, Entry string }
	if err := yaml.Unmarshal(text, &hooks); err != nil || len(hooks) == 0 {
		t.Fatalf("%d hooks, %v", len(hooks), err)
	}
	for _, h := range hooks {
		if !strings.HasPrefix(h.Entry, "pmtracker check ") || !strings.HasSuffix(h.Entry, " --tickets-after-merge") {
			t.Errorf("%s runs %q", h.ID, h.Entry)
		}
	}
}
