package postmortem

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// strayActions is the part of rule action-field-missing that keeps an action
// from slipping past the gate: what stands among the action items without being
// one ("- improve monitoring", "### Follow-up: …", "**AI-2: …**", a task box) has no change of
// behaviour, no owner and no ticket. A document without any action item has said
// so already (action-none), one that gives a reason for having none has not.
func (c *checker) strayActions() {
	if len(c.Items) == 0 && c.Front.NoActionItems == "" {
		return
	}
	var titles map[string]bool // a line that is one speaks of that item
	if len(c.strays) > 0 {
		titles = c.titles()
	}
	for _, s := range c.strays {
		at := s.at
		if c.hasItem(s.id) || s.id == "" && (c.groupsItems(at) || titles[titleKey(c.text(at))]) {
			continue
		}
		c.fail(diagnostic.ActionFieldMissing, at, "",
			c.say("%q stands among the action items, but is none: nobody owns it and it says no change of behaviour",
				"「%s」は恒久対応の節にありますが、担当も行動の変化もなく、恒久対応として扱えません", columns.Shorten(c.text(at), quoteLimit)),
			c.say("write it as an action item of its own (heading \"### %s: …\" with its fields), or move it to another section",
				"独立した恒久対応として書く（見出し「### %s: …」と各項目）か、別の節に移してください", cmp.Or(s.id, c.nextID())))
		c.found[len(c.found)-1].unclear = true
	}
}

// nextID gives the number of the next action item: one more than the highest that is
// there, of an item or of a line that would be one.
func (c *checker) nextID() string {
	highest := 0
	for _, it := range c.Items {
		highest = max(highest, number(strings.TrimPrefix(it.ID, "AI-")))
	}
	for _, s := range c.strays {
		highest = max(highest, number(strings.TrimPrefix(s.id, "AI-")))
	}
	return "AI-" + strconv.Itoa(highest+1)
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

// hasItem tells whether there is an action item of a number: a line that begins with
// it speaks of that one.
func (c *checker) hasItem(id string) bool {
	return id != "" && slices.ContainsFunc(c.Items, func(it Item) bool { return it.ID == id })
}
