package web

import (
	"bytes"
	"net/url"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// guardedNodes renders what Markdown could call out with, or run something by:
// links, pictures, addresses, raw HTML. Everything else goldmark writes with fixed
// elements and escaped text, so that the parsed document cannot say what it likes
// in HTML: TestOnlyKnownHTML and FuzzMarkdown hold that against an HTML parser. A
// sanitiser of HTML behind it (bluemonday) would compile 200 regular expressions
// at the start of every command.
type guardedNodes struct{}

// RegisterFuncs is goldmark's renderer.NodeRenderer.
func (guardedNodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindAutoLink, renderAutoLink)
	r.Register(ast.KindImage, renderImage)
	r.Register(ast.KindRawHTML, renderRawHTML)
	r.Register(ast.KindHTMLBlock, renderHTMLBlock)
	r.Register(ast.KindFencedCodeBlock, renderFencedCode)
}

// safeAddress is where a link may lead: http, https, mailto, or a place relative
// to the page. Everything that net/url cannot read, control characters too, is no
// address.
func safeAddress(address []byte) bool {
	parsed, err := url.Parse(string(address))
	if err != nil || len(address) == 0 {
		return false
	}
	switch parsed.Scheme { // in lower case
	case "", "http", "https", "mailto":
		return true
	}
	return false
}

func renderLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	linkAround(w, n, util.URLEscape(n.(*ast.Link).Destination, true), entering)
	return ast.WalkContinue, nil
}

// renderImage makes a link of a picture: a page must not call out.
func renderImage(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	linkAround(w, n, util.URLEscape(n.(*ast.Image).Destination, true), entering)
	return ast.WalkContinue, nil
}

// linkAround opens or closes a link, where its address is safe and it stands in no
// other link. It tells the other side nothing of the page.
func linkAround(w util.BufWriter, n ast.Node, address []byte, entering bool) {
	switch {
	case !safeAddress(address) || insideLink(n):
	case entering:
		_, _ = w.WriteString(`<a href="`)
		_, _ = w.Write(util.EscapeHTML(address))
		_, _ = w.WriteString(`" rel="nofollow noreferrer">`)
	default:
		_, _ = w.WriteString("</a>")
	}
}

func insideLink(n ast.Node) bool {
	for around := n.Parent(); around.Type() == ast.TypeInline; around = around.Parent() {
		if k := around.Kind(); k == ast.KindLink || k == ast.KindImage {
			return true
		}
	}
	return false
}

// renderAutoLink writes an address that stands in the text as a link.
func renderAutoLink(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.AutoLink)
	label := n.Label(source)
	address := util.URLEscape(n.URL(source), false)
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(address), []byte("mailto:")) {
		address = append([]byte("mailto:"), address...)
	}
	linkAround(w, n, address, true)
	_, _ = w.Write(util.EscapeHTML(label))
	linkAround(w, n, address, false)
	return ast.WalkContinue, nil
}

// renderRawHTML shows raw HTML in a sentence as the text that it is: "<pod-name>" are
// words. Of what only shapes a text, or is for those who edit it, nothing is seen.
func renderRawHTML(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	raw := n.(*ast.RawHTML).Segments.Value(source)
	switch {
	case !entering:
	case markdown.BreaksLine(raw): // as a cell breaks its lines
		_, _ = w.WriteString("<br>\n")
	case !markdown.ShapesText(raw):
		_, _ = w.Write(util.EscapeHTML(raw))
	}
	return ast.WalkSkipChildren, nil
}

// renderHTMLBlock does so with lines that HTML begins.
func renderHTMLBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.HTMLBlock)
	raw := n.Lines().Value(source)
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(source)...)
	}
	if entering && !markdown.ShapesText(raw) {
		_, _ = w.WriteString("<p")
		html.RenderAttributes(w, n, html.GlobalAttributeFilter)
		_, _ = w.WriteString(">")
		_, _ = w.Write(util.EscapeHTML(bytes.TrimSpace(raw)))
		_, _ = w.WriteString("</p>\n")
	}
	return ast.WalkSkipChildren, nil
}

// shownHTML shows raw HTML as the text that it is.
type shownHTML struct{}

// RegisterFuncs is goldmark's renderer.NodeRenderer.
func (shownHTML) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			for i := range n.(*ast.RawHTML).Segments.Len() {
				part := n.(*ast.RawHTML).Segments.At(i)
				_, _ = w.Write(util.EscapeHTML(part.Value(source)))
			}
		}
		return ast.WalkSkipChildren, nil
	})
}

// renderFencedCode writes code without the class that would name its language:
// classes are the page's own.
func renderFencedCode(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<pre")
		html.RenderAttributes(w, n, html.GlobalAttributeFilter)
		_, _ = w.WriteString("><code>")
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			html.DefaultWriter.RawWrite(w, line.Value(source))
		}
		_, _ = w.WriteString("</code></pre>\n")
	}
	return ast.WalkSkipChildren, nil
}
