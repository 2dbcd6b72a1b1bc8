package postmortem

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// EachProse calls f with the words of every block that its author wrote as prose:
// paragraphs, headings, list items, table cells, alerts of GitHub and raw HTML; and with
// where it begins. Markup, code and addresses in it are blank; each byte stands at its
// own offset. Quoted blocks and code, in Markdown or HTML, are left out.
func (d *Document) EachProse(f func(text string, start int)) {
	quoted := d.quotedHTML()
	var buf []byte
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Blockquote:
			if d.alertMark(n.FirstChild()) == 0 {
				return ast.WalkSkipChildren, nil
			}
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			d.eachHTMLProse(n, quoted, f)
			return ast.WalkSkipChildren, nil
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
			if span := d.blockSpan(n); span.Start < span.End {
				text := d.text(span)
				if !d.isPlain(n, span) || quoted.meets(span) {
					buf = d.proseOf(n, span, buf)
					quoted.blank(buf, span.Start)
					text = string(buf)
				}
				mark := d.alertMark(n)
				f(text[mark:], span.Start+mark)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// alertMark gives how long the mark is with which a paragraph begins an alert of
// GitHub, which its author says; 0: it begins none.
func (d *Document) alertMark(n ast.Node) int {
	if n == nil || n.Kind() != ast.KindParagraph || n.Parent().Kind() != ast.KindBlockquote || n.PreviousSibling() != nil {
		return 0
	}
	text := d.text(d.blockSpan(n))
	for _, mark := range []string{"[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"} {
		if len(text) >= len(mark) && strings.EqualFold(text[:len(mark)], mark) {
			return len(mark)
		}
	}
	return 0
}

// isPlain tells whether a block is text and white space alone, as most are: its prose
// is the source's own.
func (d *Document) isPlain(n ast.Node, span Span) bool {
	at := span.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			return false
		}
		start, stop := d.base+t.Segment.Start, d.base+t.Segment.Stop
		if start < at || stop > span.End || !d.isBlank(at, start) {
			return false
		}
		at = stop
	}
	return d.isBlank(at, span.End)
}

func (d *Document) isBlank(from, to int) bool {
	for i := from; i < to; i++ {
		if !isSpace(d.Source[i]) {
			return false
		}
	}
	return true
}

// proseOf gives the text of a block without markup, code and addresses, each
// byte at its own offset: what is no prose is blank.
func (d *Document) proseOf(n ast.Node, span Span, buf []byte) []byte {
	buf = append(buf[:0], d.Source[span.Start:span.End]...)
	blankBytes(buf)
	var quoted quotedParts
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.RawHTML:
			if c.Segments.Len() > 0 {
				at := Span{d.base + c.Segments.At(0).Start, d.base + c.Segments.At(c.Segments.Len()-1).Stop}
				eachTag(d.text(at), func(t tag) { quoted.read(t, at.Start) })
			}
			return ast.WalkSkipChildren, nil
		case *ast.CodeSpan, *ast.AutoLink:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			d.copyWithin(buf, span, c.Segment.Start, c.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
	quoted.blank(buf, span.Start)
	return buf
}

// quotedHTML gives what the elements quote that begin in one block of raw HTML and
// may end in a later one.
func (d *Document) quotedHTML() *quotedParts {
	quoted := new(quotedParts)
	if !strings.Contains(d.whole, "</") {
		return quoted // nearly all
	}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if block, ok := n.(*ast.HTMLBlock); ok && entering {
			text, start := d.htmlSource(block)
			eachTag(string(text), func(t tag) { quoted.read(t, start) })
		}
		return ast.WalkContinue, nil
	})
	return quoted
}

// eachHTMLProse calls f with what stands between the tags of a block of raw HTML.
func (d *Document) eachHTMLProse(n *ast.HTMLBlock, quoted *quotedParts, f func(text string, start int)) {
	text, start := d.htmlSource(n)
	var tags []tag
	eachTag(string(text), func(t tag) { tags = append(tags, t) })
	quoted.blank(text, start)
	from := 0
	emit := func(end int) {
		part := text[from:end]
		if left := bytes.TrimLeft(part, " \t\r\n"); len(left) > 0 {
			f(string(bytes.TrimRight(left, " \t\r\n")), start+end-len(left))
		}
	}
	for _, t := range tags {
		if blankBytes(text[t.at.Start:t.at.End]); !t.isInline() {
			emit(t.at.Start)
			from = t.at.End
		}
	}
	emit(len(text))
}

// htmlSpan gives where a block of raw HTML stands.
func (d *Document) htmlSpan(n *ast.HTMLBlock) Span {
	span := d.blockSpan(n)
	if n.HasClosure() {
		span.End = max(span.End, d.base+n.ClosureLine.Stop)
	}
	return d.trim(span)
}

// htmlSource gives a block of raw HTML, blank where it is the mark of a quote or list,
// and where it begins.
func (d *Document) htmlSource(n *ast.HTMLBlock) (text []byte, start int) {
	span := d.htmlSpan(n)
	text = bytes.Clone(d.Source[span.Start:span.End])
	blankBytes(text)
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		d.copyWithin(text, span, line.Start, line.Stop)
	}
	if n.HasClosure() {
		d.copyWithin(text, span, n.ClosureLine.Start, n.ClosureLine.Stop)
	}
	return text, span.Start
}

// copyWithin copies a stretch of the body into the text of a span, as far as it reaches
// into that.
func (d *Document) copyWithin(text []byte, span Span, start, stop int) {
	start, stop = max(span.Start, d.base+start), min(span.End, d.base+stop)
	if start < stop {
		copy(text[start-span.Start:], d.Source[start:stop])
	}
}

// blankBytes writes spaces over a text; its lines stay.
func blankBytes(text []byte) {
	for i, c := range text {
		if c != '\n' && c != '\r' {
			text[i] = ' '
		}
	}
}

// spansBefore counts the spans that end at an offset or before it.
func spansBefore(spans []Span, offset int) int {
	return sort.Search(len(spans), func(i int) bool { return spans[i].End > offset })
}
