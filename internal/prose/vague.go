package prose

import "strings"

// Change is what is judged of an action item; When and Before may be empty.
type Change struct{ Title, When, Before, After string }

// Vague returns at most one finding, about After, or about Title when After is
// empty: then OnTitle is set. When tells only which parts are missing; it never
// makes up for a vague After.
func Vague(c Change, lang Lang) (Finding, bool) {
	text, onTitle := c.After, false
	if strings.TrimSpace(text) == "" {
		text, onTitle = c.Title, true
	}
	if hasHalfWidth(text) {
		return vagueInFullWidth(c, text, onTitle, lang)
	}
	if !onTitle && leavesAll(c) {
		return unchanged(c, lang), true
	}
	r := readers.Get().(*reader)
	defer readers.Put(r)
	written, clean, f := r.read(text)
	model := actionModels()[written]
	r.sign(clean, written)
	r.signs = f.appendSigns(r.signs)
	if !f.wished && model.score(tally{}.with(model, r.signs)) <= 0 {
		return leftOpenOrAsEver(c, text, clean, written, lang, onTitle)
	}
	found := vagueFinding(text, written, f, c, lang)
	found.OnTitle = onTitle
	return found, true
}

// vagueInFullWidth judges a change that has signs of half width.
func vagueInFullWidth(c Change, text string, onTitle bool, lang Lang) (Finding, bool) {
	wide, before := inFullWidth(text)
	if onTitle {
		c.Title = wide
	} else {
		c.After = wide
	}
	found, vague := Vague(c, lang)
	if vague {
		found.Start, found.End = before[found.Start], before[found.End]
	}
	return found, vague
}

// leftOpenOrAsEver finds what says all that a change has to say, and then that it may not
// come or that nothing changes.
func leftOpenOrAsEver(c Change, text, clean string, written, lang Lang, onTitle bool) (Finding, bool) {
	if start, end, open := undecided(clean, written); open {
		found := openFinding(text, start, end, lang)
		found.OnTitle = onTitle
		return found, true
	}
	if !onTitle && asEver(clean) {
		return unchanged(c, lang), true
	}
	return Finding{}, false
}
