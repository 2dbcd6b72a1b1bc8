package postmortem

import (
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/prose"
)

// blame is rule blame: the text tells what the system made likely and judges
// nobody. The sentences of the front matter and every block of prose are judged, table
// cells, headings and raw HTML too; quoted blocks and code are somebody else's words.
func (c *checker) blame() {
	c.blameFront()
	c.EachProse(func(text string, start int) {
		if !c.skips(start) {
			c.blameText(text, start)
		}
	})
}

// blameFront judges what the front matter tells in sentences: the title, which every
// report and list repeats, and reasons, which stay with the document.
func (c *checker) blameFront() {
	for _, e := range c.Front.entries {
		switch e.key {
		case "title", "no_action_items", "reopen_reason":
			c.blameText(c.writtenText(e))
		}
	}
}

// blameText judges a text that begins at start in the source.
func (c *checker) blameText(text string, start int) {
	known := len(c.found)
	var folded foldedText
	if len(c.own.blame)+len(c.own.allowed) > 0 {
		folded = fold(text)
	}
	for _, f := range prose.Blame(text, prose.Lang(c.words)) {
		at := Span{start + f.Start, start + f.End}
		if !c.allows(folded, f.Start, f.End) {
			c.fail(diagnostic.Blame, at, c.itemAt(at.Start), f.Message, f.Suggestion)
		}
	}
	c.blameWords(folded, start, known)
}
