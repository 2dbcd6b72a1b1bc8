package tracker

import (
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// followLine gives the line of a text that a line of an earlier revision is now; 0 when
// it is not there any more, or when nothing tells which of several alike it is: "Due: …"
// stands in every action item.
func followLine(was, now *postmortem.Document, line int) int {
	quote, ok := lineOf(was, line)
	if !ok {
		return 0
	}
	before, after := linesThatSay(was, quote), linesThatSay(now, quote)
	if len(before) == 1 && len(after) == 1 { // wherever it was moved to
		return after[0]
	}
	owner := ownerOf(was, line)
	elsewhere := func(d *postmortem.Document) func(int) bool {
		return func(n int) bool { return ownerOf(d, n) != owner }
	}
	before, after = slices.DeleteFunc(before, elsewhere(was)), slices.DeleteFunc(after, elsewhere(now))
	if len(before) != len(after) {
		return 0
	}
	return after[slices.Index(before, line)]
}

// linesThatSay lists the lines of a document that have a text.
func linesThatSay(d *postmortem.Document, text string) (found []int) {
	n := 0
	for l := range strings.Lines(string(d.Source)) {
		n++
		if strings.TrimRight(l, "\r\n") == text {
			found = append(found, n)
		}
	}
	return found
}

// ownerOf names under what a line stands: the number of its action item, which stays
// whatever becomes of its title, or else the heading above it.
func ownerOf(d *postmortem.Document, line int) (owner string) {
	end := d.Offset(postmortem.Position{Line: line + 1, Column: 1})
	at := -1
	for _, s := range d.Sections {
		if s.Heading.Start < end && s.Heading.Start > at {
			at, owner = s.Heading.Start, string(d.Source[s.Heading.Start:s.Heading.End])
		}
	}
	for _, it := range d.Items {
		if it.Heading.Start < end && it.Heading.Start >= at {
			at, owner = it.Heading.Start, it.ID
		}
	}
	return owner
}
