package jira

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// WikiMarkup converts Markdown to Jira's wiki markup: headings, lists, links,
// tables, code, quotes, emphasis. HTML that only shapes a text is left
// out, comments too.
// https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
func WikiMarkup(body string) string {
	source := []byte(body)
	parser := markdown.New(goldmark.WithExtensions(markdown.Tables(), markdown.Strikethrough(), markdown.TaskLists())).Parser()
	w := &wiki{source: source}
	w.blocks(parser.Parse(text.NewReader(source)))
	return strings.TrimRight(w.out.String(), "\n") + "\n"
}

// wiki writes one document. Each block ends with one line break; those that
// stand apart from the next add another.
type wiki struct {
	source []byte
	out    strings.Builder
	list   string // "*", "*#", …: the lists around the block
	cell   bool   // inside a table's cell, where a bar ends it
}

func (w *wiki) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
}

func (w *wiki) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		w.out.WriteString("h" + string(rune('0'+n.Level)) + ". ")
		w.inlines(n)
		w.out.WriteString("\n\n")
	case *ast.Paragraph, *ast.TextBlock:
		w.inlines(n)
		w.out.WriteString("\n")
		if w.list == "" {
			w.out.WriteString("\n")
		}
	case *ast.List:
		w.items(n)
	case *ast.FencedCodeBlock:
		w.code(n, string(n.Language(w.source)))
	case *ast.CodeBlock:
		w.code(n, "")
	case *ast.Blockquote:
		inner := &wiki{source: w.source}
		inner.blocks(n)
		w.out.WriteString("{quote}\n" + strings.TrimRight(inner.out.String(), "\n") + "\n{quote}\n\n")
	case *ast.ThematicBreak:
		w.out.WriteString("----\n\n")
	case *east.Table:
		w.table(n)
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	default:
		w.blocks(n)
	}
}

// items writes a list; the marks of all lists around an item stand before it.
func (w *wiki) items(list *ast.List) {
	outer := w.list
	mark := "*"
	if list.IsOrdered() {
		mark = "#"
	}
	w.list = outer + mark
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		w.out.WriteString(w.list + " ")
		if !item.HasChildren() {
			w.out.WriteString("\n")
		}
		w.blocks(item)
	}
	if w.list = outer; outer == "" {
		w.out.WriteString("\n")
	}
}

func (w *wiki) code(n ast.Node, language string) {
	open := "{code}"
	if language != "" && strings.Trim(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#-") == "" {
		open = "{code:" + language + "}"
	}
	var body strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		body.Write(line.Value(w.source))
	}
	// Nothing can be escaped inside; a blank keeps the text from ending the block.
	text := strings.ReplaceAll(strings.TrimRight(body.String(), "\n"), "{code", "{ code")
	w.out.WriteString(open + "\n" + text + "\n{code}\n")
	if w.list == "" {
		w.out.WriteString("\n")
	}
}

func (w *wiki) table(t *east.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		bar := "|"
		if _, ok := row.(*east.TableHeader); ok {
			bar = "||"
		}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			inner := &wiki{source: w.source, cell: true}
			inner.inlines(cell)
			content := inner.out.String()
			if content == "" {
				content = " " // two bars side by side would begin a heading
			}
			w.out.WriteString(bar + content)
		}
		w.out.WriteString(bar + "\n")
	}
	w.out.WriteString("\n")
}
