package postmortem

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Ignore is a comment that silences a rule on one line:
// <!-- pmtracker:ignore RULE reason -->. Alone on a line it speaks of the next
// line that is not blank, otherwise of its own.
type Ignore struct {
	Rule   string
	Reason string
	At     Span
	line   int // from 1
}

const ignoreMark = "pmtracker:ignore"

// readIgnores finds the comments, each on one line, but not those that stand in
// code.
func (d *Document) readIgnores() {
	var code []Span
	for at := d.base; ; {
		i := bytes.Index(d.Source[at:], []byte(ignoreMark))
		if i < 0 {
			return
		}
		if code == nil {
			code = append(d.codeSpans(), Span{len(d.Source), len(d.Source)})
		}
		mark := at + i
		at = mark + len(ignoreMark)
		start := d.lineStart(mark)
		open := start + bytes.LastIndex(d.Source[start:mark], []byte("<!--"))
		length := bytes.Index(d.Source[mark:d.lineEnd(mark)], []byte("-->"))
		if open < start || length < 0 || len(bytes.TrimSpace(d.Source[open+4:mark])) > 0 || within(code, open) {
			continue
		}
		rule, reason, _ := strings.Cut(strings.TrimSpace(d.text(Span{at, mark + length})), " ")
		span := Span{open, mark + length + 3}
		d.ignore = append(d.ignore, Ignore{Rule: rule, Reason: strings.TrimSpace(reason), At: span, line: d.ignoredLine(span)})
	}
}

// ignoredLine gives the line that a comment speaks of.
func (d *Document) ignoredLine(s Span) int {
	start, end := d.lineStart(s.Start), d.lineEnd(s.End-1)
	if len(bytes.TrimSpace(d.Source[start:s.Start])) > 0 || len(bytes.TrimSpace(d.Source[s.End:end])) > 0 {
		return d.Position(s.Start).Line
	}
	for end < len(d.Source) && len(bytes.TrimSpace(d.Source[end:d.lineEnd(end)])) == 0 {
		end = d.lineEnd(end)
	}
	return d.Position(end).Line
}

// codeSpans gives where code stands, in the order of the document.
func (d *Document) codeSpans() []Span {
	var spans []Span
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			if n.Lines().Len() > 0 {
				spans = append(spans, d.blockSpan(n))
			}
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					spans = append(spans, Span{d.base + t.Segment.Start, d.base + t.Segment.Stop})
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return spans
}

// within tells whether an offset stands in one of the sorted spans.
func within(spans []Span, offset int) bool {
	i, _ := slices.BinarySearchFunc(spans, offset, func(s Span, at int) int { return cmp.Compare(s.End, at+1) })
	return i < len(spans) && spans[i].Start <= offset && offset < spans[i].End
}
