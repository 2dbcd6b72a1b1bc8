package prose

// neverFinished are the chores that somebody is said never to have done.
func neverFinished(w string) bool {
	switch w {
	case "updated", "documented", "renewed", "rotated", "cleaned", "finished", "closed", "returned", "explained", "fixed", "removed":
		return true
	}
	return false
}

// undoneEnglish: an act of care that a person did not do ("the operator did not
// check"), or that nobody did ("nobody on the team remembered to").
func undoneEnglish(ws []word, i int) (verdict, bool) {
	switch w := ws[i].text; w {
	case "nobody", "none", "no":
		return nobodyEnglish(ws, i)
	case "wasn't", "weren't":
		if v, ok := notBy(ws, i); ok {
			return v, true
		}
		return faultyEnglish(ws, i)
	case "don't", "doesn't":
		return neverDoEnglish(ws, i)
	case "hadn't", "didn't", "never", "not":
		if v, ok := notBy(ws, i); ok {
			return v, true
		}
		who, _ := subject(ws, i)
		if w == "never" && i > 0 && (ws[i-1].text == "was" || ws[i-1].text == "were" || ws[i-1].text == "been" || ws[i-1].text == "is" || ws[i-1].text == "are" || ws[i-1].text == "be") {
			return verdict{}, false
		}
		if who&(person|givenName) == 0 || who&outsider != 0 || futureOrHabit(ws, i) {
			return verdict{}, false
		}
		j := i + 1
		for j < len(ws) && ws[j].tags&adverb != 0 {
			j++
		}
		if j < len(ws) && i > 0 && (ws[i-1].text == "clearly" || ws[i-1].text == "obviously" || i > 1 && (ws[i-2].text == "clearly" || ws[i-2].text == "obviously" || ws[i-2].text == "simply")) {
			return spanOf(ws, i, j, Carelessness), true
		}
		if w == "not" && i > 0 && (ws[i-1].text == "does" || ws[i-1].text == "do") {
			return neverDoEnglish(ws, i)
		}
		if j >= len(ws) || w == "not" && (i == 0 || ws[i-1].text != "did" && ws[i-1].text != "had") {
			return verdict{}, false
		}
		switch ws[j].text {
		case "check", "verify", "test", "read", "follow", "review", "consult", "escalate", "double-check", "validate", "ask", "communicate", "inform", "think", "pay", "care", "listen", "respond",
			"checked", "verified", "tested", "followed", "reviewed", "consulted", "escalated", "validated", "asked", "communicated", "informed", "thought", "listened", "bother", "bothered", "remember", "remembered", "adhere", "comply", "perform", "tell", "told", "look", "looked", "warn", "warned", "report", "reported", "cared", "act", "acted", "hurry", "bothering", "even", "answered", "replied", "reply", "listens", "tells", "reads", "checks", "tests", "documents", "follows", "reviews", "asks", "learns", "thinks", "cares", "responds", "answers", "communicates", "ran", "bothers":
			return spanOf(ws, i, j, Carelessness), true
		case "pick", "answer":
			return spanOf(ws, i, j, Carelessness), j+1 < len(ws) && (ws[j+1].text == "up" || ws[j+1].text == "the" || ws[j+1].text == "his" || ws[j+1].text == "her" || ws[j+1].text == "any")
		case "understand":
			return spanOf(ws, i, j, Carelessness), misunderstoodBasics(ws, j)
		case "know", "have":
			return spanOf(ws, i, j, Carelessness), follows(ws, j+1, "what he was") > 0 || follows(ws, j+1, "what she was") > 0 || follows(ws, j+1, "what they were") > 0 || follows(ws, j+1, "a clue") > 0 || follows(ws, j+1, "the first idea") > 0 || follows(ws, j+1, "the skills") > 0 || ableNoun(ws, j)
		case "take", "took", "taken", "give", "gave", "spend", "spent":
			return spanOf(ws, i, j, Carelessness), seriously(ws, j)
		}
		if w == "never" && neverFinished(ws[j].text) {
			return spanOf(ws, i, j, Carelessness), true
		}
		if leftUndone(ws, i, j) {
			return spanOf(ws, i, j, Carelessness), true
		}
	}
	return verdict{}, false
}

// notBy: an act of care "was not done by the operator", and "the engineer, not
// following the procedure, …".
func notBy(ws []word, i int) (verdict, bool) {
	j := i + 1
	if j >= len(ws) {
		return verdict{}, false
	}
	if ws[j].text == "been" && j+1 < len(ws) {
		j++
	}
	if ws[j].tags&diligenceEd != 0 && !sensed(ws[j].text) && !futureOrHabit(ws, i) && !denied(ws, i) {
		// "by another developer" says which guard was missing, "by the developer" who failed.
		the := j+2 < len(ws) && ws[j+1].text == "by" && (ws[j+2].text == "the" || ws[j+2].text == "our" || ws[j+2].tags&givenName != 0)
		return spanOf(ws, i, j, Carelessness), the && accountable(byWhom(ws, j))
	}
	if ws[i].text != "not" || !ws[i].comma || i < 2 || !gerund(ws, j) {
		return verdict{}, false
	}
	switch ws[j].text {
	case "following", "checking", "reading", "verifying", "testing", "asking", "heeding", "thinking", "reviewing", "listening", "bothering", "looking", "caring", "waiting":
		return spanOf(ws, i, j, Carelessness), accountable(head(ws, 0, i))
	}
	return verdict{}, false
}

// sensed tells whether a participle says what came to somebody's mind: that it
// did not is a fact of the situation.
func sensed(w string) bool {
	switch w {
	case "noticed", "realised", "realized", "recognised", "recognized", "seen", "spotted", "detected", "understood", "known", "identified", "anticipated", "foreseen", "predicted", "caught", "used", "told", "informed", "notified":
		return true
	}
	return false
}

