package markdown

import (
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// tableHTML writes tables. Alignment is an attribute, not a style: pages refuse
// styles in the text.
type tableHTML struct{}

func (tableHTML) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindTable, writeTable)
	r.Register(ast.KindTableHeader, writeHead)
	r.Register(ast.KindTableRow, writeRow)
	r.Register(ast.KindTableCell, writeCell)
}

func writeTable(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	if !entering {
		return write(w, "</table>\n")
	}
	_, _ = w.WriteString("<table")
	if n.Attributes() != nil {
		html.RenderAttributes(w, n, html.GlobalAttributeFilter)
	}
	return write(w, ">\n")
}

func writeHead(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	switch {
	case entering:
		return write(w, "<thead>\n<tr>\n")
	case n.NextSibling() != nil:
		return write(w, "</tr>\n</thead>\n<tbody>\n")
	}
	return write(w, "</tr>\n</thead>\n")
}

func writeRow(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	switch {
	case entering:
		return write(w, "<tr>\n")
	case n.NextSibling() == nil:
		return write(w, "</tr>\n</tbody>\n")
	}
	return write(w, "</tr>\n")
}

func writeCell(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	name := "td"
	if n.Parent().Kind() == ast.KindTableHeader {
		name = "th"
	}
	if !entering {
		return write(w, "</"+name+">\n")
	}
	if alignment := n.(*ast.TableCell).Alignment; alignment != ast.AlignNone {
		return write(w, "<"+name+` align="`+alignment.String()+`">`)
	}
	return write(w, "<"+name+">")
}

// write writes a string and goes on. A writer of goldmark keeps its error until
// the end.
func write(w util.BufWriter, s string) (gast.WalkStatus, error) {
	_, _ = w.WriteString(s)
	return gast.WalkContinue, nil
}
