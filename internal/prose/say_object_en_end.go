package prose

import (
	"slices"
	"strings"
)

// nounEndEnglish gives the last word of the noun that begins at from, with what says
// which one it is (of the leak, between support and engineering), and without how, when
// or with whom something is done to it. In a clause it ends before the verb.
func nounEndEnglish(ws []word, from int, clause bool) int {
	between := false
	for k := from + 1; k < len(ws); k++ {
		w, before := ws[k], ws[k-1]
		noun := (before.tags&(determiner|preposition|qualifier|adverb|boundary) == 0 || before.tags&nouns != 0) && !(k-2 >= from && gerund(ws, k-1) && ws[k-2].tags&preposition != 0) // of closing a ward
		switch {
		case w.comma, w.tags&(auxiliary|negation) != 0, slices.Contains(afterNoun(), w.text):
			return k - 1
		case w.text == "and" && between:
			between = false
		case w.tags&boundary != 0:
			return k - 1
		case w.tags&preposition != 0:
			if !describes(ws, from, k) {
				return k - 1
			}
			between = between || w.text == "between"
		case noun && w.tags&determiner != 0 && clause && k-2 >= from:
			return k - 2 // patients receive their
		case noun && w.tags&(determiner|qualifier|adverb) != 0 && w.tags&nouns == 0, clause && noun && verbHere(ws, k), noun && keptSo(ws, k):
			return k - 1
		}
	}
	return len(ws) - 1
}

// keptSo: keep the wards informed about.
func keptSo(ws []word, k int) bool {
	return pastForm(ws[k].text) && (k+1 == len(ws) || ws[k+1].comma || ws[k+1].tags&(preposition|adverb) != 0)
}

// afterNoun are words that never belong to a noun before them.
var afterNoun = list(`ahead together soon asap going forward back away more less often earlier sooner later everywhere here now today tomorrow online offline next last again wherever whenever instead first down up out know understand`)

// describes tells whether the preposition at k and what follows say which thing the noun
// before is: access to the vault, and not how, when or by whom something is done.
func describes(ws []word, from, k int) bool {
	if k+1 >= len(ws) || ws[k+1].comma || k-from >= 6 || ws[k+1].tags&weekday != 0 {
		return false
	}
	next := ws[k+1]
	if gerund(ws, k+1) && next.tags&nouns == 0 && k+2 < len(ws) && ws[k+2].tags&preposition != 0 && ws[k+2].text != "of" {
		return false // the process for handing over
	}
	if next.tags&(pronoun|dummy) != 0 && next.tags&determiner == 0 || next.tags&preposition != 0 {
		return false
	}
	for m := k + 1; m < len(ws) && m <= k+3 && !ws[m].comma; m++ {
		if ofManner(ws[m].text) || slices.Contains(timesEnglish(), ws[m].text) {
			return false
		}
	}
	switch ws[k].text {
	case "of", "between", "into":
		return true
	case "in", "on", "for", "about":
		return ws[k+1].text != "case" && ws[k+1].text != "advance" && ws[k+1].text != "order" && ws[k+1].text != "general"
	case "to":
		return next.tags&(personLike|outsider) == 0 && startsNounPhrase(next) && !infinitive(ws, k)
	}
	return false
}

var timesEnglish = list(`next last weekend weekends holiday holidays nights site`)

// verbHere tells whether the word at k is the verb after the subject of a clause.
func verbHere(ws []word, k int) bool {
	w, plural := ws[k], strings.HasSuffix(ws[k-1].text, "s")
	last := k+1 == len(ws) || ws[k+1].comma || ws[k+1].tags&adverb != 0
	switch {
	case w.tags&nouns != 0:
		return false
	case w.tags&verbTags != 0:
		return plural || strings.HasSuffix(w.text, "s") || pastForm(w.text)
	case w.tags&participle != 0, slices.Contains(wentOn(), w.text):
		return true
	}
	return w.tags == 0 && (strings.HasSuffix(w.text, "ed") || last && plural != strings.HasSuffix(w.text, "s"))
}

var wentOn = list(`went broke fell rose stood ran grew froze came became took gave saw meet fit stay remain work match comply stick know understand`)
