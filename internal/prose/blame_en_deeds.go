package prose

// forgettingEnglish: forgot and neglected are said of people, unless the subject
// is plainly a thing; the passive names nobody.
func forgettingEnglish(ws []word, i int) (verdict, bool) {
	if i > 0 && ws[i-1].tags&auxiliary != 0 && ws[i-1].text != "had" && ws[i-1].text != "have" && ws[i-1].text != "has" {
		return byPerson(ws, i, Forgetting)
	}
	if i+1 < len(ws) && ws[i+1].text == "by" {
		return byPerson(ws, i, Forgetting)
	}
	who, _ := subject(ws, i)
	if who&(systemNoun|checkNoun|documentNoun|outsider) != 0 && who&person == 0 {
		return verdict{}, false
	}
	if who&personLike == 0 && (i+1 >= len(ws) || ws[i+1].text != "to" && ws[i].text != "forgot") {
		return verdict{}, false
	}
	if futureOrHabit(ws, i) {
		return verdict{}, false
	}
	return spanOf(ws, i, toVerb(ws, i), reasonForget(ws[i].text)), true
}

func reasonForget(w string) Reason {
	if w[0] == 'n' {
		return Carelessness
	}
	return Forgetting
}

// toVerb gives the place of the "to" that follows, so that the words marked are
// "forgot to".
func toVerb(ws []word, i int) int {
	if i+1 < len(ws) && ws[i+1].text == "to" {
		return i + 1
	}
	return i
}

// futureOrHabit tells whether the deed is spoken of as something to guard
// against: "so that nobody forgets to", "if someone forgets".
func futureOrHabit(ws []word, i int) bool {
	for k := i - 1; k >= 0; k-- {
		switch ws[k].text {
		case "if", "unless", "cannot", "can't", "will", "can", "may", "might", "even", "prevent", "prevents", "whenever", "avoid", "risk", "easy", "possible", "likely", "could":
			return true
		}
	}
	return false
}

// byPerson: a passive blames only where a person is named as the one who acted.
func byPerson(ws []word, i int, reason Reason) (verdict, bool) {
	for k := i + 1; k < len(ws) && k <= i+4; k++ {
		if ws[k].text == "by" {
			if head(ws, k+1, min(len(ws), k+6))&(person|givenName|pronoun) != 0 {
				return spanOf(ws, i, k, reason), true
			}
			return verdict{}, false
		}
	}
	return verdict{}, false
}

// failedEnglish: people failed to do an act; the server that failed to respond
// is a fact.
func failedEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "failure" {
		return failureEnglish(ws, i)
	}
	if i+1 >= len(ws) || ws[i+1].text != "to" || futureOrHabit(ws, i) {
		return verdict{}, false
	}
	if ws[i].text == "failing" && (i == 0 || ws[i-1].tags&(person|auxiliary) == 0) {
		return failingBeside(ws, i)
	}
	who, from := subject(ws, i)
	act := i+2 < len(ws) && ws[i+2].tags&diligence != 0
	switch {
	case who&personLike != 0 && who&outsider == 0:
		return spanOf(ws, i, i+2, Carelessness), act || !likeProgram(ws, from, i)
	case act && unknownName(ws, from, i):
		return spanOf(ws, i, i+2, Carelessness), true
	}
	return verdict{}, false
}

// failingBeside: "the operator closed the page, failing to see the second alert".
func failingBeside(ws []word, i int) (verdict, bool) {
	if i+2 >= len(ws) || !ws[i].comma && (i == 0 || ws[i-1].text != "and") {
		return verdict{}, false
	}
	for k := i - 1; k > 0 && ws[k].tags&boundary == 0; k-- {
		if deed(ws[k].text) {
			who, _ := subject(ws, k)
			return spanOf(ws, i, i+2, Carelessness), (accountable(who) || who&pronoun != 0 && who&outsider == 0) && ws[k-1].tags&auxiliary == 0
		}
	}
	return verdict{}, false
}

// unknownName tells whether the subject is one capitalised word that is no
// thing: "Mori failed to check".
func unknownName(ws []word, from, i int) bool {
	return from+1 == i && ws[from].capital && ws[from].tags == 0
}

