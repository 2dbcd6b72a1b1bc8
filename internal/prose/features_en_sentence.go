package prose

import (
	"slices"
	"strings"
)

// sentence adds what one sentence shows.
func (f *featureSet) sentence(ws []word, first bool) {
	at, how := headVerb(ws)
	f.add("how:" + how)
	if k := subjectAt(ws, at); k >= 0 && !nobodyInParticular(ws, k) {
		f.acts = true
	}
	if emptyAct(ws) {
		f.emptyAct(first)
	}
	f.wished = (mereWish(ws) || leftToMemory(ws)) && (first || f.wished)
	f.looks = f.looks || slices.ContainsFunc(ws, isLook)
	f.always = f.always || slices.ContainsFunc(ws, func(w word) bool { return w.text == "always" || w.text == "regularly" || w.text == "periodically" })
	f.careful = f.careful || slices.ContainsFunc(ws, func(w word) bool { return ofCare(w.text) })
	if at >= 0 {
		class := verbClass(ws, at)
		if ws[at].tags&oneOff != 0 && (how == "order" || how == "past") && class == "strict" {
			class = "one-off"
		}
		if first {
			f.add("first:" + class)
			f.obeys = obeysRules(ws, at)
		}
		f.add("verb:" + class)
		switch {
		case f.quoteStart >= 0:
		case class != "change" && class != "strict":
			f.quote(ws, at)
		case f.objectEnd == 0:
			f.objectOf(ws, at)
		}
		f.objectNouns(ws, at, class)
	} else {
		if f.quoteStart < 0 {
			f.quoteStart, f.quoteEnd = ws[0].start, ws[len(ws)-1].end
			f.objectOf(ws, -1)
		}
		if nounInquiry(ws, -1) == "inquiry" {
			f.add("noun:inquiry")
		}
	}
	f.nouns(ws, at)
	f.signs(ws, at)
	f.words(ws)
	f.laterVerbs(ws, at)
}

// subjectAt gives where somebody or something stands as the one who does what the verb
// at says: "engineers double check"; -1: nowhere. A situation before a comma names none.
func subjectAt(ws []word, at int) int {
	from := 0
	if ws[0].tags&(boundary|preposition) != 0 {
		for from = 1; from < len(ws) && !ws[from].comma; from++ {
		}
	}
	if at < 0 {
		if from < len(ws) && ws[from].tags&personLike == 0 && slices.Contains(openingVerbs(), ws[from].text) {
			return -1 // let teachers know
		}
		if k := slices.IndexFunc(ws, func(w word) bool { return !strings.HasSuffix(w.text, "ly") }); orderedAfterAdverb(ws, k) {
			return -1
		}
		at = min(len(ws), from+4)
	}
	for k := from; k < at; k++ {
		if ws[k].tags&(boundary|preposition) != 0 {
			return -1
		}
		if ws[k].tags&(personLike|systemNoun) != 0 && ws[k].tags&verbTags == 0 && !possessive(ws[k].text) && k+1 < len(ws) && ws[k+1].tags&preposition == 0 {
			return k
		}
	}
	return -1
}

// nobodyInParticular tells whether the subject at k leaves open who it is: someone, but
// not anyone who touches the valve.
func nobodyInParticular(ws []word, k int) bool {
	switch ws[k].text {
	case "someone", "somebody", "anyone", "anybody", "nobody", "none":
		return k+1 >= len(ws) || ws[k+1].text != "who"
	}
	return false
}

func isLook(w word) bool { return w.text == "look" || w.text == "looks" }

// ofCare are the words of a demand for care or knowledge.
func ofCare(w string) bool {
	switch w {
	case "care", "careful", "carefully", "attention", "attentive", "aware", "awareness", "vigilant", "mindful", "cautious", "caution", "diligent", "diligently", "closely", "conscious", "thoroughly", "reminded":
		return true
	}
	return false
}

// mostWords is how many words of a change are weighed one by one: the rest of a
// text without end adds nothing, and costs nothing.
const mostWords = 60

// words adds the words of the lists themselves, so that the model can tell
// "implement" from "reject" within one class.
func (f *featureSet) words(ws []word) {
	for _, w := range ws {
		if w.tags&^givenName != 0 && f.weighed < mostWords {
			f.weighed++
			f.add("w:" + w.text)
		}
	}
}

