package jira

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

func (w *wiki) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n)
	}
}

func (w *wiki) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(plainText(n.Value(w.source)))
		w.lineBreak(n)
	case *ast.String:
		w.text(plainText(n.Value))
	case *ast.CodeSpan:
		w.out.WriteString("{{" + w.escape(w.raw(n), true) + "}}")
	case *ast.Emphasis:
		mark := "_"
		if n.Level == 2 {
			mark = "*"
		}
		w.around(n, mark)
	case *east.Strikethrough:
		w.around(n, "-")
	case *ast.Link:
		w.out.WriteString("[")
		w.inlines(n)
		w.out.WriteString("|" + address(string(n.Destination)) + "]")
	case *ast.AutoLink:
		w.out.WriteString("[" + address(string(n.URL(w.source))) + "]")
	case *ast.Image:
		w.out.WriteString("!" + address(string(n.Destination)) + "!")
	case *east.TaskCheckBox:
		if n.IsChecked {
			w.out.WriteString("(/) ")
		} else {
			w.out.WriteString("( ) ")
		}
	case *ast.RawHTML:
		w.html(n)
	default:
		w.inlines(n)
	}
}

// around sets marks around text. Inside a word Jira takes them only in braces.
func (w *wiki) around(n ast.Node, mark string) {
	before, _ := utf8.DecodeLastRuneInString(w.out.String())
	after := rune(0)
	if next, ok := n.NextSibling().(*ast.Text); ok {
		after, _ = utf8.DecodeRune(next.Value(w.source))
	}
	open, closing := mark, mark
	if wordRune(before) || wordRune(after) {
		open, closing = "{"+mark+"}", "{"+mark+"}"
	}
	w.out.WriteString(open)
	w.inlines(n)
	w.out.WriteString(closing)
}

// lineBreak writes what ends a line of source: a break that people asked for, or
// a blank; none between Japanese characters, where a blank would show.
func (w *wiki) lineBreak(n *ast.Text) {
	switch {
	case n.HardLineBreak():
		w.out.WriteString(`\\` + " ")
	case n.SoftLineBreak():
		if !wideAround(n, w.source) {
			w.out.WriteString(" ")
		}
	}
}

// wideAround tells whether a line of source ends and the next begins with a
// Japanese character.
func wideAround(n *ast.Text, source []byte) bool {
	last, _ := utf8.DecodeLastRune(n.Value(source))
	first := rune(0)
	if next, ok := n.NextSibling().(*ast.Text); ok {
		first, _ = utf8.DecodeRune(next.Value(source))
	}
	return util.IsEastAsianWideRune(last) && util.IsEastAsianWideRune(first)
}

func (w *wiki) text(s string) { w.out.WriteString(w.escape(s, false)) }

// escape puts a backslash before what Jira would take as markup: always before
// braces, brackets and bars of a table; before the marks of phrases only where
// one could begin, so that dates and hyphened words stay as they are.
func (w *wiki) escape(s string, code bool) string {
	var out strings.Builder
	before, _ := utf8.DecodeLastRuneInString(w.out.String())
	for i, r := range s {
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch {
		case strings.ContainsRune(`{}\`, r), r == '|' && w.cell,
			!code && strings.ContainsRune("[]", r),
			!code && strings.ContainsRune("*_-+^~?!", r) && !wordRune(before) && !unicode.IsSpace(after),
			!code && r == '#' && before == '\n':
			out.WriteByte('\\')
		}
		out.WriteRune(r)
		before = r
	}
	return out.String()
}

// raw gives the text of a code span, its lines joined.
func (w *wiki) raw(n ast.Node) string {
	var out strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			out.Write(t.Value(w.source))
		}
	}
	return strings.ReplaceAll(out.String(), "\n", " ")
}

// plainText resolves Markdown's own escapes and entities.
func plainText(b []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b))))
}

// address keeps a link from ending early.
func address(url string) string {
	return strings.NewReplacer("|", "%7C", "]", "%5D", "[", "%5B", " ", "%20", "{", "%7B", "}", "%7D", "!", "%21").Replace(url)
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