// failureEnglish: "the team's failure to check", "failure by the operator to".
func failureEnglish(ws []word, i int) (verdict, bool) {
	if i > 0 && possessive(ws[i-1].text) && ws[i-1].tags&personLike != 0 {
		return spanOf(ws, i-1, i, Carelessness), true
	}
	if i > 0 && ws[i-1].tags&determiner != 0 && (ws[i-1].text == "our" || ws[i-1].text == "their" || ws[i-1].text == "his" || ws[i-1].text == "her") && i+1 < len(ws) && ws[i+1].text == "to" {
		return spanOf(ws, i-1, i+1, Carelessness), true
	}
	if i+2 < len(ws) && (ws[i+1].text == "by" || ws[i+1].text == "of") && head(ws, i+2, min(len(ws), i+6))&(person|givenName) != 0 {
		for k := i + 3; k < len(ws) && k <= i+7; k++ {
			if ws[k].text == "to" {
				return spanOf(ws, i, k, Carelessness), true
			}
		}
	}
	return verdict{}, false
}

func possessive(w string) bool { return len(w) > 2 && (w[len(w)-2:] == "'s" || w[len(w)-2:] == "s'") }

// deedEnglish: ignored, overlooked, missed, skipped, of people.
func deedEnglish(ws []word, i int) (verdict, bool) {
	if i > 0 && ws[i-1].tags&auxiliary != 0 && ws[i-1].text != "had" && ws[i-1].text != "have" && ws[i-1].text != "has" || i+1 < len(ws) && ws[i+1].text == "by" {
		return byPerson(ws, i, Carelessness)
	}
	who, from := subject(ws, i)
	if unknownName(ws, from, i) && (careful(ws, i) || ws[i].text == "neglected") {
		return spanOf(ws, i, i, Carelessness), true
	}
	if who&(person|pronoun|givenName) == 0 || who&outsider != 0 || futureOrHabit(ws, i) || inGeneral(ws, i) {
		return verdict{}, false
	}
	switch ws[i].text {
	case "missed", "misses":
		if i+1 >= len(ws) || missedTarget(ws, i) {
			return verdict{}, false
		}
	case "skipped", "skipping", "omitted", "skips", "omits":
		if who&pronoun != 0 {
			return verdict{}, false
		}
	case "chose", "refused", "refuses":
		if i+3 < len(ws) && ws[i+1].text == "not" && ws[i+2].text == "to" {
			return spanOf(ws, i, i+3, Carelessness), accountable(who) && (ws[i+3].tags&diligence != 0 || ws[i+3].text == "wake" || ws[i+3].text == "call") && !reasoned(ws, i)
		}
		if i+2 >= len(ws) || ws[i+1].text != "to" {
			return verdict{}, false
		}
		switch ws[i+2].text {
		case "answer", "cooperate", "act", "respond", "look", "believe", "accept", "ignore", "skip", "bypass", "disregard", "postpone", "follow", "listen", "escalate", "help", "read", "check":
			return spanOf(ws, i, i+2, Carelessness), ws[i].text != "chose" || ws[i+2].tags&diligence == 0
		}
		return spanOf(ws, i, i+2, Carelessness), ws[i].text != "chose" && accountable(who) && !likeProgram(ws, max(0, i-4), i)
	case "rushed", "underestimated", "misunderstood", "circumvented", "misread", "rushes", "underestimates", "misunderstands", "misreads":
		return spanOf(ws, i, i, Carelessness), oneWhoActs(ws, i, who)
	}
	return spanOf(ws, i, i, Carelessness), true
}

// reasoned tells whether the reason of a decision follows: "because the page is slow".
func reasoned(ws []word, i int) bool {
	for k := i + 1; k < len(ws); k++ {
		switch ws[k].text {
		case "because", "since", "as", "so":
			return true
		}
	}
	return false
}

