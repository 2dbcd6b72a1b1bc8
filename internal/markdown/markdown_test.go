package markdown_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// both gives what a text becomes here, and by goldmark's own extensions: the tree
// of nodes with their places, and the HTML.
func both(src string) (here, there string) {
	theirs := goldmark.New(goldmark.WithExtensions(extension.Linkify, extension.Strikethrough, extension.TaskList,
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))))
	return whole(goldmark.New(goldmark.WithExtensions(markdown.GitHub())), src), whole(theirs, src)
}

func whole(m goldmark.Markdown, src string) string {
	root := m.Parser().Parse(text.NewReader([]byte(src)))
	var b bytes.Buffer
	_ = gast.Walk(root, func(n gast.Node, entering bool) (gast.WalkStatus, error) {
		fmt.Fprintf(&b, "%v %s %d", entering, n.Kind(), n.Pos())
		switch n := n.(type) {
		case *gast.Text:
			fmt.Fprint(&b, n.Segment, n.IsRaw(), n.SoftLineBreak(), n.HardLineBreak())
		case *gast.AutoLink:
			fmt.Fprintf(&b, "%d %s", n.AutoLinkType, n.URL([]byte(src)))
		case *ast.TableCell:
			fmt.Fprint(&b, n.Alignment)
		case *ast.Table:
			fmt.Fprint(&b, n.Alignments)
		}
		if n.Type() == gast.TypeBlock && n.Lines() != nil {
			for i := range n.Lines().Len() {
				fmt.Fprint(&b, n.Lines().At(i))
			}
		}
		b.WriteByte('\n')
		return gast.WalkContinue, nil
	})
	if err := m.Renderer().Render(&b, []byte(src), root); err != nil {
		return err.Error()
	}
	return b.String()
}

func same(t interface {
	Errorf(string, ...any)
	Helper()
}, src string) {
	t.Helper()
	if here, there := both(src); here != there {
		t.Errorf("%q becomes\n%s\nnot\n%s", src, here, there)
	}
}

// TestLikeGoldmarkOnDocuments: every document that comes with the project.
func TestLikeGoldmarkOnDocuments(t *testing.T) {
	seen, tables := 0, 0
	for _, folder := range []string{"../../docs", "../../testdata", "../../examples", "../postmortem/testdata"} {
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			here, there := both(string(src))
			if here != there {
				t.Errorf("%s differs", path)
			}
			seen++
			tables += strings.Count(there, "<table>")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 50 || tables < 50 {
		t.Fatalf("only %d documents with %d tables were read", seen, tables)
	}
}

// pieces are what tables, boxes, struck-out text and addresses are made of, and
// what stands around them.
func pieces() []string {
	return []string{
		"| a | b |\n", "a | b\n", "| --- | :-: |\n", "|:--|--:|\n", "--- | ---\n", "|---|\n", ":-\n", "-\n", "---\n", "    | --- |\n", "|\t:-:\v|\n", "| - - |\n", "|::|\n", "| x\n", "|\n", "||\n", "| | |\n",
		"`a|b`", "`a\\|b`", "\\|", "|", "| `\\|` | ``\\|`\\| |\n", "`", "\\", "a", " ", "\n", "\t", "  \n", "\r\n", "> ", "- ", "1. ", "# ", "    ",
		"- [ ] x", "- [x] ", "[X]", "[x]\t", "[\t]", "[x](y)", "* [ ]\n", "[ ]",
		"~", "~~", "~~~", "~a~", "~~b~~", "**", "*", "_", "(", ")", "<", ">", "&amp;", ";", ".", ",", "!", "?", ":", "-", "[", "](http://c.example)",
		"http://a.example", "https://a.example/x?y=(z)&amp;", "ftp://a.example:21/", "http:", "www.a.example", "www.a", "www.a@b.example", "a@b.example", "a@b.example.", "a@b-", "a.b+c@d.example_", "https://a.example).", "障害", "é",
	}
}

// TestLikeGoldmarkOnPieces: any order of the pieces.
func TestLikeGoldmarkOnPieces(t *testing.T) {
	for _, a := range pieces() {
		for _, b := range pieces() {
			same(t, a+b)
			same(t, "x | y\n"+a+"| - |\n"+b)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		same(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 1, 30).Draw(t, "pieces"), ""))
	})
}

// longestFuzzed is what FuzzLikeGoldmark takes, in bytes: room for the longest host
// of an address, and little enough that a text is made smaller in seconds. That
// takes as many runs as the square of the length, during which nothing new is
// tried, and both parsers take more than linear time for some texts.
const longestFuzzed = 512

// FuzzLikeGoldmark: any text at all, up to a length.
func FuzzLikeGoldmark(f *testing.F) {
	for _, p := range pieces() {
		f.Add(p)
	}
	f.Add("| a | b |\n| --- | :-: |\n| `x\\|y` | ~~z~~ www.a.example |\n\n- [x] a@b.example\n")
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) <= longestFuzzed {
			same(t, src)
		}
	})
}

// TestFootnotesAreText: without spaces, as Japanese is written, the definition of a
// footnote has the form of that of a link, and is none.
func TestFootnotesAreText(t *testing.T) {
	for src, want := range map[string]string{
		"[^1]: 担当者が確認した。\n":                                  "<p>[^1]: 担当者が確認した。</p>\n",
		"[^1]: https://example.com\n":                        "<p>[^1]: https://example.com</p>\n",
		"[^1]: checked\n[^2]: 確認した。\n[^3]: x\n":              "<p>[^1]: checked\n[^2]: 確認した。\n[^3]: x</p>\n",
		"[a]: b.md\n[^1]: 確認した。\n\n[a]\n":                    "<p>[^1]: 確認した。</p>\n<p><a href=\"b.md\">a</a></p>\n",
		"[a]: b.md\nText\n[^1]: 確認した。\n\n[a]\n":              "<p>Text\n[^1]: 確認した。</p>\n<p><a href=\"b.md\">a</a></p>\n",
		"- [a]: b.md\n  [^1]: 確認した。\n- [a]\n":                "<ul>\n<li>\n[^1]: 確認した。</li>\n<li><a href=\"b.md\">a</a></li>\n</ul>\n",
		"[a]: b.md\n[^1]: x\n\n| [a] |\n| --- |\n| [^1] |\n": "<p>[^1]: x</p>\n<table>\n<thead>\n<tr>\n<th><a href=\"b.md\">a</a></th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>[^1]</td>\n</tr>\n</tbody>\n</table>\n",
	} {
		var b bytes.Buffer
		if err := markdown.New(goldmark.WithExtensions(markdown.Tables())).Convert([]byte(src), &b); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != want {
			t.Errorf("%q becomes\n%s\nnot\n%s", src, got, want)
		}
	}
}
