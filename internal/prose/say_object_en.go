package prose

import (
	"slices"
	"strings"
)

// The object of an English change is looked for after its verb: past what leads up to
// it (into, how to, an eye on), past the people who are only told of it, into the clause
// that says what is to be so. Where it is unclear, a shorter noun is taken, or none: a
// pattern must be a sound sentence.

// objectOf marks what the verb at is done to; -1: no verb of the lists stands there.
func (f *featureSet) objectOf(ws []word, at int) {
	if at < 0 {
		at = unlistedVerb(ws)
	}
	f.objectStart, f.objectEnd = 0, 0
	if from, to, ok := objectEnglish(ws, at); ok {
		f.objectStart, f.objectEnd = ws[from].start, ws[to].end
	}
}

// objectEnglish gives the noun that a verb is about: of a passive its subject, but of one
// by which somebody is told what they are told.
func objectEnglish(ws []word, at int) (from, to int, ok bool) {
	if passiveAuxiliary(ws, at) < 0 {
		return aboutWhat(ws, at+1)
	}
	if slices.Contains(toldVerbs(), ws[at].text) {
		if from, to, ok = aboutWhat(ws, at+1); ok {
			return from, to, ok
		}
	}
	return passiveSubject(ws, at)
}

// unlistedVerb gives the place of what comes before the object in a sentence without a
// verb of the lists; -1: it is a noun alone.
func unlistedVerb(ws []word) int {
	if looking := slices.IndexFunc(ws, isLook); looking >= 0 {
		return looking
	}
	if k := subjectAt(ws, -1); k >= 0 {
		for k+1 < len(ws) && ws[k+1].tags&personLike != 0 && !ws[k+1].comma {
			k++ // the SRE team
		}
		for i := 1; i+1 < len(ws); i++ {
			switch {
			case i == k+1 && toldNow(ws[k], ws[i]):
				return i // the team improves monitoring of
			case infinitive(ws, i):
				return i + 1
			case slices.Contains(aboutWords(), ws[i].text):
				return i
			}
		}
		return len(ws) - 1
	}
	first := 0
	for first+1 < len(ws) && ws[first].tags&(adverb|qualifier) != 0 {
		first++
	}
	switch w := ws[first]; {
	case orderedAfterAdverb(ws, first):
		return first // proactively monitor disk usage
	case w.tags&negation != 0:
		return len(ws) - 1 // don't rush
	case w.text == "be" && first+1 < len(ws):
		return first + 1 // be transparent with
	case slices.Contains(openingVerbs(), strings.TrimPrefix(w.text, "re-")),
		first+1 < len(ws) && w.tags&(nouns|determiner|preposition|personLike) == 0 && (ws[first+1].tags&determiner != 0 || possessive(ws[first+1].text)) && !ws[first+1].comma,
		w.tags == 0 && endsInAny(w.text, verbSuffixes()),
		first+1 < len(ws) && w.tags&verbTags != 0 && ws[first+1].tags&genericNoun != 0 && !gerund(ws, first): // plan capacity, test coverage: the second fits either way
		return first
	}
	return -1
}

// toldNow tells whether the word after somebody is the verb: the team improves, engineers
// double-check.
func toldNow(subject, w word) bool {
	agrees := strings.HasSuffix(w.text, "s") != strings.HasSuffix(subject.text, "s")
	return subject.tags&personLike != 0 && agrees && w.tags&verbTags != 0 && w.tags&(nouns|preposition) == 0 && !w.comma
}

// orderedAfterAdverb tells whether the word at k is an order that adverbs alone lead to.
func orderedAfterAdverb(ws []word, k int) bool {
	if k <= 0 || k+1 >= len(ws) || ws[k].tags&verbTags == 0 || gerund(ws, k) || pastForm(ws[k].text) {
		return false
	}
	for _, w := range ws[:k] {
		if !strings.HasSuffix(w.text, "ly") || w.comma {
			return false
		}
	}
	return true
}

var (
	aboutWords   = list(`of at on with for about to`)
	verbSuffixes = list(`ise ize ify inate icate adicate`)
	// openingVerbs stand first and are in no list by which changes are judged.
	openingVerbs = list(`let respond react answer refresh get take give keep have do bring gain maintain provide deal cope perform conduct carry hold undertake remind continue begin commit strive aim promise pay exercise seek
		handle manage make put spend dedicate devote allocate act eliminate avoid cut stay retrain remain adhere comply stick rely concentrate hire recruit rehearse practise practice drill
		supervise oversee respect obey appoint foresee anticipate preserve protect secure safeguard cover sort settle solve overcome combat fight watch listen engage involve cooperate collaborate
		liaise speed slow shift rebalance relieve balance rethink reimagine catch spot know pursue sustain demand insist request invite encourage enforce-better strengthen sharpen raise lead leverage utilise utilize embrace explain highlight assist aid empower enrich train guarantee`)
)

