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
		return Finding{}, false
	}
	found := vagueFinding(text, written, f, c, lang)
	found.OnTitle = onTitle
	return found, true
}
