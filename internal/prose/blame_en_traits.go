package prose

// accountable tells whether a noun is a person who could be held to account, and
// no user or customer.
func accountable(t tag) bool { return t&(person|givenName) != 0 && t&outsider == 0 }

// traitEnglish: "was lazy", "a clueless admin", "the operator's hasty restart".
func traitEnglish(ws []word, i int) (verdict, bool) {
	if denied(ws, i) || futureOrHabit(ws, i) {
		return verdict{}, false
	}
	if v, ok := adjectiveEnglish(ws, i); ok {
		return v, true
	}
	if i+1 < len(ws) && !ws[i+1].comma && (accountable(ws[i+1].tags) || i+2 < len(ws) && !ws[i+2].comma && ws[i+1].tags&(preposition|auxiliary|boundary|determiner|systemNoun) == 0 && ws[i+2].tags&person != 0 && accountable(ws[i+2].tags)) {
		return spanOf(ws, i, i+1, Carelessness), true
	}
	k := i - 1
	if k > 1 && ws[k].text == "be" && ws[k-1].text == "to" {
		k -= 2 // turned out to be useless
		if ws[k].text == "out" && k > 0 {
			k--
		}
		if ws[k].text == "turned" || ws[k].text == "proved" || ws[k].text == "seemed" {
			who, _ := subject(ws, k)
			return spanOf(ws, k, i, Carelessness), accountable(who)
		}
	}
	for k >= 0 && ws[k].tags&adverb != 0 && ws[k].tags&(auxiliary|negation) == 0 || k >= 0 && tooMuch(ws[k].text) {
		k--
	}
	if k < 1 || !linking(ws[k].text) {
		return verdict{}, false
	}
	who, _ := subject(ws, k)
	return spanOf(ws, k, i, Carelessness), accountable(who) || who&pronoun != 0 && who&outsider == 0 && !situation(ws[i].text)
}

// situation tells whether a trait said of "we" describes how things stood rather
// than what we are like.
func situation(w string) bool {
	switch w {
	case "unprepared", "underprepared", "ill-prepared", "ill-informed", "distracted", "untrained", "inexperienced", "oblivious", "unqualified", "incapable", "unfit", "unwilling", "naive", "defensive", "unfocused":
		return true
	}
	return false
}

func tooMuch(w string) bool {
	switch w {
	case "too", "so", "very", "rather", "quite", "far", "extremely", "incredibly", "painfully", "totally", "utterly", "a", "bit":
		return true
	}
	return false
}

// linking tells whether a verb says what somebody was.
func linking(w string) bool {
	switch w {
	case "was", "were", "been", "being", "got", "became", "seemed", "grew", "is", "are":
		return true
	}
	return false
}

// faultVerbEnglish: a person botched, panicked, fat-fingered. What
// "we" and "they" did is told as a fact more often than not.
func faultVerbEnglish(ws []word, i int) (verdict, bool) {
	if i > 0 && ws[i-1].tags&auxiliary != 0 && ws[i-1].text != "had" && ws[i-1].text != "have" && ws[i-1].text != "has" {
		return byPerson(ws, i, Carelessness)
	}
	if i > 0 && ws[i-1].tags&determiner != 0 {
		return verdict{}, false // the mistyped value
	}
	who, _ := subject(ws, i)
	ok := oneWhoActs(ws, i, who)
	return spanOf(ws, i, i, Carelessness), ok && who&outsider == 0 && !futureOrHabit(ws, i) && !denied(ws, i) && !inGeneral(ws, i)
}

// expectationEnglish: "you would expect an engineer to know this".
func expectationEnglish(ws []word, i int) (verdict, bool) {
	would := false
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		would = would || ws[k].text == "would" || ws[k].text == "could" || ws[k].text == "might" || ws[k].text == "can" || ws[k].text == "should" || ws[k].text == "you'd" || ws[k].text == "i'd"
	}
	if !would {
		return verdict{}, false
	}
	somebody := false
	for k := i + 1; k < len(ws) && k <= i+10; k++ {
		somebody = somebody || accountable(ws[k].tags) || ws[k].text == "somebody" || ws[k].text == "someone" || ws[k].text == "anyone"
		if somebody && ws[k-1].text == "of" || somebody && ws[k].text == "to" && k+1 < len(ws) && ws[k+1].tags&diligence != 0 {
			return spanOf(ws, i, k, Hindsight), true
		}
	}
	return verdict{}, false
}

