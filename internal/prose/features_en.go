package prose

import "strings"

// featureSet collects what is seen of a change, by name. Names are those of the
// model's weights.
type featureSet struct {
	names []string
	// what a finding quotes: the verb that leaves nothing to see, and its object
	quoteStart, quoteEnd   int
	objectStart, objectEnd int
}

func (f *featureSet) add(name string) {
	for _, n := range f.names {
		if n == name {
			return
		}
	}
	f.names = append(f.names, name)
}

func (f *featureSet) has(name string) bool {
	for _, n := range f.names {
		if n == name {
			return true
		}
	}
	return false
}

// englishFeatures reads an English change, sentence by sentence: the class of
// its verb, what the verb is done to, and the words that name a situation, a
// measure or an end state.
func englishFeatures(text string) featureSet {
	f := featureSet{quoteStart: -1}
	clean := plain(text)
	lower := lowerSame(clean)
	total, sentences := 0, 0
	eachSentence(clean, func(start, end int) {
		ws := appendWords(nil, clean, lower, start, end, english())
		ws = dropWrapper(ws)
		if len(ws) == 0 {
			return
		}
		total += len(ws)
		f.sentence(ws, sentences == 0)
		sentences++
	})
	f.length(total)
	if sentences > 1 {
		f.add("sentences>1")
	}
	f.combine()
	return f
}

func (f *featureSet) length(words int) {
	switch {
	case words <= 3:
		f.add("words<=3")
	case words <= 6:
		f.add("words<=6")
	case words <= 10:
		f.add("words<=10")
	case words <= 18:
		f.add("words<=18")
	default:
		f.add("words>18")
	}
}

// dropWrapper takes off what tells the state of the work and not the change:
// "created a ticket to", "DONE", "we will", "we need to".
func dropWrapper(ws []word) []word {
	for i := 0; i < len(ws) && i < 9; i++ {
		switch ws[i].text {
		case "ticket", "issue", "pr", "task", "story", "jira", "ticked":
			for k := i + 1; k < len(ws) && k <= i+4; k++ {
				if ws[k].text == "to" || ws[k].text == "for" {
					return ws[k+1:]
				}
			}
		}
	}
	for len(ws) > 1 && (ws[0].text == "done" || ws[0].text == "todo" || ws[0].text == "action" || ws[0].text == "wip" || ws[0].text == "completed") {
		ws = ws[1:]
	}
	return ws
}

// headVerb gives the place of the verb that carries a sentence, and how it
// stands there: as an order, after a subject and a modal, or passive.
func headVerb(ws []word) (at int, how string) {
	const verb = inquiry | improvement | care | oneOff | writing | change | strictChange
	for i := 0; i < len(ws) && i < 2; i++ {
		if ws[i].tags&verb != 0 && !nounHere(ws, i) {
			return i, "order"
		}
		if ws[i].tags&(adverb|qualifier) == 0 {
			break
		}
	}
	for i := 1; i < len(ws); i++ {
		w := ws[i-1]
		modal := false
		switch w.text {
		case "should", "will", "must", "shall", "can", "cannot", "can't", "would", "to", "now", "we'll", "won't", "please", "not":
			modal = true
		}
		if w.text == "be" || w.text == "is" || w.text == "are" || w.text == "gets" || w.text == "get" || w.text == "been" {
			k := i
			for k < len(ws) && ws[k].tags&(adverb|qualifier) != 0 {
				k++
			}
			if k < len(ws) && ws[k].tags&verb != 0 && (pastForm(ws[k].text) || ws[k].tags&participle != 0) {
				return k, "passive"
			}
			continue
		}
		if !modal {
			continue
		}
		k := i
		for k < len(ws) && (ws[k].tags&(adverb|qualifier) != 0 || ws[k].text == "need" || ws[k].text == "needs" || ws[k].text == "want" || ws[k].text == "plan" || ws[k].text == "to" || ws[k].text == "have" || ws[k].text == "be" && k+1 < len(ws) && gerund(ws, k+1)) {
			k++
		}
		if k < len(ws) && ws[k].tags&verb != 0 {
			return k, "modal"
		}
	}
	for i := 1; i < len(ws); i++ {
		if ws[i].tags&(strictChange|change) != 0 && strings.HasSuffix(ws[i].text, "s") && ws[i].tags&(systemNoun|checkNoun|boardNoun) == 0 && ws[i-1].tags&(determiner|preposition) == 0 {
			return i, "tells"
		}
	}
	return -1, "noun"
}

// nounHere tells whether the first word is a noun although it could be a verb:
// "Monitoring the cert" orders, "Test coverage for X" does not.
func nounHere(ws []word, i int) bool {
	if i+1 >= len(ws) {
		return false
	}
	switch ws[i].text {
	case "test", "alert", "check", "monitor", "log", "release", "deploy", "support", "report", "tests", "alerts", "checks", "build", "roll", "key", "plan", "page":
		n := ws[i+1]
		return n.tags&(genericNoun) != 0 || n.tags&auxiliary != 0
	}
	return false
}