// quote marks the verb and up to seven words after it; a clause that says what is to be
// so, or is asked, is quoted to its end.
func (f *featureSet) quote(ws []word, at int) {
	end, longest := at, at+7
	for end+1 < len(ws) && end < longest && !ws[end+1].comma {
		if ws[end+1].text == "between" {
			longest = at + 11
		}
		if next := ws[end+1]; next.tags&boundary != 0 {
			switch {
			case opensClause(ws, at, end+1):
				longest = at + 12
			case next.text != "and" || end > at && !betweenTwoHere(ws[at:end+1]):
				longest = end // the clause after it says no more
				continue
			}
		}
		end++
	}
	if rest := ws[end+1:]; end == longest && len(rest) <= 3 && !slices.ContainsFunc(rest, func(w word) bool { return w.comma || w.tags&boundary != 0 }) {
		end = len(ws) - 1
	}
	for end > at && ws[end].tags&(determiner|preposition|auxiliary|boundary) != 0 && !(end == at+1 && ws[end].tags&preposition != 0 && passiveAuxiliary(ws, at) >= 0) {
		end-- // but is looked at
	}
	first := at
	for first > 0 && !ws[first].comma && intoCare(ws[first-1].text) {
		first--
	}
	first = min(first, passiveQuote(ws, at))
	f.quoteStart, f.quoteEnd = ws[first].start, ws[end].end
	f.objectOf(ws, at)
}

// opensClause tells whether the word at k opens the clause that the verb at asks or
// demands: ensure that, look into why.
func opensClause(ws []word, at, k int) bool {
	if !slices.Contains(clauseOpeners(), ws[k].text) || ws[k].text == "when" {
		return false
	}
	for i := at + 1; i < k; i++ {
		if ws[i].tags&preposition == 0 && !slices.Contains(leadsToNoun(), ws[i].text) {
			return false
		}
	}
	return true
}

func betweenTwoHere(ws []word) bool {
	return slices.ContainsFunc(ws, func(w word) bool { return w.text == "between" })
}

// ofManner are the nouns of "in a timely manner": no object of anything.
func ofManner(w string) bool {
	switch w {
	case "manner", "way", "fashion", "basis", "time", "care", "caution", "diligence", "possible", "needed", "necessary", "required", "future", "again", "this", "that", "it", "them", "everything", "things", "forward":
		return true
	}
	return false
}

// intoCare are the words that lead up to the adjective of a demand for care: "be
// more careful", "pay attention".
func intoCare(w string) bool {
	switch w {
	case "be", "more", "pay", "extra", "closer", "exercise", "take", "raise", "most":
		return true
	}
	return false
}

