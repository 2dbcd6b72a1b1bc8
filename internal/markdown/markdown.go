// Package markdown is the Markdown that pmtracker reads and writes: CommonMark, as
// goldmark parses it, with what GitHub adds to it (https://github.github.com/gfm/):
// tables, struck-out text, task lists, addresses that become links.
//
// goldmark has these too, in a package that compiles large regular expressions
// before main: a fifth of the time in which version or the check of one file is
// done. What is here gives the same nodes and the same HTML; the tests hold both
// against each other. Parts follow goldmark's extension package (MIT License,
// Copyright (c) 2019 Yusuke Inuzuka).
package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// extender adds to a parser and a renderer.
type extender func(goldmark.Markdown)

// Extend is goldmark.Extender.
func (e extender) Extend(m goldmark.Markdown) { e(m) }

// Tables adds tables. A table's id and tabindex are written where they are set.
func Tables() goldmark.Extender {
	return extender(func(m goldmark.Markdown) {
		m.Parser().AddOptions(
			parser.WithParagraphTransformers(util.Prioritized(TableParagraphs{}, 200)),
			parser.WithASTTransformers(util.Prioritized(TableCode{}, 0)))
		addRenderer(m, tableHTML{})
	})
}

// Strikethrough adds ~~struck-out text~~.
func Strikethrough() goldmark.Extender {
	return extender(func(m goldmark.Markdown) {
		m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(boundedEmphasis{strikethrough{}}, 500)))
		addRenderer(m, strikethrough{})
	})
}

// TaskLists adds the boxes of "- [ ] to do" and "- [x] done".
func TaskLists() goldmark.Extender {
	return extender(func(m goldmark.Markdown) {
		m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(checkBox{}, 0))) // before links
		addRenderer(m, checkBox{})
	})
}

// Addresses makes links of web and mail addresses that stand in the text.
func Addresses() goldmark.Extender {
	return extender(func(m goldmark.Markdown) {
		m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(address{}, 999)))
	})
}

// GitHub adds all of them.
func GitHub() goldmark.Extender {
	return extender(func(m goldmark.Markdown) {
		for _, e := range []goldmark.Extender{Addresses(), Tables(), Strikethrough(), TaskLists()} {
			e.Extend(m)
		}
	})
}

func addRenderer(m goldmark.Markdown, r renderer.NodeRenderer) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(r, 500)))
}
