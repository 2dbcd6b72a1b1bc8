package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The Markdown parser takes time with the square of its input for some texts
// that nobody writes, but that somebody could send: links that never close,
// thousands of nested lists or quotes, thousands of reference definitions in one
// paragraph, thousands of signs of emphasis that match no other. Beyond these bounds such text stays plain.
const (
	maxDepth      = 100   // of lists and quotes
	maxLinkLength = 8_000 // bytes of address and title
	maxLinks      = 2_000 // of one paragraph or cell
	maxEmphasis   = 2_000 // signs that begin or end emphasis in one paragraph or cell
	maxReferences = 1_000 // lines of a paragraph that is looked through for definitions
)

// New is goldmark.New with a parser that keeps the bounds.
func New(options ...goldmark.Option) goldmark.Markdown {
	return goldmark.New(append([]goldmark.Option{goldmark.WithParser(Parser())}, options...)...)
}

// Parser reads CommonMark within the bounds, and what more options add.
func Parser(more ...parser.Option) parser.Parser {
	return parser.NewParser(append([]parser.Option{
		parser.WithBlockParsers(boundedBlocks()...),
		parser.WithInlineParsers(boundedInlines()...),
		parser.WithParagraphTransformers(util.Prioritized(boundedReferences{parser.LinkReferenceParagraphTransformer}, 100)),
	}, more...)...)
}

// boundedBlocks are the default block parsers, with lists and quotes up to
// maxDepth.
func boundedBlocks() []util.PrioritizedValue {
	list, quote := parser.NewListParser(), parser.NewBlockquoteParser()
	parsers := parser.DefaultBlockParsers()
	for i, p := range parsers {
		if p.Value == list || p.Value == quote {
			parsers[i].Value = boundedBlock{p.Value.(parser.BlockParser)}
		}
	}
	return parsers
}

type boundedBlock struct{ parser.BlockParser }

func (b boundedBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		return nil, parser.NoChildren
	}
	return b.BlockParser.Open(parent, reader, pc)
}

// boundedInlines are the default inline parsers, with links whose closing
// bracket is no further than maxLinkLength, and up to maxEmphasis signs of emphasis.
func boundedInlines() []util.PrioritizedValue {
	link, emphasis := parser.NewLinkParser(), parser.NewEmphasisParser()
	parsers := parser.DefaultInlineParsers()
	for i, p := range parsers {
		switch p.Value {
		case link:
			parsers[i].Value = boundedLink{link}
		case emphasis:
			parsers[i].Value = boundedEmphasis{emphasis}
		}
	}
	return parsers
}

type boundedLink struct{ parser.InlineParser }

// linksSoFar counts the closing brackets of the block that is being read.
var linksSoFar = parser.NewContextKey()

func (b boundedLink) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if line[0] == ']' {
		n, _ := pc.Get(linksSoFar).(int)
		pc.Set(linksSoFar, n+1)
		endless := bytes.HasPrefix(line, []byte("](")) && len(line) > maxLinkLength && !bytes.Contains(line[:maxLinkLength], []byte(")"))
		if n >= maxLinks || endless {
			return nil
		}
	}
	return b.InlineParser.Parse(parent, block, pc)
}

func (b boundedLink) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	pc.Set(linksSoFar, 0)
	if closer, ok := b.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

type boundedEmphasis struct{ parser.InlineParser }

// emphasisSoFar counts the signs of the block that is being read.
var emphasisSoFar = parser.NewContextKey()

func (b boundedEmphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n, _ := pc.Get(emphasisSoFar).(int)
	if n >= maxEmphasis {
		return nil
	}
	pc.Set(emphasisSoFar, n+1)
	return b.InlineParser.Parse(parent, block, pc)
}

func (boundedEmphasis) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	pc.Set(emphasisSoFar, 0)
}

// boundedReferences looks for reference definitions in paragraphs that have no
// more than maxReferences lines, and that begin with the bracket of one. From the
// first footnote on a paragraph is text.
type boundedReferences struct{ parser.ParagraphTransformer }

func (b boundedReferences) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if lines.Len() == 0 || lines.Len() > maxReferences {
		return
	}
	first := lines.At(0)
	if !bytes.HasPrefix(bytes.TrimLeft(first.Value(reader.Source()), " \t"), []byte("[")) {
		return
	}
	for i := range lines.Len() {
		if line := lines.At(i); isFootnote(line.Value(reader.Source())) {
			b.transformBefore(i, node, reader, pc)
			return
		}
	}
	b.ParagraphTransformer.Transform(node, reader, pc)
}

// isFootnote tells whether a line begins a footnote. Without spaces, as Japanese is
// written, it has the form of a definition whose address is the sentence.
func isFootnote(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return bytes.HasPrefix(line, []byte("[^")) && bytes.Contains(line, []byte("]:"))
}

// transformBefore looks for definitions in the first n lines of a paragraph.
func (b boundedReferences) transformBefore(n int, node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if n == 0 {
		return
	}
	lines := node.Lines()
	head := ast.NewParagraph()
	head.SetBlankPreviousLines(node.HasBlankPreviousLines())
	head.Lines().AppendAll(lines.Sliced(0, n))
	parent := node.Parent()
	parent.InsertBefore(parent, node, head)
	b.ParagraphTransformer.Transform(head, reader, pc)
	rest := text.NewSegments()
	if head.Parent() != nil { // not all of it was definitions
		rest.AppendAll(head.Lines().Sliced(0, head.Lines().Len()))
		parent.RemoveChild(parent, head)
	} else {
		node.SetBlankPreviousLines(false) // a definition stands right above it
	}
	rest.AppendAll(lines.Sliced(n, lines.Len()))
	node.SetLines(rest)
}
