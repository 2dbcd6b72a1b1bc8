package postmortem

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// markdownParser is CommonMark with tables. It is kept: making one costs more
// than reading a short file with it.
var markdownParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(boundedBlocks()...),
		parser.WithInlineParsers(boundedInlines()...),
		parser.WithParagraphTransformers(
			util.Prioritized(boundedReferences{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(markdown.TableParagraphs{}, 200)),
		parser.WithASTTransformers(util.Prioritized(markdown.TableCode{}, 0)),
	)
})

func parseMarkdown(body []byte) ast.Node {
	return markdownParser().Parse(text.NewReader(body))
}

// decodeRune is utf8.DecodeRune, under the name that the offsets read by.
func decodeRune(b []byte) (rune, int) { return utf8.DecodeRune(b) }

// blockSpan is where the text of a block stands, from its first line to its
// last, without the line ending.
func (d *Document) blockSpan(n ast.Node) Span {
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		at := d.base + max(0, n.Pos())
		return Span{at, at}
	}
	s := Span{d.base + lines.At(0).Start, d.base + lines.At(lines.Len()-1).Stop}
	return d.trim(s)
}

// trim takes white space off both ends of a span, the full-width space of a
// Japanese keyboard and no-break spaces too.
func (d *Document) trim(s Span) Span {
	for s.Start < s.End {
		if c := d.Source[s.Start]; c < utf8.RuneSelf && !isSpace(c) {
			break // nearly always
		}
		r, size := utf8.DecodeRune(d.Source[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.Start += size
	}
	for s.End > s.Start {
		if c := d.Source[s.End-1]; c < utf8.RuneSelf && !isSpace(c) {
			break
		}
		r, size := utf8.DecodeLastRune(d.Source[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= size
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// tableCells gives the cells of a table row as spans of their text, without the
// comments around it. A cell that
// the row does not have stands at the beginning of the body.
func (d *Document) tableCells(row ast.Node) []Span {
	cells := make([]Span, 0, row.ChildCount())
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*east.TableCell)
		if !ok {
			continue
		}
		s := d.blockSpan(cell)
		if lines := cell.Lines(); lines == nil || lines.Len() == 0 {
			s = d.lastCell(cells)
		}
		cells = append(cells, d.uncommented(s))
	}
	return cells
}

// lastCell finds an empty cell at the end of a row, between two bars without a
// space, which the parser gives no place.
func (d *Document) lastCell(before []Span) Span {
	if len(before) == 0 || before[len(before)-1].Start <= d.base {
		return Span{d.base, d.base}
	}
	at := before[len(before)-1].End
	for at < len(d.Source) && (d.Source[at] == ' ' || d.Source[at] == '\t') {
		at++
	}
	if bytes.HasPrefix(d.Source[at:], []byte("||")) {
		return Span{at + 1, at + 1}
	}
	return Span{d.base, d.base}
}
