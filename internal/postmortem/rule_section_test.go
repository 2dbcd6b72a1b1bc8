package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestFixSetsSectionsApart: a blank line stands before each heading that is added.
func TestFixSetsSectionsApart(t *testing.T) {
	for _, src := range []string{"", "\n", "---\nincident: INC-1\n---\n", "---\nincident: INC-1\n---\n\n## Summary\n\nx\n\n", "## Summary"} {
		out, _, err := postmortem.Fix("x.md", []byte(src), postmortem.CheckOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count("\n\n"+string(out), "\n\n## "); n != 9 || strings.Contains(string(out), "\n\n\n") {
			t.Errorf("%q: %d of 9 sections stand apart:\n%s", src, n, out)
		}
	}
}
