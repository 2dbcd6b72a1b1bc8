package postmortem_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// checked gives what is found in a document.
func checked(t *testing.T, src string) []diagnostic.Diagnostic {
	t.Helper()
	d, err := postmortem.Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics
}

// blamed gives the words of a document in which blame is found.
func blamed(t *testing.T, src string) []string {
	t.Helper()
	d, err := postmortem.Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
		if f.Rule == diagnostic.Blame {
			start, end := d.Offset(postmortem.Position{Line: f.Line, Column: f.Column}), d.Offset(postmortem.Position{Line: f.EndLine, Column: f.EndColumn})
			words = append(words, strings.Join(strings.Fields(src[start:end]), " "))
		}
	}
	return words
}

// TestBlameInTheFrontMatter: what it tells in sentences is judged in every form in
// which YAML writes a text; comments are not.
func TestBlameInTheFrontMatter(t *testing.T) {
	for front, want := range map[string][]string{
		"no_action_items: Ben was careless and should have checked the lag":                              {"was careless"},
		"no_action_items: \"Ben was careless\" # or \"so\"":                                              {"was careless"},
		"no_action_items: 'Ben wasn''t told, he was careless'":                                           {"was careless"},
		"no_action_items: >-\n  The vendor made the change.\n  Ben was\n  careless.\n# Ann was careless": {"was careless"},
		"no_action_items: the vendor made the change\n  and Ben was careless":                            {"was careless"},
		"no_action_items: 担当者が不注意だった":                                                                    {"不注意"},
		"no_action_items: the vendor made the change # Ben was careless":                                 nil,
		"no_action_items: Ben was careless # <!-- pmtracker:ignore blame the vendor's own words -->":     nil,
		"reopen_reason: Ben was careless and should have checked the lag":                                {"was careless"},
		"title: >-\n  Ben was\n  careless":                                                               {"was careless"},
		"title: \"Ben was \\\"careless\\\"\" # a comment":                                                nil,
		"service: careless-engineer":                                                                     nil,
	} {
		if got := blamed(t, "---\nincident: INC-1\n"+front+"\nseverity: SEV2\n---\n\n## Summary\n"); !slices.Equal(got, want) {
			t.Errorf("%s\n%q, want %q", front, got, want)
		}
	}
}

// TestBlameInEveryBlock: what the author wrote is judged in whatever form, and what
// is quoted or code in whatever form is not.
func TestBlameInEveryBlock(t *testing.T) {
	for text, want := range map[string]int{
		"As told[^1].\n\n[^1]: 担当者が不注意だった。":                     1,
		"As told[^1].\n\n[^1]: Ben was careless about the lag.": 1,
	} {
		if got := blamed(t, "---\nincident: INC-1\n---\n\n## Contributing factors\n\n"+text+"\n"); len(got) != want {
			t.Errorf("%s\n%q, want %d", text, got, want)
		}
	}
}