// leftUndone tells whether the verb at j is an act that a person left undone. What
// somebody did not know, see, have or receive is a fact of the situation.
func leftUndone(ws []word, i, j int) bool {
	w := ws[j]
	for k := max(0, i-4); k < i; k++ {
		if ws[k].text == "people" || ws[k].text == "persons" {
			return false // most often those outside
		}
	}
	if w.tags&(auxiliary|determiner|preposition) != 0 && w.text != "do" || likeProgram(ws, max(0, i-6), i) {
		return false
	}
	switch w.text {
	case "know", "knew", "known", "notice", "noticed", "see", "saw", "seen", "realise", "realised", "realize", "realized", "expect", "expected", "have", "had", "receive", "received", "get", "got", "hear", "heard",
		"find", "found", "need", "needed", "want", "wanted", "experience", "experienced", "observe", "observed", "identify", "identified", "discover", "discovered", "detect", "detected", "appear", "appeared",
		"believe", "believed", "anticipate", "anticipated", "foresee", "suspect", "suspected", "remember", "cause", "caused", "lose", "lost", "exist", "existed", "happen", "seem", "seemed", "feel", "felt", "agree", "own", "recognise", "recognize",
		"intend", "intended", "mean", "meant", "use", "used", "work", "worked", "involve", "require", "required", "reach", "succeed", "manage", "affect", "start", "change", "touch", "hesitate", "encounter", "understand", "understood", "contain", "include", "match",
		"lead", "help", "become", "matter", "specify", "mention", "come", "go", "depend", "belong", "attend", "join", "leave", "immediately", "yet", "initially":
		return false
	case "do":
		return j+1 < len(ws) && (ws[j+1].text == "their" || ws[j+1].text == "his" || ws[j+1].text == "her" || ws[j+1].text == "its" || ws[j+1].text == "anything" || ws[j+1].text == "enough" || ws[j+1].text == "the")
	}
	return w.tags != 0 || pastForm(w.text)
}

// neverDoEnglish: people just don't follow the process.
func neverDoEnglish(ws []word, i int) (verdict, bool) {
	who, _ := subject(ws, i)
	if who&(person|givenName) == 0 || who&outsider != 0 || futureOrHabit(ws, i) || i+1 >= len(ws) {
		return verdict{}, false
	}
	switch ws[i+1].text {
	case "follow", "check", "test", "read", "review", "verify", "care", "think", "listen", "bother", "communicate", "learn", "pay":
		return spanOf(ws, i, i+1, Carelessness), true
	}
	return verdict{}, false
}

// nobodyEnglish: "nobody checked", "no one on the team remembered to". That
// nobody was there, or awake, or could see it, is a fact.
func nobodyEnglish(ws []word, i int) (verdict, bool) {
	if i > 0 && (ws[i-1].text == "that" || ws[i-1].text == "which") && i+1 < len(ws) && len(ws[i+1].text) > 3 && !pastForm(ws[i+1].text) {
		return verdict{}, false // a form that nobody reads
	}
	if ws[i].text == "no" && (i+1 >= len(ws) || ws[i+1].text != "one" && ws[i+1].tags&person == 0) {
		return verdict{}, false
	}
	for j := i + 1; j < len(ws) && j <= i+8; j++ {
		if (ws[j].text == "was" || ws[j].text == "were") && j+1 < len(ws) && unwatching(ws[j+1].text) {
			return spanOf(ws, i, j+1, Carelessness), true
		}
		if ws[j].tags&auxiliary != 0 && ws[j].text != "had" && ws[j].text != "has" || ws[j].tags&boundary != 0 {
			return verdict{}, false
		}
		switch ws[j].text {
		case "bothered", "remembered", "thought", "checked", "verified", "tested", "reviewed", "read", "questioned", "double-checked", "escalated", "cared", "took", "asked", "followed", "validated", "spoke", "challenged", "listened", "acted", "intervened", "objected", "dared", "owned", "felt", "wanted", "told", "warned", "informed", "thinks", "cares", "checks", "reads":
			return spanOf(ws, i, j, Carelessness), true
		}
	}
	return verdict{}, false
}

func botherEnglish(ws []word, i int) (verdict, bool) {
	if i == 0 || !neg(ws, i) {
		return verdict{}, false
	}
	return spanOf(ws, i-1, i, Carelessness), true
}

func neg(ws []word, i int) bool {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		if ws[k].tags&negation != 0 {
			return true
		}
	}
	return false
}

func seriously(ws []word, j int) bool {
	for k := j + 1; k < len(ws) && k <= j+6; k++ {
		switch ws[k].text {
		case "seriously", "care", "time", "trouble", "responsibility", "ownership", "notice", "thought", "attention":
			return true
		}
	}
	return false
}

// misunderstoodBasics tells whether what somebody did not understand is how a thing
// works. That they did not understand a message is a fact about the message.
func misunderstoodBasics(ws []word, j int) bool {
	for k := j + 1; k < len(ws); k++ {
		switch ws[k].text {
		case "message", "warning", "alert", "error", "prompt", "instructions", "documentation", "term", "label", "flag", "page", "meaning", "output", "graph", "dashboard", "question", "wording", "why":
			return false
		}
	}
	return j+1 < len(ws)
}

// ableNoun tells whether what somebody did not have is an ability: "did not have
// enough experience".
func ableNoun(ws []word, j int) bool {
	for k := j + 1; k < len(ws) && k <= j+4; k++ {
		switch ws[k].text {
		case "experience", "knowledge", "skill", "skills", "competence", "expertise", "understanding", "sense", "discipline", "patience", "courage", "guts", "decency", "foresight":
			return true
		}
	}
	return false
}
