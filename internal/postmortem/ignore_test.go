package postmortem_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestFormsOfIgnoreComments: in any case, over several lines, in a cell.
func TestFormsOfIgnoreComments(t *testing.T) {
	for _, text := range []string{
		"Ben was careless. <!-- pmtracker:ignore blame a quotation -->",
		"Ben was careless. <!-- PMTRACKER:IGNORE blame a quotation -->",
		"Ben was careless. <!-- pmtracker:ignore blame\na quotation of\ntwo lines -->",
		"<!--\npmtracker:ignore blame a quotation\n-->\n\nBen was careless.",
		"| a |\n| --- |\n| Ben was careless. <!-- pmtracker:ignore blame a quotation --> |",
	} {
		d, err := postmortem.Parse("x.md", []byte("---\nincident: INC-1\n---\n\n## Summary\n\n"+text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			if f.Rule == diagnostic.Blame || f.Rule == diagnostic.IgnoreComment {
				t.Errorf("%q: %s", text, f.Message)
			}
		}
	}
}
