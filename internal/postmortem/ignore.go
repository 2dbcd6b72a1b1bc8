package postmortem

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// Ignore is a comment that silences a rule on one line:
// <!-- pmtracker:ignore RULE reason -->. Alone on its lines it speaks of the next
// line that is not blank, otherwise of the one on which it begins. In the front matter it stands behind a #.
type Ignore struct {
	Rule   string
	Reason string
	At     Span
	line   int // from 1
}

const ignoreMark = "pmtracker:ignore" // in any case

// readIgnores finds the comments, but not those that stand in code.
func (d *Document) readIgnores() {
	var code []Span
	closing := -1 // the first "-->" that is not before the mark
	for at := d.Front.body.Start; ; {
		i := strings.Index(d.whole[at:], commentOpen)
		if i < 0 {
			return
		}
		open := at + i
		at = open + len(commentOpen)
		rest := strings.TrimLeft(d.whole[at:], " \t\r\n")
		if len(rest) < len(ignoreMark) || !strings.EqualFold(rest[:len(ignoreMark)], ignoreMark) {
			continue
		}
		at = len(d.whole) - len(rest) + len(ignoreMark)
		if closing < at {
			if closing = strings.Index(d.whole[at:], commentClose); closing < 0 {
				return
			}
			closing += at
		}
		if code == nil {
			code = append(d.codeSpans(), Span{len(d.Source), len(d.Source)})
		}
		if within(code, open) || open < d.base && !d.isYAMLComment(open, closing) {
			continue
		}
		rule, reason := cutWord(d.text(Span{at, closing}))
		span := Span{open, closing + len(commentClose)}
		d.ignore = append(d.ignore, Ignore{Rule: rule, Reason: reason, At: span, line: d.ignoredLine(span)})
		at = span.End
	}
}

// isYAMLComment tells whether a comment of the front matter stands on one line,
// behind a #.
func (d *Document) isYAMLComment(open, closing int) bool {
	before, ok := strings.CutSuffix(strings.TrimRight(d.text(Span{d.lineStart(open), open}), " \t"), "#")
	return ok && (before == "" || isSpace(before[len(before)-1])) && closing < d.lineEnd(open)
}

// cutWord gives the first word of a text and the rest.
func cutWord(text string) (word, rest string) {
	text = strings.TrimFunc(text, unicode.IsSpace)
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		return text[:i], strings.TrimLeftFunc(text[i:], unicode.IsSpace)
	}
	return text, ""
}

// ignoredLine gives the line that a comment speaks of.
func (d *Document) ignoredLine(s Span) int {
	start, end := d.lineStart(s.Start), d.lineEnd(s.End-1)
	before := bytes.TrimSpace(d.Source[start:s.Start])
	if s.Start < d.base {
		before = bytes.TrimPrefix(before, []byte("#"))
	}
	if len(before) > 0 || len(bytes.TrimSpace(d.Source[s.End:end])) > 0 {
		return d.lines.Index(s.Start) + 1
	}
	for end < len(d.Source) && len(bytes.TrimSpace(d.Source[end:d.lineEnd(end)])) == 0 {
		end = d.lineEnd(end)
	}
	return d.lines.Index(end) + 1
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