// verbClass names what the verb at i leaves behind; where a verb can be of two
// classes, its object decides.
func verbClass(ws []word, i int) string {
	t := ws[i].tags
	w := ws[i].text
	next := func(words ...string) bool {
		if i+1 >= len(ws) {
			return false
		}
		for _, x := range words {
			if ws[i+1].text == x {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(w, "look"), strings.HasPrefix(w, "think"), strings.HasPrefix(w, "find"), strings.HasPrefix(w, "figur"), w == "come" && next("up"), strings.HasPrefix(w, "track") && next("down"), strings.HasPrefix(w, "devis"), strings.HasPrefix(w, "follow") && next("up"),
		strings.HasPrefix(w, "reach") && next("out"), w == "see" && next("if", "whether", "how"), strings.HasPrefix(w, "try"), strings.HasPrefix(w, "work") && next("with", "out"), strings.HasPrefix(w, "check") && next("if", "whether", "why", "how", "with"):
		return "inquiry"
	case strings.HasPrefix(w, "make") && next("sure"), strings.HasPrefix(w, "ensur"):
		return ensured(ws, i)
	case lightVerb(w):
		if class := nounInquiry(ws, i); class != "" {
			return class
		}
	}
	switch {
	case strings.HasPrefix(w, "revert") && next("to"):
		return "change"
	case beCareful(ws) == i, strings.HasPrefix(w, "remember"), w == "do" && next("not"):
		return "care"
	case w == "have":
		return "have"
	case strings.HasPrefix(w, "check"), strings.HasPrefix(w, "test"), strings.HasPrefix(w, "verif"), strings.HasPrefix(w, "confirm"):
		return "check"
	case strings.HasPrefix(w, "increas"), strings.HasPrefix(w, "reduc"), strings.HasPrefix(w, "rais"), strings.HasPrefix(w, "lower"), strings.HasPrefix(w, "shorten"), strings.HasPrefix(w, "decreas"):
		return "level"
	case t&care != 0:
		return "care"
	case t&writing != 0 && documentAhead(ws, i):
		return "write"
	case strings.HasPrefix(w, "document") || strings.HasPrefix(w, "draft"):
		return "write"
	case t&inquiry != 0 && t&change == 0:
		return "inquiry"
	case t&improvement != 0 && t&change == 0:
		return "improve"
	case t&strictChange != 0:
		return "strict"
	case t&change != 0:
		return "change"
	case t&oneOff != 0:
		return "one-off"
	case t&inquiry != 0:
		return "inquiry"
	case t&writing != 0:
		return "write"
	}
	return "other"
}

// documentAhead tells whether the object of the verb at i is a document.
func documentAhead(ws []word, i int) bool {
	for k := i + 1; k < len(ws) && k <= i+7; k++ {
		w := ws[k]
		if w.tags&documentNoun != 0 {
			return true
		}
		if k > i+1 && (w.comma || w.tags&(boundary|preposition) != 0) {
			return false
		}
	}
	return false
}

// objectNouns adds what stands right after the verb: the kinds of its nouns.
func (f *featureSet) objectNouns(ws []word, at int, class string) {
	f.complement(ws, at)
	if class == "improve" {
		for k := at + 2; k < len(ws) && k <= at+8; k++ {
			if ws[k].text == "with" || ws[k].text == "by" {
				f.add("improve+with")
			}
		}
	}
	generic, named, system, check, board, doc, runbook := false, false, false, false, false, false, false
	end := at + 1
	for ; end < len(ws) && end <= at+8; end++ {
		w := ws[end]
		if end > at+1 && (w.tags&boundary != 0 && w.tags&determiner == 0 || w.text == "to" || w.text == "for" || w.text == "in" || w.text == "on") {
			break
		}
		generic = generic || w.tags&genericNoun != 0
		system = system || w.tags&systemNoun != 0
		check = check || w.tags&checkNoun != 0
		board = board || w.tags&boardNoun != 0
		doc = doc || w.tags&documentNoun != 0
		runbook = runbook || w.tags&runbookNoun != 0
		named = named || isName(ws, end)
	}
	switch {
	case check:
		f.add("object:check")
	case board:
		f.add("object:board")
	case runbook:
		f.add("object:runbook")
	case doc:
		f.add("object:document")
	case named:
		f.add("object:name")
	case generic:
		f.add("object:generic")
	case system:
		f.add("object:system")
	default:
		f.add("object:other")
	}
	if generic && class != "change" {
		f.add("generic:" + class)
	}
}

// isName tells whether a word is the name of a part: an identifier, an acronym,
// a capitalised word within the sentence.
func isName(ws []word, i int) bool {
	w := ws[i]
	digits, letters, joined := false, false, false
	for k := range len(w.text) {
		c := w.text[k]
		digits = digits || c >= '0' && c <= '9'
		letters = letters || c >= 'a' && c <= 'z'
		joined = joined || c == '_' || c == '.' || c == '/'
	}
	if w.code || joined && len(w.text) > 3 {
		return true
	}
	if w.tags&(weekday|pronoun|person) != 0 {
		return false
	}
	if w.capital && i > 0 && !ws[i].comma && w.tags&(determiner|boundary|genericNoun|inquiry|improvement|change) == 0 {
		return true
	}
	return digits && letters && w.tags&unit == 0 && !(w.text[0] >= '0' && w.text[0] <= '9')
}

// nouns adds what is named anywhere in the sentence.
func (f *featureSet) nouns(ws []word, at int) {
	names, systems, generics, quals := 0, 0, 0, 0
	for i, w := range ws {
		if isName(ws, i) {
			names++
		}
		if w.tags&systemNoun != 0 {
			systems++
		}
		if w.tags&genericNoun != 0 && w.tags&systemNoun == 0 {
			generics++
		}
		if w.tags&qualifier != 0 {
			quals++
		}
		if w.tags&boardNoun != 0 {
			f.add("any:board")
		}
		if w.tags&checkNoun != 0 {
			f.add("any:check")
		}
		if w.tags&documentNoun != 0 {
			f.add("any:document")
		}
	}
	count := func(name string, n int) {
		if n > 0 {
			f.add(name + ">0")
		}
		if n > 1 {
			f.add(name + ">1")
		}
	}
	f.specific(ws)
	count("names", names)
	count("systems", systems)
	count("generic", generics)
	count("qualifier", quals)
}

// specific adds how many words say something of their own: no verb of the
// lists, no general noun, no word of grammar.
func (f *featureSet) specific(ws []word) {
	n := 0
	for _, w := range ws {
		if w.tags&^(givenName|unit|person|systemNoun|checkNoun|boardNoun) == 0 && len(w.text) > 2 || w.code {
			n++
		}
	}
	switch {
	case n >= 5:
		f.add("specific>=5")
		fallthrough
	case n >= 3:
		f.add("specific>=3")
		fallthrough
	case n >= 2:
		f.add("specific>=2")
		fallthrough
	case n >= 1:
		f.add("specific>=1")
	}
}

// complement adds what the verb does to its object beyond naming it: where, from
// what, to what. "Implement a service mesh" has none.
func (f *featureSet) complement(ws []word, at int) {
	n := 0
	for i := at + 2; i < len(ws); i++ {
		switch ws[i].text {
		case "to", "in", "on", "for", "with", "from", "by", "per", "through", "into", "onto", "at", "within", "across", "via", "against", "that", "which", "so":
			n++
			if ws[i].text == "to" && ws[at].tags&change != 0 && i+1 < len(ws) && ws[i+1].tags&verbTags == 0 {
				f.add("change+to")
			}
		}
	}
	if n > 0 {
		f.add("complement>0")
	}
	if n > 1 {
		f.add("complement>1")
	}
	if n == 0 {
		switch ws[at].text {
		case "implement", "introduce", "adopt", "add", "create", "use", "set", "enable", "develop", "build", "have", "implementing", "adding", "creating", "introducing", "enabling", "install", "adopting":
			f.add("bare-addition")
		}
	}
}

// lightVerb tells whether a verb says little by itself, so that its noun does:
// "hold a meeting", "conduct a review".
func lightVerb(w string) bool {
	switch w {
	case "have", "schedule", "hold", "set", "setup", "organise", "organize", "run", "conduct", "perform", "do", "start", "open", "arrange", "plan", "carry", "give", "provide", "create",
		"scheduling", "holding", "conducting", "performing", "undertake", "initiate", "complete", "launch", "book", "add", "introduce", "make", "develop", "offer":
		return true
	}
	return false
}

// nounInquiry gives the class of the noun that a light verb leaves the meaning to.
func nounInquiry(ws []word, i int) string {
	for k := i + 1; k < len(ws) && k <= i+6; k++ {
		w := ws[k]
		if w.tags&(inquiryNoun|careNoun) != 0 && (k+1 == len(ws) || ws[k+1].comma || ws[k+1].tags&(preposition|boundary|auxiliary) != 0 || ws[k+1].text == "session" || ws[k+1].text == "process") {
			if w.tags&careNoun != 0 {
				return "care"
			}
			if i >= 0 && (ws[i].text == "add" || ws[i].text == "introduce" || ws[i].text == "create" || ws[i].text == "make" || ws[i].text == "develop") {
				return ""
			}
			return "inquiry"
		}
		if k > i+1 && w.tags&(preposition|boundary) != 0 && w.text != "of" {
			return ""
		}
	}
	return ""
}

// ensured looks through "ensure that …": what is ensured may itself be a change
// that can be seen.
func ensured(ws []word, i int) string {
	for k := i + 1; k < len(ws); k++ {
		if ws[k].tags&(person|pronoun) != 0 && k <= i+4 && ws[k].tags&systemNoun == 0 {
			return "ensure"
		}
		if k > i+2 && ws[k].tags&(change|strictChange) != 0 && ws[k].tags&(systemNoun|checkNoun|boardNoun|documentNoun|improvement) == 0 && (ws[k-1].tags&auxiliary != 0 || strings.HasSuffix(ws[k].text, "s") || ws[k-1].tags&adverb != 0) {
			return "ensure-change"
		}
	}
	return "ensure"
}
