package web

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/pmtracker/pmtracker/internal/markdown"
)

// dialect is CommonMark with tables, task lists and plain addresses as links.
// Raw HTML is left out, and pictures become links: a page must not call out.
var dialect = sync.OnceValue(func() goldmark.Markdown { return dialectWith() })

// spoken is the dialect of what people say: what looks like HTML there are words,
// "List<Order>", and a line that they end is ended.
var spoken = sync.OnceValue(func() goldmark.Markdown {
	return dialectWith(html.WithHardWraps(), renderer.WithNodeRenderers(util.Prioritized(shownHTML{}, 50)))
})

func dialectWith(more ...renderer.Option) goldmark.Markdown {
	own := renderer.WithNodeRenderers(util.Prioritized(ownNodes{}, 100), util.Prioritized(guardedNodes{}, 100))
	return markdown.New(goldmark.WithExtensions(markdown.GitHub()), goldmark.WithRendererOptions(append(more, own)...))
}

// inlineCache keeps the HTML of short texts: the events of a timeline do not
// change.
var inlineCache = struct {
	sync.RWMutex
	m map[string][]byte
}{m: map[string][]byte{}}

const (
	inlineCacheEntries = 8192
	inlineCacheText    = 600 // bytes; longer texts are rendered each time
)

// inline appends a text of inline Markdown.
func (p *page) inline(src string) {
	if !strings.ContainsAny(src, "*_`[]<>&\\~:\n") {
		p.b = appendEscaped(p.b, src)
		return
	}
	inlineCache.RLock()
	html, ok := inlineCache.m[src]
	inlineCache.RUnlock()
	if !ok {
		html = renderInline(src)
		if len(src) <= inlineCacheText {
			inlineCache.Lock()
			if len(inlineCache.m) >= inlineCacheEntries {
				clear(inlineCache.m)
			}
			inlineCache.m[strings.Clone(src)] = html
			inlineCache.Unlock()
		}
	}
	p.b = append(p.b, html...)
}

// renderInline renders the lines of a text. What would be a block by itself (a
// heading, a list) stays the text that it is.
func renderInline(src string) []byte {
	var b bytes.Buffer
	// A zero-width marker before each line keeps the text one paragraph whatever a
	// line begins with; it is taken off again.
	const guardMark = "\u2060"
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(src, "\r\n", "\n")), "\n")
	for i, line := range lines {
		lines[i] = guardMark + strings.TrimSpace(line)
	}
	if err := spoken().Convert([]byte(strings.Join(lines, "\n")), &b); err != nil {
		return appendEscaped(nil, src)
	}
	made := bytes.TrimSpace(b.Bytes())
	made = bytes.TrimSuffix(bytes.TrimPrefix(made, []byte("<p>")), []byte("</p>"))
	return bytes.ReplaceAll(made, []byte(guardMark), nil)
}

// wrapper marks inline text: a finding, or a prompt that nobody has answered.
type wrapper struct {
	ast.BaseInline
	finding int // number of the finding; -1: a prompt
	first   bool
}

var kindWrapper = ast.NewNodeKind("PmWrapper")

func (w *wrapper) Kind() ast.NodeKind            { return kindWrapper }
func (w *wrapper) Dump(source []byte, level int) { ast.DumpHelper(w, source, level, nil, nil) }

// slotNode is where comments and findings about the lines before it are put in
// when a page is made.
type slotNode struct {
	ast.BaseBlock
	lines lineRange
}

var kindSlot = ast.NewNodeKind("PmSlot")

func (s *slotNode) Kind() ast.NodeKind            { return kindSlot }
func (s *slotNode) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

// lineRange is a stretch of lines, both ends included, from 1.
type lineRange struct{ from, to int }

func (l lineRange) has(line int) bool { return l.from <= line && line <= l.to }

// ownNodes renders the nodes above.
type ownNodes struct{}

// RegisterFuncs is goldmark's renderer.NodeRenderer.
func (ownNodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindWrapper, renderWrapper)
	r.Register(kindSlot, renderSlot)
}

func renderWrapper(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	finding := n.(*wrapper).finding
	switch {
	case entering && finding >= 0 && !n.(*wrapper).first:
		_, _ = w.WriteString(`<mark class="finding">`)
	case !entering && finding < 0:
		_, _ = w.WriteString("</span>")
	case !entering:
		_, _ = w.WriteString("</mark>")
	case finding < 0:
		_, _ = w.WriteString(`<span class="prompt">`)
	default:
		_, _ = w.WriteString(`<mark class="finding" id="finding-` + itoa(finding) + `">`)
	}
	return ast.WalkContinue, nil
}

func renderSlot(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		l := n.(*slotNode).lines
		_, _ = w.WriteString(`<i id="pm-slot-` + itoa(l.from) + "-" + itoa(l.to) + `"></i>`)
	}
	return ast.WalkSkipChildren, nil
}

func parseBody(body []byte) ast.Node { return dialect().Parser().Parse(text.NewReader(body)) }
