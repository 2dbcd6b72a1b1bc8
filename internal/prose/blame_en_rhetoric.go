package prose

// obviousEnglish: "it would have been obvious to anyone". That something was not
// obvious, or is now, is a fact.
func obviousEnglish(ws []word, i int) (verdict, bool) {
	if denied(ws, i) || i+2 >= len(ws) || ws[i+1].text != "to" {
		return verdict{}, false
	}
	switch ws[i+2].text {
	case "anyone", "anybody", "everyone", "everybody", "any", "every", "all":
		return spanOf(ws, i, i+2, Hindsight), true
	}
	return spanOf(ws, i, i+2, Hindsight), accountable(head(ws, i+2, min(len(ws), i+6))) && been(ws, i)
}

// been tells whether "have been" stands before i.
func been(ws []word, i int) bool {
	for k := i - 1; k > 0 && k >= i-3; k-- {
		if ws[k].text == "been" && (ws[k-1].text == "have" || ws[k-1].tags&auxiliary != 0) {
			return true
		}
	}
	return false
}

// evenEnglish: "even a junior developer knows not to".
func evenEnglish(ws []word, i int) (verdict, bool) {
	if i+1 < len(ws) && ws[i+1].text == "though" {
		return thoughEnglish(ws, i)
	}
	novice := false
	for k := i + 2; k < len(ws) && k <= i+5; k++ {
		switch ws[k].text {
		case "junior", "beginner", "novice", "child", "trainee", "intern", "student", "newcomer", "grandmother", "layman", "first-year", "rookie", "apprentice", "five-year-old", "graduate", "toddler":
			novice = true
		case "knows", "know", "would", "could", "can", "understands", "sees":
			return spanOf(ws, i, k, Hindsight), novice && !(k+1 < len(ws) && ws[k+1].tags&negation != 0)
		}
	}
	return verdict{}, false
}

// yetAgainEnglish: "yet again marketing told nobody".
func yetAgainEnglish(ws []word, i int) (verdict, bool) {
	if i+2 >= len(ws) || ws[i+1].text != "again" {
		return verdict{}, false
	}
	for k := i + 3; k < len(ws) && k <= i+7; k++ {
		if ws[i].text == "once" && i > 0 {
			return verdict{}, false
		}
		if deed(ws[k].text) {
			return spanOf(ws, i, i+1, Carelessness), accountable(head(ws, i+2, k))
		}
	}
	return verdict{}, false
}

// whyEnglish: "why didn't the on-call escalate?" asks the person, not the
// condition. What nobody saw or knew may be asked.
func whyEnglish(ws []word, i int) (verdict, bool) {
	not := ws[min(i+1, len(ws)-1)].text == "didn't"
	for k := i + 2; k < len(ws) && k <= i+8; k++ {
		if ws[k].text == "not" {
			not = true
			continue
		}
		switch ws[k].text {
		case "escalate", "check", "read", "ask", "test", "follow", "verify", "stop", "respond", "react", "answer", "listen", "review", "tell", "think":
			return spanOf(ws, i, k, Guilty), not && accountable(head(ws, i+2, k))
		}
	}
	return verdict{}, false
}

// howCouldEnglish: "how could the reviewer not see this?"
func howCouldEnglish(ws []word, i int) (verdict, bool) {
	for k := i + 2; k < len(ws) && k <= i+6; k++ {
		switch ws[k].text {
		case "not", "possibly", "miss", "overlook", "ignore", "forget", "approve":
			return spanOf(ws, i-1, k, Guilty), ws[i].text == "could" && head(ws, i+1, k)&personLike != 0 && head(ws, i+1, k)&outsider == 0
		}
	}
	return verdict{}, false
}

// occurEnglish: "it did not occur to the engineer to check".
func occurEnglish(ws []word, i int) (verdict, bool) {
	if i+2 >= len(ws) || ws[i+1].text != "to" || !neg(ws, i) {
		return verdict{}, false
	}
	return spanOf(ws, i, i+2, Carelessness), head(ws, i+2, min(len(ws), i+6))&(person|givenName|pronoun) != 0
}

// thoughEnglish: "merged her pull request even though two tests were red".
func thoughEnglish(ws []word, i int) (verdict, bool) {
	for k := i + 2; k < len(ws); k++ {
		switch ws[k].text {
		case "red", "failing", "failed", "warned", "told", "knew", "freeze", "forbidden", "unfinished", "incomplete", "untested", "objected", "warning", "prohibited", "forbade", "asked":
			return spanOf(ws, i, k, Carelessness), actedBefore(ws, i)
		}
	}
	return verdict{}, false
}

// asUsualEnglish: "as usual, the security team was not involved by the developers".
func asUsualEnglish(ws []word, i int) (verdict, bool) {
	if i != 1 || ws[0].text != "as" {
		return verdict{}, false
	}
	somebody := false
	for k := 2; k < len(ws); k++ {
		somebody = somebody || accountable(ws[k].tags)
		switch ws[k].text {
		case "not", "never", "nobody", "didn't", "wasn't", "weren't", "forgot", "late", "ignored", "nothing", "terrible", "without":
			return spanOf(ws, 0, 1, Carelessness), somebody || ws[k].text == "nobody"
		}
	}
	return verdict{}, false
}
