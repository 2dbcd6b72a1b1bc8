package postmortem

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// Ignore is a comment that silences a rule on one line:
// <!-- pmtracker:ignore RULE reason -->. It speaks of the line on which it begins;
// where nothing but comments stands there, of the next one that says something. In the
// front matter it stands behind a #.
type Ignore struct {
	Rule   string
	Reason string
	At     Span
	line   int // from 1
}

const ignoreMark = "pmtracker:ignore" // in any case

// readIgnores finds the comments, but not those that stand in code.
func (d *Document) readIgnores() {
	if !d.hasIgnoreMark() {
		return // nearly all; templates are full of other comments
	}
	comments := d.comments()
	for _, c := range comments {
		text, ok := behindIgnoreMark(d.text(Span{c.Start + len(commentOpen), max(c.Start+len(commentOpen), c.End-len(commentClose))}))
		if !ok {
			continue
		}
		rule, reason := cutWord(text)
		d.ignore = append(d.ignore, Ignore{Rule: rule, Reason: reason, At: c})
	}
	if len(d.ignore) == 0 {
		return
	}
	next := d.speakingLines(comments)
	for i := range d.ignore {
		d.ignore[i].line = next[d.lines.Index(d.ignore[i].At.Start)] + 1
	}
}

// hasIgnoreMark tells whether a comment may begin with the mark.
func (d *Document) hasIgnoreMark() bool {
	for rest := d.whole; ; {
		_, behind, ok := strings.Cut(rest, commentOpen)
		if !ok {
			return false
		}
		if _, ok := behindIgnoreMark(behind); ok {
			return true
		}
		rest = behind
	}
}

// behindIgnoreMark gives what follows the mark in a text that begins with it.
func behindIgnoreMark(text string) (rest string, ok bool) {
	text = strings.TrimLeft(text, " \t\r\n")
	if len(text) < len(ignoreMark) || !strings.EqualFold(text[:len(ignoreMark)], ignoreMark) {
		return "", false
	}
	return text[len(ignoreMark):], true
}

// comments finds every comment of the document, in its order, apart from those in
// code and, in the front matter, those that YAML takes for none.
func (d *Document) comments() []Span {
	var comments, code []Span
	closing := -1 // the first "-->" from at on
	for at := d.Front.body.Start; ; {
		i := strings.Index(d.whole[at:], commentOpen)
		if i < 0 {
			return comments
		}
		open := at + i
		at = open + len("<!")
		if closing < at {
			if closing = strings.Index(d.whole[at:], commentClose); closing < 0 {
				return comments
			}
			closing += at
		}
		if code == nil {
			code = append(d.codeSpans(), Span{len(d.Source), len(d.Source)})
		}
		if within(code, open) || open < d.base && !d.isYAMLComment(open, closing) {
			continue
		}
		at = closing + len(commentClose)
		comments = append(comments, Span{open, at})
	}
}

// speakingLines gives for each line, from 0, the first one from there on that says
// something beside comments: marks of quotes are nothing, nor is the mark of a list
// before a comment.
func (d *Document) speakingLines(comments []Span) []int {
	next := make([]int, len(d.lines)+1)
	next[len(d.lines)] = len(d.lines)
	last := len(comments) - 1
	for n := len(d.lines) - 1; n >= 0; n-- {
		start, end := d.lines[n], d.lineEnd(d.lines[n])
		for last >= 0 && comments[last].Start >= end {
			last--
		}
		var said []byte
		first := last
		for ; first >= 0 && comments[first].End > start; first-- {
			said = append(said, d.Source[min(end, comments[first].End):end]...)
			end = max(start, comments[first].Start)
		}
		said = append(said, d.Source[start:end]...)
		if next[n] = n; isSilent(said, first < last, start < d.base) {
			next[n] = next[n+1]
		}
	}
	return next
}

// isSilent tells whether what stands on a line beside its comments says nothing.
func isSilent(said []byte, commented, front bool) bool {
	rest := strings.Trim(string(said), "> \t\r\n")
	if rest == "" || !commented {
		return rest == ""
	}
	if front {
		return rest == "#"
	}
	number := strings.TrimRight(rest, ".)")
	return rest == "-" || rest == "*" || rest == "+" || number != rest && strings.Trim(number, "0123456789") == ""
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
