package postmortem

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// TestPlainBlocksAreAsWritten holds the short way of reading a block against the long
// one: they may differ in tabs, which the long one blanks.
func TestPlainBlocksAreAsWritten(t *testing.T) {
	files, err := filepath.Glob("../../testdata/corpus/postmortems/*.md")
	if err != nil {
		t.Fatal(err)
	}
	plain, others := 0, 0
	check := func(name string, source []byte) {
		d, err := Parse(name, source)
		if err != nil {
			t.Fatal(err)
		}
		_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n.(type) {
			case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
				span := d.blockSpan(n)
				if !entering || span.Start >= span.End {
					return ast.WalkContinue, nil
				}
				if !d.isPlain(n, span) {
					others++
					return ast.WalkContinue, nil
				}
				plain++
				long, short := d.proseOf(n, span, nil), d.text(span)
				for i := range long {
					if long[i] != short[i] && short[i] != '\t' {
						t.Fatalf("%s: %q is read as %q", name, short, long)
					}
				}
			}
			return ast.WalkContinue, nil
		})
	}
	check("hostile.md", []byte("# A `b` c\n\nx\n  y\t\n\tz  \n> q\n\n- a\n  b\n\n| a \\| b | [c](d) |\n|---|---|\n|  e  | f |\n\n&amp; \\* <b>x</b> &nbsp;\n"))
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		check(file, source)
	}
	if plain < 2000 || others < 500 {
		t.Errorf("%d plain blocks and %d others only", plain, others)
	}
}
