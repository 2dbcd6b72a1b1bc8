package prose

import "strings"

// signs adds the words that name a situation, a measure, an end state, or that
// leave the choice open.
func (f *featureSet) signs(ws []word, at int) {
	for i, w := range ws {
		switch w.text {
		case "when", "whenever", "if", "unless", "once", "until", "upon":
			if i+1 < len(ws) && ws[i+1].text == "to" {
				f.add("open:question")
			} else if openQuestion(ws, i) {
				f.add("see-if")
			} else {
				f.add("trigger:when")
			}
		case "before", "after", "during", "prior":
			f.add("trigger:before")
		case "every", "each":
			if i > 0 {
				f.add("trigger:every")
			}
		case "instead", "longer", "rather", "replacing", "vs":
			f.add("end:instead")
		case "must", "cannot", "can't", "never", "always", "only", "mandatory", "required", "won't", "block", "blocks", "blocked":
			f.add("end:must")
		case "automatically", "default", "automatic", "auto", "immediately", "dynamically", "automated":
			f.add("end:automatic")
		case "within", "above", "below", "exceeds", "exceed", "exceeded", "exceeding", "least", "most", "than", "over", "under", "reaches", "drops", "passes", "hits", "hit":
			if w.text != "than" || i == 0 || ws[i-1].text != "rather" {
				f.add("end:bound")
			}
		case "or":
			if i+1 < len(ws) && (ws[i+1].tags&pronoun != 0 || ws[i+1].tags&dummy != 0 || ws[i+1].text == "the") {
				f.add("end:or-else")
			}
		case "whether", "why", "how", "ways", "way", "options", "possibility", "feasibility", "possible", "alternatives", "potential", "perhaps", "maybe", "might", "could", "possibly":
			f.add("open:question")
		case "needed", "necessary", "appropriate", "applicable", "possible-", "required-", "relevant":
			if i > 0 && (ws[i-1].text == "as" || ws[i-1].text == "if" || ws[i-1].text == "where" || ws[i-1].text == "when") {
				f.add("open:as-needed")
			}
		case "robust", "suitable", "descriptive", "sustainable", "reliable", "resilient", "careful", "efficient", "clear", "clearer":
			if i > 0 && (ws[i-1].text == "more" || ws[i-1].text == "something" || ws[i-1].text == "better") {
				f.add("open:more")
			}
		case "need", "needs":
			if i+1 < len(ws) && (ws[i+1].tags&determiner != 0 || ws[i+1].tags&qualifier != 0) {
				f.add("need-a-thing")
			}
		case "kind", "sort", "something":
			if i+1 < len(ws) && (ws[i+1].text == "of" || ws[i+1].text == "about" || ws[i+1].text == "like") {
				f.add("open:some")
			}
		case "affected", "stale", "orphaned", "remaining", "leftover", "manually", "impacted", "missed":
			f.add("this-time")
		case "option", "idea", "worth", "nice", "useful", "helpful":
			f.add("open:option")
		case "so", "order":
			if i+1 < len(ws) && (ws[i+1].text == "that" || ws[i+1].text == "to") {
				f.add("purpose")
			}
		case "everyone", "everybody", "teams", "people", "engineers", "developers", "staff", "members", "ourselves", "stakeholders":
			f.add("people")
		case "already", "was", "were", "been", "have", "has":
			f.add("past")
		case "etc", "things", "various", "some", "any", "several":
			f.add("open:some")
		}
		if comparative(ws, i) {
			f.add("comparative")
		}
		if i > 0 && toldPresent(ws, i) {
			f.add("told:present")
		}
		if i > 0 && numberWord(w.text) && threshold(ws, i) {
			f.add("number")
		}
		f.pairs(ws, i)
	}
	_ = at
}

// openQuestion tells whether "if" or "when" begins a question: "see if this
// helps".
func openQuestion(ws []word, i int) bool {
	if i == 0 || ws[i].text != "if" {
		return false
	}
	switch ws[i-1].text {
	case "see", "check", "determine", "investigate", "know", "consider", "out", "decide", "evaluate", "verify", "test", "sure":
		return true
	}
	return ws[i-1].tags&inquiry != 0
}

// pairs adds signs made of two neighbours.
func (f *featureSet) pairs(ws []word, i int) {
	if i == 0 {
		return
	}
	a, b := ws[i-1], ws[i]
	switch b.text {
	case "when", "if", "on", "for", "that", "to", "which", "checking", "in", "of":
		if (a.text == "monitoring" || a.text == "alerting") && b.text != "that" {
			f.add("monitoring+for")
		}
		if a.tags&checkNoun != 0 {
			f.add("check+" + b.text)
		}
		if a.tags&documentNoun != 0 {
			f.add("document+" + b.text)
		}
	}
	if (b.text == "checks" || b.text == "verifies" || b.text == "asserts" || b.text == "detects" || b.text == "validates" || b.text == "ensures" || b.text == "fails" || b.text == "rejects") && (a.text == "that" || a.text == "which") {
		f.add("that+checks")
	}
	if a.text == "to" && b.tags&(strictChange) != 0 {
		f.add("to+strict")
	}
	if a.text == "from" && b.tags&(weekday) == 0 {
		f.add("from")
		for k := i + 1; k < len(ws) && k <= i+6; k++ {
			if ws[k].text == "to" {
				f.add("from-to")
			}
		}
	}
}