const nouns = genericNoun | documentNoun | runbookNoun | checkNoun | boardNoun | systemNoun | inquiryNoun | careNoun

// infinitive tells whether "to" at i begins what is done: steps to reduce, but not
// attention to pressure readings, respond to alarms.
func infinitive(ws []word, i int) bool {
	if i+1 >= len(ws) || ws[i].text != "to" {
		return false
	}
	next := ws[i+1]
	switch {
	case slices.Contains(mostlyDone(), next.text):
		return true
	case startsNounPhrase(next), isPlural(next.text) && (next.tags&verbTags != 0 || i > 0 && slices.Contains(takeTo(), ws[i-1].text)):
		return false // respond to pages
	case next.capital && next.tags&verbTags == 0 && i > 0 && !slices.Contains(sayTo(), ws[i-1].text):
		return false // migrate to Kubernetes
	}
	return next.tags&verbTags != 0 || i == 0 || !slices.Contains(takeTo(), ws[i-1].text)
}

var (
	mostlyDone = list(`report page log record request test alert check monitor plan queue do be have use`)
	sayTo      = list(`talk speak write explain reach listen sent send present report`) // and what about comes later
	takeTo     = list(`attention priority emphasis thought consideration regard commitment adherence respond react adhere comply stick listen apologise apologize attend refer commit revert`)
)

// isPlural tells whether a word ends as a plural does, and so is no verb behind "to".
func isPlural(w string) bool {
	return len(w) > 3 && strings.HasSuffix(w, "s") && !endsInAny(w, notPlural())
}

var notPlural = list(`ss us is as`)

// startsNounPhrase tells whether a word after "to" begins a noun: the vault, customers.
func startsNounPhrase(w word) bool {
	return w.tags&(determiner|personLike|outsider) != 0 || w.tags&nouns != 0 && w.tags&verbTags == 0
}

// aboutWhat gives the noun that the words from i on lead to.
func aboutWhat(ws []word, i int) (from, to int, ok bool) {
	for first := i; i < len(ws); {
		w := ws[i]
		switch {
		case w.comma && i > first:
			return 0, 0, false
		case infinitive(ws, i):
			i += 2
		case w.text == "and" && i+1 < len(ws) && ws[i+1].tags&verbTags != 0:
			i += 2
		case wayThat(ws, i):
			return clauseAbout(ws, i+2, "how")
		case slices.Contains(clauseOpeners(), w.text) && !(w.text == "that" && i > 0 && ws[i-1].tags&preposition != 0):
			return clauseAbout(ws, i+1, w.text)
		case w.tags&boundary != 0 && w.tags&determiner == 0:
			return 0, 0, false
		case w.tags&(preposition|qualifier) != 0, w.tags&adverb != 0 && w.tags&determiner == 0, slices.Contains(leadsToNoun(), w.text), slices.Contains(namesNothing(), w.text) && (i+1 == len(ws) || ws[i+1].tags&preposition != 0):
			i++
		case i > 0 && takesClause(ws[i-1].text):
			return clauseAbout(ws, i, "that")
		case orderedGerund(ws, i):
			i++
		default:
			end := nounEndEnglish(ws, i, false)
			head := headOf(ws, i, end)
			next, more := pastHead(ws, i, head)
			if !more {
				return sounding(ws, i, end)
			}
			if next == 0 {
				return 0, 0, false
			}
			i = next
		}
	}
	return 0, 0, false
}

var (
	clauseOpeners = list(`that whether if why how what which where when who`)
	leadsToNoun   = list(`not down out up off sure away closer wrong right back harder smarter together hard`)
)

// wayThat: the way trains are dispatched, but not a way to.
func wayThat(ws []word, i int) bool {
	return i+2 < len(ws) && ws[i].tags&determiner != 0 && ws[i+1].text == "way" && !ws[i+2].comma && ws[i+2].tags&(preposition|auxiliary|boundary) == 0
}

// takesClause tells whether a clause can follow a word without that: ensure backups are
// tested, let teachers know.
func takesClause(w string) bool {
	return w == "sure" || w == "let" || w == "help" || strings.HasPrefix(w, "ensur") || strings.HasPrefix(w, "guarant")
}

// orderedGerund: adding a second approver, moving exams; not monitoring, nor the
// planning of.
func orderedGerund(ws []word, i int) bool {
	return i+1 < len(ws) && (gerund(ws, i) || ws[i].text == "using") && ws[i].tags&verbTags != 0 && (ws[i].tags&nouns == 0 || ws[i+1].tags&determiner != 0) && !ws[i+1].comma && ws[i+1].tags&(auxiliary|boundary|preposition) == 0
}

// headOf gives the noun that carries ws[from:to+1]: the last before a preposition.
func headOf(ws []word, from, to int) int {
	for k := from + 1; k <= to; k++ {
		if ws[k].tags&preposition != 0 {
			return k - 1
		}
	}
	return to
}

