package jira

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// adfNode is a node of the Atlassian Document Format, in which version 3 of
// Jira Cloud's API takes texts.
// https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
type adfNode struct {
	Type    string         `json:"type"`
	Version int            `json:"version,omitempty"` // of the document itself
	Attrs   map[string]any `json:"attrs,omitempty"`
	Text    string         `json:"text,omitempty"`
	Marks   []adfMark      `json:"marks,omitempty"`
	Content []adfNode      `json:"content,omitempty"`
}

type adfMark struct {
	Type  string         `json:"type"`
	Attrs map[string]any `json:"attrs,omitempty"`
}

// Document converts Markdown to the Atlassian Document Format: headings, lists,
// links, tables, code, quotes, emphasis. HTML that only shapes a text is left
// out, comments too. No library for it was found that is kept up.
func Document(body string) any {
	source := []byte(body)
	parser := markdown.New(goldmark.WithExtensions(markdown.Tables(), markdown.Strikethrough(), markdown.TaskLists())).Parser()
	a := &adf{source: source}
	doc := adfNode{Type: "doc", Version: 1, Content: a.blocks(parser.Parse(text.NewReader(source)), false)}
	if len(doc.Content) == 0 {
		doc.Content = []adfNode{{Type: "paragraph"}}
	}
	return doc
}

type adf struct{ source []byte }

// blocks converts the blocks of a node. Inside a list's item, a cell or a quote
// only some are allowed: a heading becomes a paragraph there.
func (a *adf) blocks(parent ast.Node, inside bool) []adfNode {
	var all []adfNode
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, a.block(n, inside)...)
	}
	return all
}

func (a *adf) block(n ast.Node, inside bool) []adfNode {
	switch n := n.(type) {
	case *ast.Heading:
		if inside {
			return a.paragraph(n)
		}
		return []adfNode{{Type: "heading", Attrs: map[string]any{"level": n.Level}, Content: a.inlines(n, nil)}}
	case *ast.Paragraph, *ast.TextBlock:
		return a.paragraph(n)
	case *ast.List:
		list := adfNode{Type: "bulletList"}
		if n.IsOrdered() {
			list = adfNode{Type: "orderedList", Attrs: map[string]any{"order": max(n.Start, 0)}}
		}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			list.Content = append(list.Content, adfNode{Type: "listItem", Content: a.filled(item)})
		}
		return []adfNode{list}
	case *ast.FencedCodeBlock:
		return a.code(n, string(n.Language(a.source)))
	case *ast.CodeBlock:
		return a.code(n, "")
	case *ast.Blockquote:
		content := a.blocks(n, true)
		if inside || len(content) == 0 { // a quote may not stand inside anything
			return content
		}
		return []adfNode{{Type: "blockquote", Content: content}}
	case *ast.ThematicBreak:
		if inside {
			return nil
		}
		return []adfNode{{Type: "rule"}}
	case *east.Table:
		return a.table(n, inside)
	case *ast.HTMLBlock:
		return a.htmlBlock(n)
	}
	return a.blocks(n, inside)
}

func (a *adf) paragraph(n ast.Node) []adfNode {
	content := a.inlines(n, nil)
	if len(content) == 0 {
		return nil
	}
	return []adfNode{{Type: "paragraph", Content: content}}
}

// filled gives what an item or cell holds: at least a paragraph, first of all.
func (a *adf) filled(n ast.Node) []adfNode {
	content := a.blocks(n, true)
	if len(content) == 0 || content[0].Type != "paragraph" && content[0].Type != "codeBlock" {
		content = append([]adfNode{{Type: "paragraph"}}, content...)
	}
	return content
}

func (a *adf) code(n ast.Node, language string) []adfNode {
	var body strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		body.Write(line.Value(a.source))
	}
	block := adfNode{Type: "codeBlock"}
	if language != "" {
		block.Attrs = map[string]any{"language": language}
	}
	if code := strings.TrimRight(body.String(), "\n"); code != "" {
		block.Content = []adfNode{{Type: "text", Text: code}}
	}
	return []adfNode{block}
}

// table converts a table. Where none may stand, its cells become paragraphs.
func (a *adf) table(t *east.Table, inside bool) []adfNode {
	table := adfNode{Type: "table"}
	var cells []adfNode
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		kind := "tableCell"
		if _, ok := row.(*east.TableHeader); ok {
			kind = "tableHeader"
		}
		line := adfNode{Type: "tableRow"}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			paragraph := adfNode{Type: "paragraph", Content: a.inlines(cell, nil)}
			cells = append(cells, paragraph)
			line.Content = append(line.Content, adfNode{Type: kind, Content: []adfNode{paragraph}})
		}
		table.Content = append(table.Content, line)
	}
	if inside {
		return cells
	}
	return []adfNode{table}
}

// inlines converts what stands in a line, under the marks around it. Lines of
// source are joined as in wiki markup.
func (a *adf) inlines(parent ast.Node, marks []adfMark) []adfNode {
	var all []adfNode
	add := func(s string, marks []adfMark) {
		if s != "" { // an empty text is not allowed
			all = append(all, adfNode{Type: "text", Text: s, Marks: marks})
		}
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s := plainText(n.Value(a.source))
			if n.SoftLineBreak() && !wideAround(n, a.source) {
				s += " "
			}
			add(s, marks)
			if n.HardLineBreak() {
				all = append(all, adfNode{Type: "hardBreak"})
			}
		case *ast.String:
			add(plainText(n.Value), marks)
		case *ast.CodeSpan:
			add((&wiki{source: a.source}).raw(n), append(onlyLinks(marks), adfMark{Type: "code"}))
		case *ast.Emphasis:
			kind := "em"
			if n.Level == 2 {
				kind = "strong"
			}
			all = append(all, a.inlines(n, with(marks, adfMark{Type: kind}))...)
		case *east.Strikethrough:
			all = append(all, a.inlines(n, with(marks, adfMark{Type: "strike"}))...)
		case *ast.Link:
			all = append(all, a.inlines(n, with(marks, linkMark(string(n.Destination))))...)
		case *ast.Image:
			all = append(all, a.inlines(n, with(marks, linkMark(string(n.Destination))))...)
		case *ast.AutoLink:
			add(string(n.Label(a.source)), with(marks, linkMark(string(n.URL(a.source)))))
		case *east.TaskCheckBox:
			if n.IsChecked {
				add("[x] ", marks)
			} else {
				add("[ ] ", marks)
			}
		case *ast.RawHTML:
			all = append(all, a.html(n, marks)...)
		default:
			all = append(all, a.inlines(n, marks)...)
		}
	}
	return all
}

func linkMark(address string) adfMark {
	return adfMark{Type: "link", Attrs: map[string]any{"href": address}}
}

// with adds a mark once; marks of one kind do not nest.
func with(marks []adfMark, m adfMark) []adfMark {
	for _, have := range marks {
		if have.Type == m.Type {
			return marks
		}
	}
	return append(append([]adfMark(nil), marks...), m)
}

// onlyLinks keeps of marks what may stand beside code.
func onlyLinks(marks []adfMark) []adfMark {
	var kept []adfMark
	for _, m := range marks {
		if m.Type == "link" {
			kept = append(kept, m)
		}
	}
	return kept
}
