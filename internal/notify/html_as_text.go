package notify

import (
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// htmlAsText shows what Markdown takes for HTML as the text that it is: in a message
// about "List<String>" the words count, and nothing of them may vanish. Comments, which
// a template may have, are left out.
type htmlAsText struct{}

// RegisterFuncs registers the two kinds of HTML.
func (htmlAsText) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.Write(util.EscapeHTML([]byte(withoutComments(string(n.(*ast.RawHTML).Segments.Value(source))))))
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(ast.KindHTMLBlock, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if text := htmlText(n.(*ast.HTMLBlock), source); entering && text != "" {
			_, _ = w.WriteString("<p>" + string(util.EscapeHTML([]byte(text))) + "</p>\n")
		}
		return ast.WalkSkipChildren, nil
	})
}

var comment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<!--.*?-->`) })

func withoutComments(html string) string { return comment().ReplaceAllString(html, "") }

// htmlText gives the text of a block of HTML.
func htmlText(n *ast.HTMLBlock, source []byte) string {
	text := string(n.Lines().Value(source))
	if n.HasClosure() {
		text += string(n.ClosureLine.Value(source))
	}
	return strings.TrimSpace(withoutComments(text))
}