// pastHead tells whether the object is still to come after a noun: people are told of
// it, or the noun says no more than a verb does (a look at). next is where; 0: nowhere.
func pastHead(ws []word, from, head int) (next int, more bool) {
	h := ws[head]
	people := h.tags&personLike != 0 && h.tags&(systemNoun|documentNoun) == 0 && !(h.tags&givenName != 0 && !h.capital)
	named := from > 0 && head > from && ws[head-1].tags&nouns != 0 && !(head+1 < len(ws) && slices.Contains(hollowLeads(), ws[head+1].text)) // code review
	hollow := h.tags&(inquiryNoun|careNoun) != 0 && !named || slices.Contains(hollowWords(), h.text)
	with := from > 0 && ws[from-1].text == "with" && (infinitive(ws, head+1) || head+1 < len(ws) && ws[head+1].text == "that")
	switch enough := from > 0 && ws[from-1].tags&qualifier != 0; {
	case with:
		return head + 1, true // with the caterer to discuss
	case !people && !hollow, people && enough:
		return 0, false
	}
	if head+1 < len(ws) && ws[head+1].text == "in" && !people && h.tags&careNoun == 0 && h.text != "part" {
		return 0, false // manual steps in payroll
	}
	if head+1 < len(ws) && !ws[head+1].comma && (ws[head+1].text == "that" || slices.Contains(hollowLeads(), ws[head+1].text)) {
		return head + 1, true
	}
	told := from > 0 && ws[from-1].tags&(care|inquiry) != 0
	return 0, hollow || told || h.tags&pronoun != 0 || from > 0 && ws[from-1].tags&preposition != 0
}

var (
	hollowWords = list(`look eye care attention job way ways step steps measure measures action actions effort efforts need possibility feasibility option options best top page focus emphasis priority part ownership responsibility lot advantage note account mind sense use`)
	hollowLeads = list(`to of on at about for into with in over`)
)

// clauseAbout gives what a clause speaks of: its subject, or where that is somebody, what
// is done: we can drop the gateway.
func clauseAbout(ws []word, i int, opener string) (from, to int, ok bool) {
	if i >= len(ws) || ws[i].comma {
		return 0, 0, false
	}
	asked := (opener == "who" || opener == "what") && ws[i].tags&(determiner|personLike|dummy|outsider) == 0
	switch {
	case ws[i].text == "to":
		return aboutWhat(ws, i+2)
	case orderedGerund(ws, i):
		return aboutWhat(ws, i+1)
	case asked:
		return aboutWhat(ws, verbPassed(ws, i))
	}
	for i < len(ws) && ws[i].tags&(qualifier|adverb) != 0 && ws[i].tags&determiner == 0 {
		i++
	}
	if i >= len(ws) {
		return 0, 0, false
	}
	if ws[i].tags&pronoun != 0 && ws[i].tags&determiner == 0 {
		return aboutWhat(ws, verbPassed(ws, i+1))
	}
	end := nounEndEnglish(ws, i, true)
	head := headOf(ws, i, end)
	if h := ws[head]; h.tags&(personLike|outsider) != 0 && h.tags&systemNoun == 0 || h.tags&dummy != 0 {
		return aboutWhat(ws, verbPassed(ws, head+1))
	}
	return sounding(ws, i, end)
}

// verbPassed gives the place after the verb of a clause whose subject ended before i.
func verbPassed(ws []word, i int) int {
	for i < len(ws) && ws[i].tags&(auxiliary|negation) != 0 || i < len(ws) && ws[i].tags&adverb != 0 && ws[i].tags&determiner == 0 {
		i++
	}
	if i < len(ws) && ws[i].tags&(determiner|qualifier|preposition) == 0 {
		i++
	}
	return i
}

// mostWordsOfObject is how many words a pattern takes in: more is hard to read in it.
const mostWordsOfObject = 12

func onWeekday(w word) bool {
	day, plural := strings.CutSuffix(w.text, "days")
	return w.tags&weekday != 0 || plural && day != "" && tagsOf(day+"day")&weekday != 0
}

// namesNothing are words that a pattern would take for a thing: the same, TBD.
var namesNothing = list(`early late fast quickly soon sooner earlier promptly tbd tba todo n/a same similar ditto`)

// sounding gives ws[from:to+1] as an object, where its head names something.
func sounding(ws []word, from, to int) (int, int, bool) {
	for to >= from && ws[to].tags&(determiner|preposition|adverb|qualifier|boundary) != 0 && ws[to].tags&nouns == 0 {
		to--
	}
	if to < from || to-from >= mostWordsOfObject {
		return 0, 0, false
	}
	head := ws[headOf(ws, from, to)]
	if ofManner(head.text) || slices.Contains(namesNothing(), head.text) || from > 0 && ws[from-1].tags&preposition != 0 && (onWeekday(head) || onWeekday(ws[from])) || head.tags&(dummy|pronoun|determiner) != 0 && head.tags&nouns == 0 {
		return 0, 0, false
	}
	return from, to, true
}
