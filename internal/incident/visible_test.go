package incident

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// what visible is meant to leave out, as an expression: it costs the square of a text of
// open tags, so that the program goes by visible.
var hiddenExpression = regexp.MustCompile(`(?is)<!--.*?-->|<del\b[^>]*>.*?</del\s*>|<s\b[^>]*>.*?</s\s*>|<strike\b[^>]*>.*?</strike\s*>` +
	`|~~.+?~~|~[^~\s](?:[^~]*[^~\s])?~|</?[a-z][a-z0-9-]*(?:\s[^>]*)?/?>|` + PromptOpen + `[^` + PromptClose + `]*` + PromptClose)

func TestVisible(t *testing.T) {
	piece := rapid.SampledFrom([]string{"<del>", "</del>", "</DEL >", "<s>", "</s>", "<S x=1>", "<strike", ">", "/>", "<br/>", "<", "</", "p99 < 1s", "<https://a.example>", "<!--", "-->",
		"~~", "~", "~~~", " ", "a", "b c", "\n", "İ", "監視", "&lt;", "&amp;", PromptOpen, PromptClose})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 14).Draw(t, "pieces"), "")
		want := html.UnescapeString(hiddenExpression.ReplaceAllString(text, " "))
		if got := visible(text); got != want {
			t.Fatalf("visible(%q) = %q, want %q", text, got, want)
		}
	})
}

// A text of open signs is shown as it is; looked through anew from each of them, these
// would take minutes.
func TestVisibleOfOpenSigns(t *testing.T) {
	for _, sign := range []string{"<del a", "<s ", "~ a", "<!-- ", PromptOpen, "<a", "</del"} {
		text := strings.Repeat(sign, 100_000)
		if visible(text) != text {
			t.Errorf("%q, many times, is not shown as it is", sign)
		}
	}
}
