package markdown

import (
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// readRow reads one line of a table. A row of the body has as many cells as the
// head; of the head all are read, so that too many can be seen.
func readRow(line text.Segment, alignments []ast.Alignment, isHead bool, source []byte, pc parser.Context) *ast.TableRow {
	row := ast.NewTableRow(alignments)
	row.SetPos(line.Start)
	inner := line.TrimLeftSpace(source)
	inner = inner.TrimRightSpace(source)
	value := inner.Value(source)
	at, end := 0, len(value)
	if end > 0 && value[0] == '|' {
		at++
	}
	if end > 0 && value[end-1] == '|' {
		end--
	}
	cells := make([]ast.TableCell, len(alignments)) // all at once: each by itself costs more
	n := 0
	for ; at < end; n++ {
		var cell *ast.TableCell
		switch {
		case n < len(alignments):
			cell = &cells[n]
			cell.Alignment = alignments[n]
		case isHead:
			cell = ast.NewTableCell()
		default:
			return row
		}
		cell.SetPos(line.Start + at - line.Padding)
		stop, pipes := cellEnd(value, at, end)
		if len(pipes) > 0 {
			keepPipes(pc, cell, pipes, inner.Start)
		}
		content := text.NewSegment(inner.Start+at, inner.Start+stop)
		content = content.TrimLeftSpace(source)
		cell.Lines().Append(content.TrimRightSpace(source))
		row.AppendChild(row, cell)
		at = stop + 1
	}
	for ; n < len(alignments); n++ {
		cells[n].Alignment = ast.AlignNone
		row.AppendChild(row, &cells[n])
	}
	return row
}

// cellEnd finds the bar that ends a cell, and the backslashes before bars that
// may stand in code.
func cellEnd(line []byte, from, end int) (stop int, pipes []int) {
	code := false
	for stop = from; stop < end; stop++ {
		switch {
		case line[stop] == '`':
			code = true
		case line[stop] != '|':
		case stop == 0 || line[stop-1] != '\\':
			return stop, pipes
		case code:
			pipes = append(pipes, stop-1)
		}
	}
	return stop, pipes
}

// pipedCell is a cell with "\|" behind a backtick, and where the backslashes are.
type pipedCell struct {
	cell  *ast.TableCell
	pipes []int
}

var pipedCells = parser.NewContextKey()

func keepPipes(pc parser.Context, cell *ast.TableCell, pipes []int, base int) {
	for i := range pipes {
		pipes[i] += base
	}
	kept, _ := pc.Get(pipedCells).(*[]pipedCell)
	if kept == nil {
		kept = new([]pipedCell)
		pc.Set(pipedCells, kept)
	}
	*kept = append(*kept, pipedCell{cell, pipes})
}

// TableCode takes the backslash from "\|" in the code of tables: outside of them
// code has no escapes.
type TableCode struct{}

// Transform is parser.ASTTransformer.
func (TableCode) Transform(_ *gast.Document, _ text.Reader, pc parser.Context) {
	kept, _ := pc.Get(pipedCells).(*[]pipedCell)
	if kept == nil {
		return
	}
	pc.Set(pipedCells, nil)
	for _, p := range *kept {
		_ = gast.Walk(p.cell, func(n gast.Node, entering bool) (gast.WalkStatus, error) {
			if entering && n.Kind() == gast.KindCodeSpan {
				p.unescape(n)
			}
			return gast.WalkContinue, nil
		})
	}
}

// unescape cuts the texts of a piece of code where a backslash stands.
func (p pipedCell) unescape(code gast.Node) {
	for c := code.FirstChild(); c != nil; {
		next := c.NextSibling()
		if piece, ok := c.(*gast.Text); ok {
			whole := piece.Segment
			for _, at := range p.pipes {
				if at < whole.Start || whole.Stop <= at {
					continue
				}
				before := gast.NewRawTextSegment(piece.Segment.WithStop(at))
				after := gast.NewRawTextSegment(piece.Segment.WithStart(at + 1))
				code.InsertAfter(code, piece, before)
				code.InsertAfter(code, before, after)
				code.RemoveChild(code, piece)
				piece = after
			}
		}
		c = next
	}
}
