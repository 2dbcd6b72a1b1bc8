package markdown

import (
	"bytes"

	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// strikethrough reads and writes text between one or two tildes.
type strikethrough struct{}

func (strikethrough) Trigger() []byte { return []byte{'~'} }

func (s strikethrough) Parse(_ gast.Node, block text.Reader, pc parser.Context) gast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, s)
	if d == nil || d.OriginalLength > 2 || before == '~' {
		return nil
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

// IsDelimiter, CanOpenCloser and OnMatch are parser.DelimiterProcessor.
func (strikethrough) IsDelimiter(c byte) bool { return c == '~' }

func (strikethrough) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (strikethrough) OnMatch(int) gast.Node { return ast.NewStrikethrough() }

func (strikethrough) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindStrikethrough, func(w util.BufWriter, _ []byte, _ gast.Node, entering bool) (gast.WalkStatus, error) {
		if entering {
			return write(w, "<del>")
		}
		return write(w, "</del>")
	})
}

// checkBox reads and writes the box at the beginning of an item.
type checkBox struct{}

func (checkBox) Trigger() []byte { return []byte{'['} }

func (checkBox) Parse(parent gast.Node, block text.Reader, _ parser.Context) gast.Node {
	item, ok := parent.Parent().(*gast.ListItem)
	if !ok || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	const space = " \t\n\f\r"
	line, _ := block.PeekLine()
	if len(line) < 3 || line[0] != '[' || line[2] != ']' || bytes.IndexByte([]byte(space+"xX"), line[1]) < 0 {
		return nil
	}
	block.Advance(len(line) - len(bytes.TrimLeft(line[3:], space)))
	return ast.NewTaskCheckBox(line[1] == 'x' || line[1] == 'X')
}

func (checkBox) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindTaskCheckBox, func(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
		switch {
		case !entering:
			return gast.WalkContinue, nil
		case n.(*ast.TaskCheckBox).IsChecked:
			return write(w, `<input checked="" disabled="" type="checkbox"> `)
		}
		return write(w, `<input disabled="" type="checkbox"> `)
	})
}
