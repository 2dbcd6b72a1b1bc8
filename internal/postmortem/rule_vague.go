package postmortem

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/prose"
)

// vague is rule action-vague: what an item changes is concrete, as a whole or in one
// entry of its list, and has no word that the team takes for none.
func (c *checker) vague(it *Item) {
	if it.After == "" {
		return
	}
	var parts []textPart
	if strings.IndexByte(it.After, '\n') >= 0 {
		parts = textParts(it.After)
	}
	f, part, vague := c.vagueText(it, parts)
	if !vague {
		c.vagueWords(it)
		return
	}
	at := c.partPlace(it, parts, part, Span{f.Start, f.End})
	if f.OnTitle {
		at = it.TitleAt
	}
	c.fail(diagnostic.ActionVague, at, it.ID, f.Message, f.Suggestion)
}

// partPlace gives where a stretch of the words of a part stands, and where these are not
// written as they are read, the part, or else the field.
func (c *checker) partPlace(it *Item, parts []textPart, part int, within Span) Span {
	place := it.Fields[incident.FieldAfter]
	at := place.Value
	if part < len(place.parts) {
		at = place.parts[part]
	}
	words, box := it.After, 0
	if len(parts) > 1 {
		words = parts[part].words(it.After)
		box = boxWidth(words)
	}
	switch {
	case at.Start >= at.End || len(parts) > 1 && place.parts == nil:
		return it.place(incident.FieldAfter)
	case c.text(at) == words:
		return Span{at.Start + box + within.Start, at.Start + box + within.End}
	}
	return at
}

// vagueText judges an After of these parts, none where it has one line. Parts that are not
// written yet say nothing.
func (c *checker) vagueText(it *Item, parts []textPart) (f prose.Finding, part int, vague bool) {
	change := prose.Change{Title: it.ActionItem.Title, When: it.When, Before: it.Before, After: it.After}
	if len(parts) <= 1 {
		f, vague = prose.Vague(change, prose.Lang(c.words))
		return f, 0, vague
	}
	change.After = ""
	var entries []string
	said := []int{0} // which parts these are
	for i, p := range parts {
		words := p.words(it.After)
		words = words[boxWidth(words):]
		switch {
		case incident.Unwritten(words):
		case i == 0 && p.mark == "":
			change.After = words
		default:
			entries, said = append(entries, words), append(said, i)
		}
	}
	f, part, vague = prose.VagueList(change, entries, prose.Lang(c.words))
	return f, said[part], vague
}