// carelesslyEnglish: what somebody did not do carefully, properly, thoroughly.
func carelesslyEnglish(ws []word, i int) (verdict, bool) {
	for k := i - 1; k > 0 && k >= i-8; k-- {
		switch ws[k].text {
		case "didn't", "not", "never":
			if ws[k].text == "not" && ws[k-1].text != "did" && ws[k-1].text != "had" || k+1 >= len(ws) || ws[k+1].tags&(diligence|diligenceEd) == 0 {
				return verdict{}, false
			}
			who, _ := subject(ws, k)
			return spanOf(ws, k, i, Carelessness), (accountable(who) || who&pronoun != 0) && who&outsider == 0 && !futureOrHabit(ws, k)
		}
		if ws[k].tags&boundary != 0 {
			return verdict{}, false
		}
	}
	return verdict{}, false
}

// causeIsDeedEnglish: "Root cause: Peter pushed to main", "the cause was that the
// operator typed": a deed of one person named as the cause.
func causeIsDeedEnglish(ws []word, i int) (verdict, bool) {
	k := i + 1
	if k >= len(ws) || i > 3 {
		return verdict{}, false
	}
	if !ws[k].colon {
		if k+1 >= len(ws) || ws[k].text != "was" && ws[k].text != "is" || ws[k+1].text != "that" {
			return verdict{}, false
		}
		k += 2
	}
	for j := k + 1; j < len(ws) && j <= k+6; j++ {
		if ws[j].comma || ws[j].tags&(boundary|auxiliary|negation|preposition) != 0 && ws[j].tags&person == 0 {
			return verdict{}, false
		}
		if !deed(ws[j].text) {
			continue
		}
		who := head(ws, k, j)
		return spanOf(ws, k, j, NamedCause), accountable(who) || who == person || ws[k].text == "someone" || ws[k].text == "somebody"
	}
	return verdict{}, false
}

// deed tells whether a word is the past of a verb of doing.
func deed(w string) bool { return pastForm(w) || irregularDeed(w) }

// irregularDeed tells whether a word is the past of an irregular verb of doing.
func irregularDeed(w string) bool {
	switch w {
	case "ran", "made", "took", "left", "went", "gave", "sent", "wrote", "shut", "put", "set", "dug", "cut", "drove", "built", "broke", "began", "brought", "chose", "did", "drew", "held", "hit", "kept", "laid",
		"led", "let", "read", "sold", "told", "withdrew", "overrode", "overwrote", "undid", "rebuilt", "reran", "threw", "forgot", "lost", "swapped", "used":
		return true
	}
	return false
}

// mentionedEnglish tells whether a word is named rather than said: it stands in a
// quotation after which the sentence goes on ("somebody should have noticed" is no
// finding).
func mentionedEnglish(ws []word, i int) bool {
	if !ws[i].quoted {
		return false
	}
	for k := i + 1; k < len(ws); k++ {
		if !ws[k].quoted {
			return true
		}
	}
	return false
}

// insteadEnglish: a person acted "instead of asking".
func insteadEnglish(ws []word, i int) (verdict, bool) {
	if i == 0 && i+3 < len(ws) && (ws[i+1].text == "of" && gerund(ws, i+2) || ws[i+1].text == "than" && ws[i+2].tags&diligence != 0) {
		return spanOf(ws, i, i+2, Carelessness), actorAfter(ws, i+3)
	}
	if i < 2 || i+2 >= len(ws) || ws[i+1].text != "of" && ws[i+1].text != "than" {
		return verdict{}, false
	}
	switch ws[i+2].text {
	case "asking", "checking", "reading", "following", "verifying", "testing", "waiting", "escalating", "reporting", "listening", "consulting", "thinking", "reviewing", "informing", "telling", "looking", "investigating":
	default:
		return verdict{}, false
	}
	for k := i - 1; k > 0; k-- {
		if ws[k].tags&boundary != 0 {
			return verdict{}, false
		}
		if deed(ws[k].text) {
			who, _ := subject(ws, k)
			return spanOf(ws, i, i+2, Carelessness), ws[k-1].tags&auxiliary == 0 && oneWhoActs(ws, k, who) && who&outsider == 0
		}
	}
	return verdict{}, false
}

