package postmortem

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// anchors gives the names that can be linked to: those of the headings as GitHub
// makes them, a repeated one with its number, and those that HTML gives.
func (d *Document) anchors() map[string]bool {
	anchors, times := map[string]bool{}, map[string]int{}
	for _, s := range d.Sections {
		name := githubAnchor(withoutComments(d.text(s.Heading)))
		anchor := name
		if n := times[name]; n > 0 {
			anchor += "-" + strconv.Itoa(n)
		}
		times[name]++
		anchors[anchor] = true
		if given := d.headingAttribute(s.Heading); given != "" {
			anchors[given] = true
		}
	}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				s := n.Segments.At(i)
				d.htmlAnchors(Span{d.base + s.Start, d.base + s.Stop}, anchors)
			}
		case *ast.HTMLBlock:
			d.htmlAnchors(d.blockSpan(n), anchors)
		}
		return ast.WalkContinue, nil
	})
	return anchors
}

// htmlName matches a name that HTML gives to a place.
var htmlName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[\s"'](?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
})

func (d *Document) htmlAnchors(s Span, anchors map[string]bool) {
	text := d.text(s)
	if strings.HasPrefix(text, commentOpen) {
		return
	}
	for _, m := range htmlName().FindAllStringSubmatch(text, -1) {
		anchors[strings.ToLower(m[1]+m[2]+m[3])] = true
	}
}

// githubAnchor makes the fragment that GitHub gives to a heading.
func githubAnchor(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(heading)) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r), r == '-', r == '_':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}
