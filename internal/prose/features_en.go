package prose

import "strings"

// featureSet collects what is seen of a change, by name. Names are those of the
// model's weights.
type featureSet struct {
	names   []string
	weighed int // words of the lists added one by one
	// what a finding quotes: the verb that leaves nothing to see, and its object
	quoteStart, quoteEnd   int
	objectStart, objectEnd int  // of Japanese: the sentence up to its verb
	restEnd                int  // of Japanese: where the sentence ends
	acts                   bool // it is said who or what acts
	careful                bool // it asks for care
	looks                  bool // somebody looks at something
	empty                  bool // what is done is seen by nobody
	wished                 bool // all sentences name an outcome, and none what brings it about
	obeys                  bool // rules are followed
	checks                 bool // of Japanese: it is checked whether something is as it should be
	always                 bool // it is said that it is done each time
}

func (f *featureSet) add(name string) {
	for _, n := range f.names {
		if n == name {
			return
		}
	}
	f.names = append(f.names, name)
}

// soften renames the signs of how specific a text is, where its verb is one that
// leaves no state behind: naming the part helps little when it is only looked into.
func (f *featureSet) soften() {
	for i, n := range f.names {
		for _, prefix := range []string{"specific", "names", "systems", "katakana", "complement", "any:", "check+", "check&", "number"} {
			if strings.HasPrefix(n, prefix) {
				f.names[i] = "soft:" + n
			}
		}
	}
}

func (f *featureSet) has(name string) bool {
	for _, n := range f.names {
		if n == name {
			return true
		}
	}
	return false
}

// englishFeatures reads an English change, cleaned by plain, sentence by sentence: the class of
// its verb, what the verb is done to, and the words that name a situation, a
// measure or an end state.
func (r *reader) englishFeatures(clean string) featureSet {
	f := featureSet{quoteStart: -1, names: make([]string, 0, 64)}
	lower := lowerSame(clean)
	total, sentences := 0, 0
	EachSentence(clean, func(start, end int) {
		r.words = appendWords(r.words[:0], clean, lower, start, end)
		ws := dropWrapper(r.words)
		if len(ws) == 0 {
			return
		}
		total += len(ws)
		f.sentence(ws, sentences == 0)
		sentences++
	})
	f.length(total)
	f.statesAfter(clean)
	if sentences > 1 {
		f.add("sentences>1")
	}
	f.combine()
	if f.has("first:inquiry") || f.has("first:care") || f.has("first:improve") || f.has("first:one-off") || f.has("first:ensure") {
		f.soften()
	}
	return f
}

func (f *featureSet) length(words int) {
	if words <= 3 {
		f.add("words<=3")
	}
}

// dropWrapper takes off what tells the state of the work and not the change:
// "created a ticket to", "DONE", "we will", "we need to".
func dropWrapper(ws []word) []word {
	for i := 0; i < len(ws) && i < 6; i++ {
		switch ws[i].text {
		case "ticket", "issue", "pr", "task", "story", "jira":
			for k := i + 1; k < len(ws) && k <= i+3; k++ {
				if ws[k].text == "to" || ws[k].text == "for" {
					return ws[k+1:]
				}
			}
		}
	}
	for len(ws) > 1 {
		switch ws[0].text {
		case "done", "todo", "action", "wip", "completed", "low", "medium", "high", "critical", "urgent", "p0", "p1", "p2", "p3", "short-term", "long-term", "mid-term", "prevent", "detect", "mitigate", "process":
			if ws[0].tags&(change|strictChange|improvement) == 0 || ws[1].comma {
				ws = ws[1:]
				continue
			}
		}
		break
	}
	return afterLabel(ws)
}

// afterLabel takes off a label of a few words before a colon: the sentence says
// what the label means.
func afterLabel(ws []word) []word {
	for i := 1; i < len(ws)-2 && i <= 6; i++ {
		if ws[i].colon {
			return ws[i:]
		}
		if ws[i].comma {
			break
		}
	}
	return ws
}

// verbTags are the classes of the verbs of action items.
const verbTags = inquiry | improvement | care | oneOff | writing | change | strictChange

