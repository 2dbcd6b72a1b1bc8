package prose

import "slices"

// passiveSubject gives the noun before "is", "will be" or "are to be" of which the verb at
// is told: documentation is updated. Of people nothing is to be written.
func passiveSubject(ws []word, at int) (from, to int, ok bool) {
	end := passiveAuxiliary(ws, at)
	if end < 0 {
		return 0, 0, false
	}
	from = passiveStart(ws, at)
	for from < end && (ws[from].tags&auxiliary != 0 || slices.Contains(notOfOne(), ws[from].text)) {
		from++
	}
	if from >= end || ws[from].tags&(preposition|boundary) != 0 && ws[from].tags&determiner == 0 {
		return 0, 0, false
	}
	if slices.ContainsFunc(ws[from:end], inAnotherClause) {
		return 0, 0, false
	}
	if head := ws[headOf(ws, from, end-1)]; head.tags&personLike != 0 && head.tags&nouns == 0 {
		return 0, 0, false
	}
	return sounding(ws, from, end-1)
}

// inAnotherClause tells whether a word before the passive shows that its clause begins
// later, or has one within: we are evaluating whether the restart.
func inAnotherClause(w word) bool {
	return w.tags&auxiliary != 0 || w.tags&pronoun != 0 && w.tags&determiner == 0 || w.tags&boundary != 0 && w.text != "and" && w.text != "or" || slices.Contains(clauseOpeners(), w.text)
}

var (
	// notOfOne stand before a subject of which a pattern speaks as of one thing.
	notOfOne = list(`all each every any about`)
	// toldVerbs are what is done with people so that they do something else.
	toldVerbs = list(`asked told warned reminded encouraged urged informed notified briefed re-briefed trained retrained instructed advised taught invited`)
)

// passiveAuxiliary gives where the words begin that make a passive of the verb at: be,
// will be, are still to be; -1: it is none, or only describes a noun (the users that were
// banned).
func passiveAuxiliary(ws []word, at int) int {
	if at < 1 || !pastForm(ws[at].text) && ws[at].tags&participle == 0 {
		return -1
	}
	k := at - 1
	for k > 0 && ws[k].tags&(adverb|qualifier) != 0 && ws[k].tags&auxiliary == 0 {
		k--
	}
	if !slices.Contains(beForms(), ws[k].text) {
		return -1
	}
	for k > 0 && !ws[k].comma && (ws[k-1].tags&(auxiliary|negation) != 0 || slices.Contains(beforeBe(), ws[k-1].text)) {
		k--
	}
	if k > 0 && !ws[k].comma && slices.Contains(relativeWords(), ws[k-1].text) {
		return -1
	}
	return k
}

var (
	beForms       = list(`is are be was were been gets get being`)
	beforeBe      = list(`to need needs shall ought going still yet`)
	relativeWords = list(`that which who`)
)

// passiveStart gives where the clause of a passive verb begins: behind a comma, but not
// the one or the colon within a number.
func passiveStart(ws []word, at int) int {
	start := 0
	for i := 1; i < at; i++ {
		if ws[i].comma && !(numberWord(ws[i].text) && numberWord(ws[i-1].text) && ws[i].start-ws[i-1].end <= len("–")) {
			start = i
		}
	}
	return start
}

// passiveQuote gives where a quotation of the passive verb at begins: with its subject.
func passiveQuote(ws []word, at int) int {
	start := passiveStart(ws, at)
	for start < at && (ws[start].text == "and" || ws[start].text == "so" || ws[start].text == "but") {
		start++
	}
	if passiveAuxiliary(ws, at) < 0 || ws[start].text == "for" || ws[start].text == "of" {
		return at
	}
	return start
}
