package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Unescape takes the backslashes out of Markdown that stand before what would be markup
// without them, for readers who see the text as it is. Every other byte stays, as does
// code, where a backslash is a backslash.
func Unescape(md string) string {
	source := []byte(md)
	var out bytes.Buffer
	at := 0
	_ = ast.Walk(New(goldmark.WithExtensions(GitHub())).Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering && !n.IsRaw() && n.Segment.Start >= at {
				out.Write(source[at:n.Segment.Start])
				out.Write(util.UnescapePunctuations(n.Segment.Value(source)))
				at = n.Segment.Stop
			}
		}
		return ast.WalkContinue, nil
	})
	out.Write(source[at:])
	return out.String()
}
