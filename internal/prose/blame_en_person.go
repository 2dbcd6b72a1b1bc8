package prose

import "slices"

// faultLies are the verbs that say with whom a fault is: the error lay with the vendor.
var faultLies = []string{"is", "was", "lies", "lay", "rests", "rested", "sits", "sat", "remains", "falls", "fell"}

// faultLiesEnglish: "the fault is with the database team", "responsibility for the
// outage lies with the release manager". Who a service belongs to is a fact.
func faultLiesEnglish(ws []word, i int) (verdict, bool) {
	if denied(ws, i) || futureOrHabit(ws, i) {
		return verdict{}, false
	}
	if i+2 < len(ws) && (ws[i+1].text == "is" || ws[i+1].text == "was") {
		switch last := ws[min(i+3, len(ws)-1)]; {
		case ownPronoun(ws[i+2].text), last.tags&pronoun == 0 && ownPronoun(last.text):
			return spanOf(ws, i, i+2, NamedCause), true
		}
	}
	for k := i + 1; k < len(ws) && k <= i+12; k++ {
		if ws[k].text != "with" && ws[k].text != "on" && ws[k].text != "upon" {
			continue
		}
		at := k - 1
		for at > i && (ws[at].tags&adverb != 0 || ws[at].text == "squarely" || ws[at].text == "solely" || ws[at].text == "entirely" || ws[at].text == "mainly" || ws[at].text == "firmly") {
			at--
		}
		if !slices.Contains(faultLies, ws[at].text) {
			continue
		}
		if ws[i].text == "responsibility" && !disaster(ws, i+1, at) {
			return verdict{}, false
		}
		return spanOf(ws, i, k, NamedCause), accountable(head(ws, k+1, min(len(ws), k+7)))
	}
	return verdict{}, false
}

// ownPronoun tells whether a word says whose something is: ours, theirs.
func ownPronoun(w string) bool {
	switch w {
	case "ours", "theirs", "mine", "his", "hers", "yours":
		return true
	}
	return false
}

// disaster tells whether something that went wrong is named in ws[from:to).
func disaster(ws []word, from, to int) bool {
	for k := from; k < to && k < len(ws); k++ {
		switch ws[k].text {
		case "outage", "incident", "failure", "mess", "error", "delay", "downtime", "loss", "mistake", "breach", "disaster", "accident", "problem", "deletion", "leak", "this":
			return true
		}
	}
	return false
}

// personIsEnglish: "the weak link was the operator", "the problem is people who
// don't test".
func personIsEnglish(ws []word, i int) (verdict, bool) {
	weak := i > 0 && (ws[i-1].text == "weak" || ws[i-1].text == "weakest")
	if ws[i].text == "link" && !weak || denied(ws, i) {
		return verdict{}, false
	}
	k := i + 1
	for k < len(ws) && ws[k].tags&(auxiliary|boundary) == 0 && k < i+4 {
		k++
	}
	if k+1 >= len(ws) || ws[k].text != "is" && ws[k].text != "was" && ws[k].text != "were" || ws[k+1].tags&negation != 0 || ws[k+1].text == "that" {
		return verdict{}, false
	}
	end := k + 1
	for end < len(ws) && !ws[end].comma && ws[end].tags&(preposition|boundary|auxiliary) == 0 && !gerund(ws, end) {
		end++
	}
	if end == k+1 || ws[end-1].tags&person == 0 || ws[end-1].tags&(outsider|systemNoun) != 0 {
		return verdict{}, false
	}
	return spanOf(ws, i, end-1, NamedCause), weak || !likeProgram(ws, k, end)
}

// incredibleEnglish: "it is baffling that a senior engineer would run this".
func incredibleEnglish(ws []word, i int) (verdict, bool) {
	if denied(ws, i) {
		return verdict{}, false
	}
	if i+1 < len(ws) && (ws[i+1].text == "that" || ws[i+1].text == "how" || ws[i+1].text == "to") {
		for k := i + 2; k < len(ws) && k <= i+7; k++ {
			if accountable(ws[k].tags) || ws[k].text == "anyone" || ws[k].text == "nobody" || ws[k].text == "someone" || ws[k].text == "anybody" || ws[k].text == "somebody" {
				return spanOf(ws, i, k, Carelessness), true
			}
		}
	}
	for k := i + 1; k < len(ws) && k <= i+4; k++ {
		if ws[k].text == "by" || ws[k].text == "from" {
			return spanOf(ws, i, k, Carelessness), accountable(head(ws, k+1, min(len(ws), k+6)))
		}
	}
	return verdict{}, false
}