// headVerb gives the place of the verb that carries a sentence, and how it
// stands there: as an order, after a subject and a modal, passive, told of the
// past, or told of a subject in the third person.
func headVerb(ws []word) (at int, how string) {
	first := 0
	for first < len(ws)-1 && first < 3 && ws[first].tags&(adverb|qualifier) != 0 && ws[first].tags&verbTags == 0 {
		first++
	}
	if i := beCareful(ws); i >= 0 {
		return i, "modal"
	}
	if ws[first].tags&verbTags != 0 && !nounHere(ws, first) {
		if pastForm(ws[first].text) || first > 0 && ws[0].text == "already" {
			return first, "past"
		}
		return first, "order"
	}
	past := toldOfPast(ws)
	if i, how := afterModal(ws); i >= 0 && (past < 0 || i < past) {
		return i, how
	}
	if past >= 0 {
		return past, "past"
	}
	for i := 1; i < len(ws); i++ {
		if ws[i].tags&(strictChange|change) != 0 && strings.HasSuffix(ws[i].text, "s") && ws[i].tags&(systemNoun|checkNoun|boardNoun|documentNoun) == 0 && ws[i-1].tags&(determiner|preposition) == 0 {
			return i, "tells"
		}
	}
	return -1, "noun"
}

// toldOfPast finds the verb of "the team discussed …".
func toldOfPast(ws []word) int {
	for i := 1; i < len(ws) && i <= 6; i++ {
		w := ws[i]
		if w.comma || w.tags&(preposition|boundary) != 0 && i > 1 {
			break
		}
		if pastForm(w.text) && w.tags&verbTags != 0 && ws[i-1].tags&(determiner|preposition|auxiliary) == 0 {
			return i
		}
	}
	return -1
}

// beCareful finds the adjective of "be more careful", "must be vigilant".
func beCareful(ws []word) int {
	for i, w := range ws {
		switch w.text {
		case "careful", "vigilant", "mindful", "cautious", "attentive", "diligent", "aware", "closely", "attention", "awareness", "conscious", "alert", "caution":
			if i > 0 && (ws[i-1].text == "be" || ws[i-1].text == "more" || ws[i-1].text == "extra" || ws[i-1].text == "are" || ws[i-1].text == "closer" || ws[i-1].text == "raise" || ws[i-1].text == "pay" || ws[i-1].text == "with" || ws[i-1].text == "fully" || ws[i-1].text == "exercise") {
				return i
			}
		}
	}
	return -1
}

// afterModal finds the verb after "should", "will", "to be", "we need to".
func afterModal(ws []word) (int, string) {
	for i := 1; i < len(ws); i++ {
		w := ws[i-1]
		switch w.text {
		case "be", "is", "are", "gets", "get", "been", "was", "were":
			k := i
			for k < len(ws) && ws[k].tags&(adverb|qualifier) != 0 {
				k++
			}
			if k < len(ws) && ws[k].tags&verbTags != 0 && (pastForm(ws[k].text) || ws[k].tags&participle != 0) {
				return k, "passive"
			}
			continue
		case "should", "will", "must", "shall", "can", "cannot", "can't", "would", "to", "now", "we'll", "won't", "please", "not", "we", "let's", "i'll":
		default:
			continue
		}
		k := i
		for k < len(ws) && (ws[k].tags&(adverb|qualifier) != 0 || ws[k].text == "need" || ws[k].text == "needs" || ws[k].text == "want" || ws[k].text == "plan" || ws[k].text == "to" || ws[k].text == "have" && k+1 < len(ws) && ws[k+1].text == "to" || ws[k].text == "continue" || ws[k].text == "be" && k+1 < len(ws) && gerund(ws, k+1)) {
			k++
		}
		if k < len(ws) && (ws[k].tags&verbTags != 0 || ws[k].text == "have") {
			return k, "modal"
		}
	}
	return -1, ""
}

// nounHere tells whether the first word is a noun although it could be a verb:
// "Monitoring the cert" orders, "Test coverage for X" does not.
func nounHere(ws []word, i int) bool {
	if i+1 >= len(ws) {
		return false
	}
	if n := ws[i+1]; i+2 < len(ws) && strings.HasSuffix(n.text, "s") && n.tags&strictChange != 0 && n.tags&(systemNoun|checkNoun) == 0 && ws[i+2].tags&determiner != 0 {
		return true // support opens an incident
	}
	switch ws[i].text {
	case "test", "alert", "check", "monitor", "log", "release", "deploy", "support", "report", "tests", "alerts", "checks", "build", "roll", "key", "plan", "page", "process", "load", "guide":
		n := ws[i+1]
		return n.tags&(genericNoun) != 0 || n.tags&auxiliary != 0 || n.tags&(documentNoun|systemNoun) != 0 && ws[i].tags&checkNoun != 0 && n.tags&determiner == 0
	}
	return gerund(ws, i) && (ws[i+1].text == "for" || ws[i+1].text == "of" || ws[i+1].tags&auxiliary != 0)
}
