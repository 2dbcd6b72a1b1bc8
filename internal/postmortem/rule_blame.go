package postmortem

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/prose"
)

// blame is rule blame: the text tells what the system made likely and judges
// nobody. The sentences of the front matter and every block of prose are judged, table
// cells and headings too; quoted blocks and code are somebody else's words.
func (c *checker) blame() {
	c.blameFront()
	c.EachProse(func(text string, start int) {
		if !c.skips(start) {
			c.blameText(text, start)
		}
	})
}

// EachProse calls f with the words of every block that its author wrote as prose:
// paragraphs, headings, list items, table cells; and with where it begins. Markup,
// code and addresses in it are blank; each byte stands at its own offset. Quoted
// blocks and code are left out.
func (d *Document) EachProse(f func(text string, start int)) {
	var buf []byte
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.(type) {
		case *ast.Blockquote, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
			return ast.WalkSkipChildren, nil
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
			if span := d.blockSpan(n); span.Start < span.End {
				text := d.text(span)
				if !d.isPlain(n, span) {
					buf = d.proseOf(n, span, buf)
					text = string(buf)
				}
				f(text, span.Start)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
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

// blameFront judges what the front matter tells in sentences: the title, which every
// report and list repeats, and reasons, which stay with the document.
func (c *checker) blameFront() {
	for _, e := range c.Front.entries {
		switch e.key {
		case "title", "no_action_items", "reopen_reason":
			c.blameText(c.writtenText(e))
		}
	}
}

// blameText judges a text that begins at start in the source.
func (c *checker) blameText(text string, start int) {
	known := len(c.found)
	for _, f := range prose.Blame(text, prose.Lang(c.words)) {
		at := Span{start + f.Start, start + f.End}
		if !c.allows(text, f.Start, f.End) {
			c.fail(diagnostic.Blame, at, c.itemAt(at.Start), f.Message, f.Suggestion)
		}
	}
	c.blameWords(text, start, known)
}

// proseOf gives the text of a block without markup, code and addresses, each
// byte at its own offset: what is no prose is blank.
func (d *Document) proseOf(n ast.Node, span Span, buf []byte) []byte {
	buf = append(buf[:0], d.Source[span.Start:span.End]...)
	for i, c := range buf {
		if c != '\n' && c != '\r' {
			buf[i] = ' '
		}
	}
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.CodeSpan, *ast.AutoLink, *ast.RawHTML, *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			start, stop := d.base+c.Segment.Start, d.base+c.Segment.Stop
			if start >= span.Start && stop <= span.End {
				copy(buf[start-span.Start:], d.Source[start:stop])
			}
		}
		return ast.WalkContinue, nil
	})
	return buf
}
