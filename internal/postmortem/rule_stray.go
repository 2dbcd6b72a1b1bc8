package postmortem

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// strayActions is the part of rule action-field-missing that keeps an action
// from slipping past the gate: what stands among the action items without being
// one ("- improve monitoring", "### Follow-up: …", a task box) has no change of
// behaviour, no owner and no ticket. A document without any action item has said
// so already (action-none), one that gives a reason for having none has not.
func (c *checker) strayActions() {
	if len(c.Items) == 0 && c.Front.NoActionItems == "" {
		return
	}
	for _, at := range c.strays {
		if c.groupsItems(at) {
			continue
		}
		c.fail(diagnostic.ActionFieldMissing, at, "",
			c.say("%q stands among the action items, but is none: nobody owns it and it says no change of behaviour",
				"「%s」は恒久対応の節にありますが、担当も行動の変化もなく、恒久対応として扱えません", columns.Shorten(c.text(at), quoteLimit)),
			c.say("write it as an action item of its own (heading \"### AI-%d: …\" with its fields), or move it to another section",
				"独立した恒久対応として書く（見出し「### AI-%d: …」と各項目）か、別の節に移してください", len(c.Items)+1))
		c.found[len(c.found)-1].unclear = true
	}
}

// groupsItems tells whether a heading has action items under it: "### Prevent"
// over a table of them groups, and is no action by itself.
func (c *checker) groupsItems(heading Span) bool {
	i, ok := slices.BinarySearchFunc(c.Sections, heading.Start, func(s Section, at int) int { return cmp.Compare(s.Heading.Start, at) })
	if !ok {
		return false
	}
	body := c.Sections[i].Body
	next, _ := slices.BinarySearchFunc(c.itemExtents(), body.Start, func(s itemSpan, at int) int { return cmp.Compare(s.Start, at) })
	return next < len(c.extents) && c.extents[next].Start < body.End
}

// quoteLimit is how much of a line is quoted in a sentence, in letters.
const quoteLimit = 60

// readStray notes a block of the action items' section that looks like an
// action and is none: a list before the first item, a task box anywhere.
func (r *bodyReader) readStray(n ast.Node) {
	if !r.inSection(SectionActions) {
		return
	}
	list, ok := n.(*ast.List)
	if !ok {
		return
	}
	below := r.Sections[len(r.Sections)-1].Name != SectionActions // its heading was noted
	for li := list.FirstChild(); li != nil; li = li.NextSibling() {
		if li.FirstChild() == nil || !r.says(li) {
			continue
		}
		if at := r.blockSpan(li.FirstChild()); r.item < 0 && !below || isTask(r.text(at)) && !r.isBoxedField(at) {
			r.strays = append(r.strays, at)
		}
	}
}

// isBoxedField tells whether a task box of an open item stands before a field.
func (r *bodyReader) isBoxedField(at Span) bool {
	line := r.text(Span{at.Start, min(at.End, r.lineEnd(at.Start))})
	line = line[boxWidth(line):]
	key, _, _, ok := splitField(line)
	if !ok || r.item < 0 {
		return false
	}
	_, ok = FieldOf(line[key.Start:key.End])
	return ok
}

// isTask tells whether the text of a list item begins with a box to tick.
func isTask(text string) bool {
	return strings.HasPrefix(text, "[ ]") || strings.HasPrefix(text, "[x]") || strings.HasPrefix(text, "[X]")
}
