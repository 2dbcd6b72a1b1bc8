package notify

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// Mrkdwn writes Markdown in Slack's markup
// (https://api.slack.com/reference/surfaces/formatting). What Slack would take for
// a mention is escaped: a report calls nobody by accident.
func Mrkdwn(report string) string {
	w := &slackWriter{source: []byte(report)}
	w.blocks(markdown.New(goldmark.WithExtensions(markdown.GitHub())).Parser().Parse(text.NewReader(w.source)), "")
	return strings.TrimSpace(w.out.String()) + "\n"
}

type slackWriter struct {
	source []byte
	out    strings.Builder
}

var slackEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// SlackPlain writes a text so that Slack shows it as it is and addresses nobody.
func SlackPlain(text string) string { return slackEscapes.Replace(text) }

// blocks writes the blocks inside a node, each line after an indent.
func (w *slackWriter) blocks(parent ast.Node, indent string) {
	number := 0
	if list, ok := parent.(*ast.List); ok && list.IsOrdered() {
		number = list.Start
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.List:
			w.blocks(n, indent)
			if indent == "" {
				w.out.WriteString("\n")
			}
		case *ast.ListItem:
			mark := "• "
			if number > 0 {
				mark = strconv.Itoa(number) + ". "
				number++
			}
			w.out.WriteString(indent + mark)
			w.blocks(n, indent+"    ")
		case *ast.Heading:
			w.out.WriteString("*" + w.inline(n) + "*\n\n")
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			w.out.WriteString("```\n" + slackEscapes.Replace(string(n.Lines().Value(w.source))) + "```\n\n")
		case *ast.HTMLBlock:
			if text := htmlText(n, w.source); text != "" {
				w.out.WriteString(slackEscapes.Replace(text) + "\n\n")
			}
		case *ast.Blockquote:
			w.out.WriteString("> ")
			w.blocks(n, indent)
		case *east.Table:
			w.table(n)
		case *ast.TextBlock:
			w.out.WriteString(w.inline(n) + "\n")
		case *ast.Paragraph:
			w.out.WriteString(w.inline(n) + "\n")
			if n.Parent().Kind() == ast.KindDocument {
				w.out.WriteString("\n")
			}
		}
	}
}

// table writes the rows with bars between the cells: Slack has no tables.
func (w *slackWriter) table(t *east.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, w.inline(cell))
		}
		w.out.WriteString(strings.Join(cells, " | ") + "\n")
	}
	w.out.WriteString("\n")
}

func (w *slackWriter) inline(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.WriteString(slackEscapes.Replace(shown(n, n.Segment.Value(w.source))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteString("\n")
			}
		case *ast.String:
			b.WriteString(slackEscapes.Replace(string(n.Value)))
		case *ast.Emphasis:
			mark := strings.Repeat("*", n.Level/2) + strings.Repeat("_", n.Level%2)
			b.WriteString(mark + w.inline(n) + mark)
		case *east.Strikethrough:
			b.WriteString("~" + w.inline(n) + "~")
		case *ast.CodeSpan:
			b.WriteString("`" + w.inline(n) + "`")
		case *ast.Link:
			b.WriteString(slackLink(string(n.Destination), w.inline(n)))
		case *ast.AutoLink:
			address, label := string(n.URL(w.source)), slackEscapes.Replace(string(n.Label(w.source)))
			if n.AutoLinkType == ast.AutoLinkEmail {
				address = "mailto:" + address
			}
			b.WriteString(slackLink(address, label))
		case *ast.RawHTML:
			b.WriteString(slackEscapes.Replace(withoutComments(string(n.Segments.Value(w.source)))))
		default:
			b.WriteString(w.inline(n))
		}
	}
	return b.String()
}

// shown gives a text as people read it: without the backslashes that keep it from
// being markup. In code they are what was written.
func shown(n *ast.Text, source []byte) string {
	if n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan {
		return string(source)
	}
	return string(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(source))))
}

// slackLink links a label that is escaped already. Only what leads to a page or to
// a mailbox becomes a link: between Slack's angle brackets an address that begins
// with !, @ or # is a mention, and other schemes lead nowhere there.
func slackLink(address, label string) string {
	scheme, _, _ := strings.Cut(strings.ToLower(address), ":")
	switch scheme {
	case "http", "https", "mailto":
	default:
		return label
	}
	address = strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", "&", "&amp;").Replace(address)
	if label == "" || label == address {
		return "<" + address + ">"
	}
	return "<" + address + "|" + label + ">"
}
