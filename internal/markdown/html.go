package markdown

import (
	"bytes"
	"slices"
)

// ShapesText tells whether raw HTML begins with a comment or with an element that
// GitHub knows and that says nothing by itself. Other HTML is words: "<pod-name>".
func ShapesText(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return bytes.HasPrefix(raw, []byte("<!--")) || slices.Contains(shaping(), element(raw))
}

// BreaksLine tells whether raw HTML is a line break.
func BreaksLine(raw []byte) bool { return element(raw) == "br" }

// element names the element whose tag raw HTML begins with, in lower case; empty: it
// begins with none that HTML has, as <a-b>.
func element(raw []byte) string {
	name := bytes.TrimPrefix(bytes.TrimPrefix(raw, []byte("<")), []byte("/"))
	if end := bytes.IndexFunc(name, func(r rune) bool { return r > 'z' || r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' }); end >= 0 {
		switch name[end] {
		case ' ', '\t', '\r', '\n', '/', '>':
			name = name[:end]
		default:
			return ""
		}
	}
	return string(bytes.ToLower(name))
}

// shaping are the elements that shape a text.
func shaping() []string {
	return []string{"a", "b", "blockquote", "br", "center", "code", "dd", "del", "details", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
		"hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup",
		"table", "tbody", "td", "th", "thead", "tr", "tt", "u", "ul", "var"}
}