// evadingEnglish: "pushed straight to main, bypassing review", of a person.
func evadingEnglish(ws []word, i int) (verdict, bool) {
	if i < 2 || futureOrHabit(ws, i) || denied(ws, i) {
		return verdict{}, false
	}
	from := i - 1
	if ws[from].tags&(boundary|preposition) != 0 && ws[from].text != "by" {
		return verdict{}, false
	}
	if ws[from].text == "by" {
		from--
	}
	return spanOf(ws, i, min(i+1, len(ws)-1), Carelessness), actedBefore(ws, from+1)
}

// soonerEnglish: "the team needed to escalate much sooner".
func soonerEnglish(ws []word, i int) (verdict, bool) {
	who, _ := subject(ws, i)
	if !accountable(who) || i+2 >= len(ws) || ws[i+1].text != "to" || futureOrHabit(ws, i) {
		return verdict{}, false
	}
	for k := i + 3; k < len(ws) && k <= i+9; k++ {
		switch ws[k].text {
		case "sooner", "earlier", "faster", "harder", "better":
			return spanOf(ws, i, k, Hindsight), true
		}
		if ws[k].tags&boundary != 0 {
			break
		}
	}
	return verdict{}, false
}

// awareEnglish: "the developer, fully aware of the freeze, merged the change".
func awareEnglish(ws []word, i int) (verdict, bool) {
	from := i
	if from > 0 && !ws[from].comma && (ws[from-1].text == "fully" || ws[from-1].text == "well" || ws[from-1].text == "perfectly" || ws[from-1].tags&adverb != 0) {
		from--
	}
	if from == 0 || !ws[from].comma || !accountable(head(ws, 0, from)) {
		return verdict{}, false
	}
	for k := i + 1; k < len(ws); k++ {
		if ws[k].comma && (deed(ws[k].text) || ws[k].tags&adverb != 0 && k+1 < len(ws) && deed(ws[k+1].text)) {
			return spanOf(ws, from, i, Carelessness), true
		}
	}
	return verdict{}, false
}

// howAnyoneEnglish: "how anyone could approve this is a mystery".
func howAnyoneEnglish(ws []word, i int) (verdict, bool) {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		if ws[k].text != "how" {
			continue
		}
		who := head(ws, k+1, i)
		if i+1 < len(ws) && ws[i+1].text == "have" || ws[k+1].text == "many" || ws[k+1].text == "much" {
			return verdict{}, false
		}
		return spanOf(ws, k, i, Carelessness), (ws[k+1].text == "anyone" || ws[k+1].text == "anybody" || accountable(who) && k == 0) && i+1 < len(ws) && lapse(ws[i+1].text)
	}
	return verdict{}, false
}

// lapse tells whether a verb, asked how somebody could do it, finds fault.
func lapse(w string) bool {
	switch w {
	case "approve", "miss", "overlook", "ignore", "forget", "run", "deploy", "think", "merge", "do", "let", "allow", "not", "possibly", "believe", "assume", "ship", "accept", "sign", "make", "leave":
		return true
	}
	return false
}

// tookMinutes: "it would have taken the developer five minutes to test this".
func tookMinutes(ws []word, j int) bool {
	if ws[j].text != "taken" {
		return false
	}
	somebody := false
	for k := j + 1; k < len(ws) && k <= j+8; k++ {
		somebody = somebody || accountable(ws[k].tags) || ws[k].text == "him" || ws[k].text == "her" || ws[k].text == "them" || ws[k].text == "anyone"
		switch ws[k].text {
		case "minutes", "minute", "seconds", "second", "moment":
			return somebody
		}
	}
	return false
}