// inGeneral tells whether a verb in the present tense says what happens whenever
// somebody acts so: "an operator who skips the step sees no warning", "when the team
// ignores an alert". A row of a timeline is in the present tense too.
func inGeneral(ws []word, i int) bool {
	if w := ws[i].text; w[len(w)-1] != 's' {
		return false
	}
	for k := 0; k < i; k++ {
		switch ws[k].text {
		case "when", "who", "every", "each", "any", "anybody", "anyone", "whoever", "until", "once", "unless", "nobody", "one", "that", "a", "an":
			return true
		}
	}
	return false
}

// evadingOrDeed: "ignoring the warning" as what somebody did, or beside it.
func evadingOrDeed(ws []word, i int) (verdict, bool) {
	if v, ok := deedEnglish(ws, i); ok {
		return v, true
	}
	return evadingEnglish(ws, i)
}

// careful tells whether something that only people do stands after i: "to save
// time", "himself".
func careful(ws []word, i int) bool {
	for k := i + 1; k < len(ws); k++ {
		switch ws[k].text {
		case "himself", "herself", "bother", "bothering":
			return true
		case "save":
			return k+1 < len(ws) && ws[k+1].text == "time"
		}
	}
	return false
}

// missedTarget tells whether what was missed is an objective or a meeting, not a
// warning.
func missedTarget(ws []word, i int) bool {
	for k := i + 1; k < len(ws) && k <= i+4; k++ {
		switch ws[k].text {
		case "slo", "slos", "sla", "target", "targets", "deadline", "objective", "goal", "meeting", "window", "opportunity", "opportunities", "start":
			return true
		}
	}
	return false
}

// adverbEnglish: a person did something carelessly, or by mistake. What was
// "accidentally deleted" by nobody is an accident.
func adverbEnglish(ws []word, i int) (verdict, bool) {
	if i > 0 && ws[i-1].tags&auxiliary != 0 || futureOrHabit(ws, i) || denied(ws, i) {
		return verdict{}, false
	}
	who, from := subject(ws, i)
	if i > 0 && deed(ws[i-1].text) && hasty(ws[i].text) {
		who, _ = subject(ws, i-1)
		return spanOf(ws, i-1, i, Carelessness), accountable(who) || who&pronoun != 0
	}
	if !accountable(who) && !unknownName(ws, from, i) && !(who&pronoun != 0 && (heOrShe(ws, i) || hasty(ws[i].text))) || who&outsider != 0 || i+1 >= len(ws) {
		return verdict{}, false
	}
	if n := ws[i+1]; !deed(n.text) && n.tags&(participle|diligenceEd) == 0 {
		return verdict{}, false
	}
	return spanOf(ws, i, i+1, Carelessness), true
}

// hasty tells whether an adverb judges how somebody acted.
func hasty(w string) bool {
	switch w {
	case "carelessly", "blindly", "recklessly", "hastily", "foolishly":
		return true
	}
	return false
}

// withoutEnglish: somebody acted without checking, asking, reading.
func withoutEnglish(ws []word, i int) (verdict, bool) {
	j := i + 1
	for j < len(ws) && (ws[j].tags&adverb != 0 || ws[j].text == "a" || ws[j].text == "any" || ws[j].text == "proper") {
		j++
	}
	if j >= len(ws) || i < 2 {
		return verdict{}, false
	}
	switch ws[j].text {
	case "permission", "approval", "authorization", "authorisation", "warning", "notice", "thought", "review", "reviews", "tests", "look", "glance", "checks", "consultation", "coordination", "regard", "consent", "rehearsal":
	case "knowing", "seeing", "noticing", "realising", "realizing", "having", "being", "causing", "affecting", "interrupting", "losing", "disrupting", "breaking", "needing", "requiring", "finding", "success", "using", "impacting", "meaning", "anything", "something", "nothing", "interfering", "restarting", "access":
		return verdict{}, false
	default:
		if !gerund(ws, j) {
			return verdict{}, false
		}
	}
	// The subject of the clause: the verb before names who acted.
	for k := i - 1; k > 0; k-- {
		if ws[k].tags&boundary != 0 && !(ws[k].text == "that" && ws[k-1].text == "assumed") {
			return verdict{}, false
		}
		if deed(ws[k].text) || deedNow(ws, k) && !inGeneral(ws, k) {
			if ws[k-1].tags&auxiliary != 0 {
				return verdict{}, false
			}
			who, _ := subject(ws, k)
			they := ws[k-1].text == "they" && duty(ws[j].text)
			return spanOf(ws, i, j, Carelessness), (who&(person|givenName) != 0 || who&pronoun != 0 && (they || heOrShe(ws, k))) && who&outsider == 0
		}
	}
	return verdict{}, false
}

