package jira

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// Raw HTML is written as the words that it is, "<pod-name>"; of what only shapes a text,
// nothing is written but a line's break.

func (w *wiki) html(n *ast.RawHTML) {
	switch raw := n.Segments.Value(w.source); {
	case markdown.BreaksLine(raw):
		w.out.WriteString(`\\` + " ")
	case !markdown.ShapesText(raw):
		w.text(string(raw))
	}
}

func (w *wiki) htmlBlock(n *ast.HTMLBlock) {
	if words := htmlWords(n, w.source); words != "" {
		w.text(words)
		w.out.WriteString("\n\n")
	}
}

func (a *adf) html(n *ast.RawHTML, marks []adfMark) []adfNode {
	switch raw := n.Segments.Value(a.source); {
	case markdown.BreaksLine(raw):
		return []adfNode{{Type: "hardBreak"}}
	case !markdown.ShapesText(raw):
		return []adfNode{{Type: "text", Text: string(raw), Marks: marks}}
	}
	return nil
}

func (a *adf) htmlBlock(n *ast.HTMLBlock) []adfNode {
	words := htmlWords(n, a.source)
	if words == "" {
		return nil
	}
	return []adfNode{{Type: "paragraph", Content: []adfNode{{Type: "text", Text: words}}}}
}

// htmlWords gives the words of lines that HTML begins; empty: it only shapes a text.
func htmlWords(n *ast.HTMLBlock, source []byte) string {
	raw := n.Lines().Value(source)
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(source)...)
	}
	if markdown.ShapesText(raw) {
		return ""
	}
	return string(bytes.TrimSpace(raw))
}
