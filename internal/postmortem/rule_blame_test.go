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
// is quoted or code in whatever form is not. S stands for the sentence.
func TestBlameInEveryBlock(t *testing.T) {
	const sentence = "The engineer carelessly forgot to check the lag."
	for text, want := range map[string]int{
		"As told[^1].\n\n[^1]: 担当者が不注意だった。": 1,
		"As told[^1].\n\n[^1]: S":           1,

		"<div>S</div>": 1, "<p>S</p>\n<p>S</p>": 2, "<div>\n<p>S\n<p>S\n</div>": 2, "<div title=\"a > b\">S</div>": 1,
		"<details><summary>Cause</summary>\n<p>S</p>\n</details>":             1,
		"<details>\n<summary>S</summary>\n\nS\n\n</details>":                  2,
		"<ul><li>S</li>\n<li>The lag grew.</li></ul>":                         1,
		"<table><tr><td>S</td><td>S</td></tr></table>":                        2,
		"- <div>S</div>\n- <p>The\n  engineer carelessly\n  forgot</p>":       2,
		"<div>The engineer <b>carelessly</b> forgot to check.</div>":          1,
		"<div>担当者が<b>不注意</b>だった。</div>":                                       1,
		"<div>\nS <!-- pmtracker:ignore blame the vendor's words -->\n</div>": 0,
		"<!-- a note --> S": 1, "<!-- a\nnote --> S": 1, "<!-- S -->": 0, "<!-- S\n\nS": 0, "<div><!-- S --></div>": 0,
		"<div title=\"S\"></div>": 0, "<div\nS": 1, "<div>a < b. S</div>": 1, "<q\nS": 1,

		"<pre>S</pre>": 0, "<pre>\nS\n\nS\n</pre>": 0, "<div><code>S</code></div>": 0, "<script>if (a < b) { S }\nS\n</script>": 0, "<style>S</style>": 0,
		"<blockquote>S</blockquote>": 0, "<BLOCKQUOTE>\n\nS\n\n<p>S</p>\n\n</BLOCKQUOTE>\n\nS": 1, "<blockquote>\n\nS": 1, "<blockquote><q>S</q> S</blockquote>\nS": 1,
		"<div>The mail said <q>S</q></div>": 0,

		"The page says `x` and <code>S</code>.": 0, "Typed <kbd>careless engineer</kbd> into the box.": 0, "Printed <samp>S</samp>": 0,
		"The mail said <q>S</q>.": 0, "The mail said <q>S <q>S</q> S</q>.": 0, "The mail said <Q cite='x'>**S**</Q>.": 0, "The mail said <q>S": 1, "S</q> <q>x</q>": 1,
		"| a |\n| --- |\n| The mail said <q>S</q>. |\n| S |": 1,

		"> [!NOTE]\n> S": 1, "> [!Warning]\n> S\n>\n> - S\n>\n> > S": 2, "> [!CAUTION]\n> <div>S</div>": 1, "> [!QUOTE]\n> S": 0, "> S": 0, "> S\n>\n> [!NOTE]\n> S": 0,
		"> [!NOTE]\n> <!-- pmtracker:ignore blame the vendor's words -->\n> S": 0,

		"![S](lag.png)": 1, "Look at ![the lag](lag.png \"S\") [here](x.md \"S\").": 0,
	} {
		src := "---\nincident: INC-1\n---\n\n## Contributing factors\n\n" + strings.ReplaceAll(text, "S", sentence) + "\n"
		got := blamed(t, src)
		if len(got) != want {
			t.Errorf("%s\n%q, want %d", text, got, want)
		}
		for _, words := range got {
			if !strings.Contains(words, "careless") && !strings.Contains(words, "不注意") {
				t.Errorf("%s\n%q is the wrong place", text, words)
			}
		}
	}
}
