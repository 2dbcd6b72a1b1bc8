package markdown

import (
	"bytes"

	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// TableParagraphs makes tables of paragraphs whose second or a later line divides
// a head from a body. The nodes are those of goldmark's extension/ast.
type TableParagraphs struct{}

// Transform is parser.ParagraphTransformer.
func (TableParagraphs) Transform(p *gast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, source := p.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		divider := lines.At(i)
		alignments := readDivider(divider.Value(source))
		if alignments == nil {
			continue
		}
		head := readRow(lines.At(i-1), alignments, true, source, pc)
		if head.ChildCount() != len(alignments) {
			return
		}
		table := ast.NewTable()
		table.Alignments = alignments
		table.SetPos(p.Pos())
		table.AppendChild(table, ast.NewTableHeader(head))
		for j := i + 1; j < lines.Len(); j++ {
			table.AppendChild(table, readRow(lines.At(j), alignments, false, source, pc))
		}
		replaceFrom(p, i-1, table)
		return
	}
}

// replaceFrom puts a table in the place of a paragraph's lines from one on; those
// before it stay a paragraph.
func replaceFrom(p *gast.Paragraph, line int, table *ast.Table) {
	parent := p.Parent()
	parent.InsertAfter(parent, p, table)
	p.Lines().SetSliced(0, line)
	if line == 0 {
		parent.RemoveChild(parent, p)
		return
	}
	last := p.Lines().At(line - 1)
	last.Stop-- // the line break
	p.Lines().Set(line-1, last)
}

// readDivider reads "| :-- | --: |"; nil where the line is none.
func readDivider(line []byte) []ast.Alignment {
	if !mayDivide(line) {
		return nil
	}
	cells := bytes.Split(line, []byte{'|'})
	if util.IsBlank(cells[0]) {
		cells = cells[1:]
	}
	if len(cells) > 0 && util.IsBlank(cells[len(cells)-1]) {
		cells = cells[:len(cells)-1]
	}
	var alignments []ast.Alignment
	for _, cell := range cells {
		alignment, ok := readAlignment(bytes.Trim(cell, "\t\n\f\r "))
		if !ok {
			return nil
		}
		alignments = append(alignments, alignment)
	}
	return alignments
}

// mayDivide tells, cheaply, whether a line could divide head from body. Dashes
// alone underline a heading.
func mayDivide(line []byte) bool {
	if width, _ := util.IndentWidth(line, 0); width > 3 {
		return false
	}
	onlyDashes := true
	for _, c := range line {
		if c == '-' {
			continue
		}
		onlyDashes = false
		if c != '|' && c != ':' && !util.IsSpace(c) {
			return false
		}
	}
	return !onlyDashes
}

// readAlignment reads one cell of a divider: dashes, with a colon at either end.
func readAlignment(cell []byte) (ast.Alignment, bool) {
	dashes, left := bytes.CutPrefix(cell, []byte{':'})
	dashes, right := bytes.CutSuffix(dashes, []byte{':'})
	if len(dashes) == 0 || bytes.Count(dashes, []byte{'-'}) != len(dashes) {
		return ast.AlignNone, false
	}
	switch {
	case left && right:
		return ast.AlignCenter, true
	case left:
		return ast.AlignLeft, true
	case right:
		return ast.AlignRight, true
	}
	return ast.AlignNone, true
}
