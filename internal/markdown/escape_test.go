package markdown_test

import (
	"bytes"
	"html"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

func read(t interface{ Fatal(...any) }, src string) string {
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(markdown.GitHub())).Convert([]byte(src), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestEscapedTextIsReadAsText: whatever a text holds, a reader sees it as it was written.
func TestEscapedTextIsReadAsText(t *testing.T) {
	piece := rapid.SampledFrom(strings.Split("a b 5 x_y * ** _ __ ~ ~~ ` `` < > <b> </b> <!-- --> & &lt; &#60; ; \\ \\* [ ] ( ) ](x) ![ # | ! 決済 。", " "))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(piece, rapid.Just(" ")), 1, 12).Draw(t, "pieces"), "")
		if text = strings.Join(strings.Fields(text), " "); text == "" {
			return
		}
		for _, src := range []string{"Scope: " + markdown.Escape(text) + ".", "- **Scope: " + markdown.Escape(text) + "**"} {
			got := read(t, src)
			for _, tag := range []string{"<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<strong>", "</strong>", "\n"} {
				got = strings.ReplaceAll(got, tag, "")
			}
			got = html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(got, "Scope: "), "."))
			if want := strings.TrimSuffix(text, "."); strings.TrimSuffix(got, "**") != strings.TrimSuffix(want, "**") {
				t.Errorf("%q is read as %q", src, got)
			}
		}
	})
}

// TestEscapeLeavesWhatIsNoMarkup: people read the Markdown itself, too.
func TestEscapeLeavesWhatIsNoMarkup(t *testing.T) {
	for _, text := range []string{"p95 < 500 ms, R&D, 3 * 4, snake_case_name (50%)", "see https://example.com/a_b_c?x=1&y=*2* now", "[SEV2] 決済が500を返す", "acme/check_out#812"} {
		if got := markdown.Escape(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// TestUnescapedTextIsAsItWas: who reads a letter without HTML sees no backslash that
// nobody wrote, and all that somebody did.
func TestUnescapedTextIsAsItWas(t *testing.T) {
	piece := rapid.SampledFrom(strings.Split("a b 5 x_y * ** _ __ ~ ~~ ` `` < > <b> </b> & &lt; ; \\ \\* [ ] ( ) ](x) ![ # | ! 決済 。 https://example.com/a_b?c=*d*", " "))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(piece, rapid.Just(" ")), 1, 12).Draw(t, "pieces"), "")
		if text = strings.Join(strings.Fields(text), " "); text == "" {
			return
		}
		want := "# 連絡\n\nScope: " + text + ".\n"
		if got := markdown.Unescape("# 連絡\n\nScope: " + markdown.Escape(text) + ".\n"); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	})
}

func TestUnescapeLeavesCode(t *testing.T) {
	const src = "Run `grep '\\*' a.md` and \\*.gz:\n\n    rm \\*.gz\n\n```\nrm \\*.gz\n```\n\n- **a\\_b**\n\n| x\\*y |\n| --- |\n| \\*z |\n"
	const want = "Run `grep '\\*' a.md` and *.gz:\n\n    rm \\*.gz\n\n```\nrm \\*.gz\n```\n\n- **a_b**\n\n| x*y |\n| --- |\n| *z |\n"
	if got := markdown.Unescape(src); got != want {
		t.Errorf("%q", got)
	}
}
