package postmortem

import (
	"slices"
	"sort"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// skips tells whether an offset stands in a section that the team does not have
// read for blame.
func (c *checker) skips(offset int) bool {
	if len(c.SkipSections) == 0 {
		return false
	}
	i := sort.Search(len(c.Sections), func(i int) bool { return c.Sections[i].Heading.Start > offset }) - 1
	for ; i >= 0; i-- {
		s := c.Sections[i]
		if offset >= s.Body.End {
			continue
		}
		title := foldHeading(c.text(s.Heading))
		if slices.ContainsFunc(c.SkipSections, func(skip string) bool { return foldHeading(skip) == title }) {
			return true
		}
		if s.Level <= 1 {
			break
		}
	}
	return false
}

// allows tells whether a finding touches a word about which the team wants no
// finding.
func (c *checker) allows(text foldedText, start, end int) bool {
	for _, word := range c.own.allowed {
		for at, stop := range text.each(word) {
			if at < end && start < stop {
				return true
			}
		}
	}
	return false
}

// blameWords finds the team's own words for blame; base is where the text stands
// in the source. A place is judged once: from known on stands what was found in
// this text before.
func (c *checker) blameWords(text foldedText, base, known int) {
	if len(c.own.blame) == 0 {
		return
	}
	judged := make([]bool, text.size)
	mark := func(at, end int) {
		for i := max(at, 0); i < min(end, len(judged)); i++ {
			judged[i] = true
		}
	}
	for _, f := range c.found[known:] {
		mark(f.at.Start-base, f.at.End-base)
	}
	for _, word := range c.own.blame {
		for at, end := range text.each(word) {
			if slices.Contains(judged[at:end], true) {
				continue
			}
			mark(at, end)
			s := Span{base + at, base + end}
			c.fail(diagnostic.Blame, s, c.itemAt(s.Start), c.say("%q is on this team's list of words that judge a person", "「%s」は、このチームが個人を責める言葉として挙げている語です", word.listed),
				c.say("say what the system and its conditions made likely", "仕組みや状況が何を起こりやすくしたかを書いてください"))
		}
	}
}

// vagueWords finds the team's own words for a change that changes nothing, in
// what an action item changes.
func (c *checker) vagueWords(it *Item) {
	if len(c.own.vague) == 0 {
		return
	}
	at, after := it.place(incident.FieldAfter), fold(it.After)
	for _, word := range c.own.vague {
		if _, _, found := after.first(word); !found {
			continue
		}
		for _, part := range append([]Span{at}, it.Fields[incident.FieldAfter].parts...) {
			if start, end, ok := fold(c.text(part)).first(word); ok {
				at = Span{part.Start + start, part.Start + end}
				break
			}
		}
		c.fail(diagnostic.ActionVague, at, it.ID, c.say("%q is on this team's list of words that change nothing", "「%s」は、このチームが何も変えない言葉として挙げている語です", word.listed),
			c.say("name who or what acts, when, and what is different afterwards", "誰が（何が）、どんなときに、何をするようになるのかを書いてください"))
		return
	}
}