// duty tells whether a gerund names what only people do, and are blamed for not
// doing.
func duty(w string) bool {
	switch w {
	case "telling", "asking", "checking", "testing", "reading", "informing", "consulting", "reviewing", "verifying", "thinking", "understanding", "investigating", "warning", "notifying":
		return true
	}
	return false
}

// tooEnglish: "too inexperienced to be given access", "reacted too late".
func tooEnglish(ws []word, i int) (verdict, bool) {
	if i+1 >= len(ws) {
		return verdict{}, false
	}
	switch ws[i+1].text {
	case "late", "slowly", "hastily", "quickly", "readily", "lightly", "casually":
		k := i - 1
		if k > 0 && ws[k].tags&(pronoun|outsider) != 0 {
			k-- // "told us too late"
		}
		for k > 0 && (ws[k].text == "far" || ws[k].text == "much" || ws[k].text == "way") {
			k--
		}
		if k < 0 || !deed(ws[k].text) || k > 0 && ws[k-1].tags&auxiliary != 0 {
			return verdict{}, false
		}
		who, _ := subject(ws, k)
		return spanOf(ws, k, i+1, Carelessness), accountable(who) && !futureOrHabit(ws, i)
	case "inexperienced", "lazy", "hasty", "careless", "junior", "slow", "busy", "tired", "confident", "eager", "ignorant", "proud", "impatient", "relaxed", "lenient", "trusting", "optimistic", "casual", "slack", "soft", "lax", "cocky", "comfortable", "preoccupied", "distracted", "weak", "timid", "stubborn", "stupid", "dumb", "inflexible", "scared", "afraid", "quick", "willing", "nice", "polite", "complacent":
		who, _ := subject(ws, i)
		return spanOf(ws, i, i+1, Carelessness), who&(person|pronoun|givenName) != 0
	}
	return verdict{}, false
}

// lackEnglish: a person lacks knowledge or skill.
func lackEnglish(ws []word, i int) (verdict, bool) {
	personal := false
	for k := i + 1; k < len(ws) && k <= i+6; k++ {
		switch ws[k].text {
		case "knowledge", "skill", "skills", "experience", "competence", "discipline", "diligence", "understanding", "training", "expertise", "attention", "care", "ownership":
			personal = true
		}
	}
	if !personal {
		return verdict{}, false
	}
	if ws[i].text == "lacked" || ws[i].text == "lacks" {
		who, _ := subject(ws, i)
		return spanOf(ws, i, i+1, Carelessness), oneWhoActs(ws, i, who)
	}
	// "the engineer's lack of", "lack of … on the part of the operator"
	if i > 0 && possessive(ws[i-1].text) && ws[i-1].tags&(person|givenName) != 0 {
		return spanOf(ws, i-1, i, Carelessness), true
	}
	for k := i + 1; k+3 < len(ws) && k <= i+6; k++ {
		if ws[k].text == "part" && ws[k+1].text == "of" || ws[k].text == "among" {
			return spanOf(ws, i, k, Carelessness), head(ws, k+1, min(len(ws), k+6))&(person|givenName) != 0
		}
	}
	return verdict{}, false
}

func failedOrFaulty(ws []word, i int) (verdict, bool) {
	if v, ok := failedEnglish(ws, i); ok {
		return v, true
	}
	return faultyEnglish(ws, i)
}

// likeProgram tells whether the subject is a word that also names a program:
// the operator, manager or agent of a cluster.
func likeProgram(ws []word, from, i int) bool {
	for k := from; k < i; k++ {
		switch ws[k].text {
		case "operator", "operators", "manager", "handler", "dispatcher", "supervisor", "owner", "agent", "director", "controller", "shift", "responder", "caller":
			return true
		}
	}
	return false
}
