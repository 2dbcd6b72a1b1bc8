package web

import (
	"strings"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff/lcs"
	"github.com/clipperhouse/uax29/v2/words"
)

// changeKind says whether a stretch of a comparison stayed, went or came.
type changeKind byte

const (
	kept changeKind = iota
	gone
	come
	skipped // unchanged lines that are left out; text holds how many
)

type change struct {
	kind changeKind
	text string
	n    int
}

// contextLines is how many unchanged lines stand around a change.
const contextLines = 2

// compare tells what changed from one text to another, word by word; words are
// those of Unicode (UAX #29), in Japanese too.
func compare(before, after string) []change {
	a, b := splitLines(before), splitLines(after)
	var changes []change
	at := 0
	for _, d := range lcs.DiffLines(a, b) {
		changes = appendKept(changes, a[at:d.Start], len(changes) > 0, true)
		changes = append(changes, compareWords(strings.Join(a[d.Start:d.End], ""), strings.Join(b[d.ReplStart:d.ReplEnd], ""))...)
		at = d.End
	}
	if len(changes) == 0 {
		return nil
	}
	return appendKept(changes, a[at:], true, false)
}

// appendKept appends unchanged lines, without those that are far from any
// change.
func appendKept(changes []change, lines []string, changeBefore, changeAfter bool) []change {
	head, tail := 0, len(lines)
	if changeBefore {
		head = min(contextLines, len(lines))
	}
	if changeAfter {
		tail = max(head, len(lines)-contextLines)
	}
	add := func(kind changeKind, some []string) {
		if len(some) == 0 {
			return
		}
		c := change{kind: kind, n: len(some)}
		if kind == kept {
			c.text = strings.Join(some, "")
		}
		changes = append(changes, c)
	}
	add(kept, lines[:head])
	add(skipped, lines[head:tail])
	add(kept, lines[tail:])
	return changes
}

func compareWords(before, after string) []change {
	a, b := splitWords(before), splitWords(after)
	var all []replacement
	at := 0
	for _, d := range lcs.DiffLines(a, b) {
		all = follow(all, strings.Join(a[at:d.Start], ""), replacement{gone: strings.Join(a[d.Start:d.End], ""), come: strings.Join(b[d.ReplStart:d.ReplEnd], "")})
		at = d.End
	}
	all = follow(all, strings.Join(a[at:], ""), replacement{})
	var changes []change
	for _, r := range all {
		for _, c := range []change{{kind: kept, text: r.before}, {kind: gone, text: r.gone}, {kind: come, text: r.come}} {
			if c.text != "" {
				changes = append(changes, c)
			}
		}
	}
	return changes
}

// replacement is what came in place of what, and the text before it that stayed.
type replacement struct{ before, gone, come string }

// size is how much is read anew.
func (r replacement) size() int {
	return max(utf8.RuneCountInString(r.gone), utf8.RuneCountInString(r.come))
}

// follow appends the replacement that follows another one after a text that stayed.
// A text that is no longer than either says nothing by itself, as the blank or the
// particle between two other words: all of it is one replacement then.
func follow(all []replacement, between string, r replacement) []replacement {
	if n := len(all); n > 0 && !strings.Contains(between, "\n") && utf8.RuneCountInString(between) <= min(all[n-1].size(), r.size()) {
		all[n-1].gone += between + r.gone
		all[n-1].come += between + r.come
		return all
	}
	r.before = between
	return append(all, r)
}

func splitWords(text string) []string {
	var all []string
	for tokens := words.FromString(text); tokens.Next(); {
		all = append(all, tokens.Value())
	}
	return all
}

// diff appends a comparison.
func (p *page) diff(changes []change) {
	p.f(`<div class="diff card">`)
	p.changes(changes)
	p.f(`</div>`)
}

// changes appends stretches of a comparison.
func (p *page) changes(some []change) {
	for _, c := range some {
		switch c.kind {
		case kept:
			p.b = appendEscaped(p.b, c.text)
		case gone:
			p.f(`<del>{}</del>`, c.text)
		case come:
			p.f(`<ins>{}</ins>`, c.text)
		case skipped:
			p.f(`<span class="skip-lines">⋯ {}</span>`, p.lang.Say("%d unchanged lines", "変更なし %d行", c.n))
		}
	}
}