func numberWord(s string) bool {
	return s[0] >= '0' && s[0] <= '9' || s == "one" || s == "two" || s == "three" || s == "five" || s == "ten"
}

// threshold tells whether a number is a measure: it has a unit, or stands after
// to, at, above, within, than.
func threshold(ws []word, i int) bool {
	w := ws[i].text
	last := w[len(w)-1]
	if last >= 'a' && last <= 'z' && w[0] <= '9' {
		return true // 60Gi, 512m, 30s
	}
	if i+1 < len(ws) && ws[i+1].tags&unit != 0 && ws[i+1].tags&weekday == 0 {
		return true
	}
	switch ws[i-1].text {
	case "to", "at", "above", "below", "than", "least", "most", "over", "under", "exceeds", "within", "from", "every", "x", "limit":
		return ws[i-1].text != "to" && ws[i-1].text != "from" || i < 2 || ws[i-2].tags&(documentNoun) == 0
	}
	return false
}

// laterVerbs adds the classes of the verbs after the first: a sentence that
// begins with an inquiry can still order a change.
func (f *featureSet) laterVerbs(ws []word, at int) {
	for i := at + 2; i < len(ws); i++ {
		prev := ws[i-1]
		if prev.text != "and" && prev.text != "then" && prev.text != "should" && prev.text != "must" && prev.text != "will" && !ws[i].comma {
			if i > 0 && strings.HasSuffix(ws[i].text, "s") && ws[i].tags&strictChange != 0 && ws[i].tags&(checkNoun|systemNoun|boardNoun) == 0 && prev.tags&(systemNoun|dummy|checkNoun|person|pronoun) != 0 {
				f.add("tells:strict")
			}
			continue
		}
		if ws[i].tags&(change|strictChange|inquiry|improvement|oneOff|care|writing) != 0 {
			f.add("later:" + verbClass(ws, i))
		}
	}
}

// combine adds the pairs of signs whose meaning is more than their sum.
func (f *featureSet) combine() {
	measured := f.has("number") || f.has("end:bound") && f.has("trigger:when")
	for _, c := range []string{"improve", "level", "inquiry", "care", "ensure", "write", "change", "strict", "check", "one-off"} {
		if !f.has("first:" + c) {
			continue
		}
		if measured {
			f.add(c + "&measured")
		}
		if f.has("trigger:when") || f.has("trigger:before") || f.has("trigger:every") {
			f.add(c + "&trigger")
		}
		if !measured && !f.has("trigger:when") && !f.has("trigger:before") && !f.has("end:instead") && !f.has("end:automatic") && !f.has("end:must") && !f.has("names>0") && !f.has("number") {
			f.add(c + "&nothing")
		}
		if f.has("names>0") {
			f.add(c + "&name")
		}
	}
	if f.has("any:check") && (f.has("check+when") || f.has("check+if") || f.has("check+on") || f.has("check+for") || f.has("check+that") || f.has("check+to") || f.has("trigger:when") || f.has("that+checks")) {
		f.add("check&condition")
	}
}

// comparative tells whether the word at i asks for more of a quality without a
// measure: stricter, more configurable, earlier. "Later than 5 minutes" measures.
func comparative(ws []word, i int) bool {
	w := ws[i]
	if i+1 < len(ws) && ws[i+1].text == "than" {
		return false
	}
	switch w.text {
	case "stricter", "safer", "faster", "smarter", "earlier", "tighter", "clearer", "easier", "cleaner", "simpler", "stronger", "quicker", "sooner", "tougher", "smoother", "leaner", "harder", "closer", "richer", "finer", "better":
		return true
	case "more", "less":
		if i+1 < len(ws) {
			for _, end := range []string{"able", "ible", "ful", "ive", "ent", "ant", "ous", "ic", "ly", "ical", "nular", "stable", "robust", "some", "strict", "visible", "often"} {
				if strings.HasSuffix(ws[i+1].text, end) && ws[i+1].tags&(systemNoun|checkNoun) == 0 {
					return true
				}
			}
		}
	}
	return false
}

// toldPresent tells whether what is done is told of the present, as a state: "is
// stored", "are journaled", "no longer shares", "now runs".
func toldPresent(ws []word, i int) bool {
	switch ws[i-1].text {
	case "is", "are", "gets":
		return pastForm(ws[i].text) && ws[i].tags&(qualifier) == 0 && ws[i].text != "needed" && ws[i].text != "required" && ws[i].text != "affected" && !question(ws, i)
	case "longer", "now":
		return ws[i].tags&(determiner|preposition) == 0
	}
	return false
}