// introducedEnglish: a person introduced the bug.
func introducedEnglish(ws []word, i int) (verdict, bool) {
	if i == 0 || ws[i-1].tags&auxiliary != 0 {
		return verdict{}, false
	}
	for k := i + 1; k < len(ws) && k <= i+4; k++ {
		switch ws[k].text {
		case "bug", "bugs", "regression", "error", "mistake", "fault", "defect", "typo":
			who, _ := subject(ws, i)
			return spanOf(ws, i, k, NamedCause), accountable(who)
		}
	}
	return verdict{}, false
}

// dutyEnglish: "is responsible for this outage", "it was the team's job to check".
func dutyEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "responsibility" {
		if v, ok := faultLiesEnglish(ws, i); ok {
			return v, true
		}
	}
	if ws[i].text == "responsible" && i > 0 && ws[i-1].tags&person != 0 && i+1 < len(ws) && ws[i-1].text != "team" && ws[i-1].text != "teams" {
		switch ws[i+1].text {
		case "has", "was", "must", "should", "will", "needs":
			return spanOf(ws, i-1, i, Guilty), !denied(ws, i)
		}
	}
	if i > 0 && i+3 < len(ws) && ws[i].text == "responsible" && ws[i+1].text == "for" && ws[i+2].text == "this" && accountable(ws[i-1].tags) {
		switch ws[i+3].text {
		case "outage", "incident", "failure", "mess", "error", "downtime", "mistake", "breach", "disaster":
			return spanOf(ws, i-1, i+3, Guilty), !denied(ws, i)
		}
	}
	if i < 2 || i+1 >= len(ws) || denied(ws, i) || futureOrHabit(ws, i) {
		return verdict{}, false
	}
	if ws[i].text != "responsible" {
		was := ws[0].text == "it" && (ws[1].text == "was" || ws[1].text == "is") || ws[i-2].text == "was"
		return spanOf(ws, i-1, i+1, NamedCause), was && possessive(ws[i-1].text) && accountable(ws[i-1].tags) && i+2 < len(ws) && (ws[1].text == "was" || ws[i+2].tags&diligence != 0)
	}
	for k := i + 2; k < len(ws) && k <= i+5; k++ {
		switch ws[k].text {
		case "outage", "incident", "failure", "mess", "error", "delay", "downtime", "loss", "mistake", "breach", "disaster":
			b := i - 1
			for b > 0 && ws[b].tags&adverb != 0 {
				b--
			}
			who, _ := subject(ws, b)
			return spanOf(ws, i, k, NamedCause), linking(ws[b].text) && accountable(who)
		}
	}
	return verdict{}, false
}

// knewEnglish: "they knew that it was expiring and did nothing".
func knewEnglish(ws []word, i int) (verdict, bool) {
	at := i
	if ws[i].text == "aware" {
		for at > 0 && !linking(ws[at].text) && at > i-3 {
			at--
		}
	}
	who, _ := subject(ws, at)
	if ws[i].text == "aware" {
		if v, ok := awareEnglish(ws, i); ok {
			return v, true
		}
	}
	if !accountable(who) && who&pronoun == 0 || who&outsider != 0 || neg(ws, i) {
		return verdict{}, false
	}
	for k := i + 1; k+1 < len(ws) && k <= i+14; k++ {
		if ws[k].text != "and" && ws[k].text != "but" && ws[k].text != "yet" {
			continue
		}
		switch ws[k+1].text {
		case "deployed", "merged", "pushed", "released", "restarted", "approved", "continued", "proceeded":
			if k+2 < len(ws) && (ws[len(ws)-1].text == "anyway" || ws[len(ws)-1].text == "regardless" || ws[len(ws)-1].text == "nevertheless") {
				return spanOf(ws, i, k+1, Carelessness), true
			}
		case "let", "neither", "did", "still", "ignored", "went", "never", "kept", "nobody", "nothing":
			return spanOf(ws, i, k+1, Carelessness), true
		}
	}
	return verdict{}, false
}

// mustHaveEnglish: a guess at who did it: "someone must have changed the rule".
func mustHaveEnglish(ws []word, i int) (verdict, bool) {
	if i == 0 || i+2 >= len(ws) || ws[i+1].text != "have" || ws[i+2].text == "been" {
		return verdict{}, false
	}
	who, _ := subject(ws, i)
	somebody := ws[i-1].text == "someone" || ws[i-1].text == "somebody"
	return spanOf(ws, i-1, i+2, Guilty), (somebody || accountable(who)) && isParticiple(ws, i+2)
}
