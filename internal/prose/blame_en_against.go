package prose

// downToEnglish: "the delay is down to the vendor's sluggish support".
func downToEnglish(ws []word, i int) (verdict, bool) {
	if i == 0 || i+2 >= len(ws) || ws[i+1].text != "to" || denied(ws, i) {
		return verdict{}, false
	}
	switch ws[i-1].text {
	case "is", "was", "were", "are", "comes", "came", "boils", "boiled", "entirely", "purely", "solely", "simply", "all":
	default:
		return verdict{}, false
	}
	end := i + 2
	for end < len(ws) && !ws[end].comma && !possessive(ws[end].text) && ws[end].tags&(preposition|boundary|auxiliary|negation) == 0 && !gerund(ws, end) {
		end++
	}
	if end < len(ws) && possessive(ws[end].text) {
		return verdict{}, false // the mistake that is theirs is found by its noun
	}
	return spanOf(ws, i, end-1, NamedCause), end > i+2 && accountable(head(ws, i+2, end)) && ws[end-1].tags&systemNoun == 0
}

// againstEnglish: a person acted against the rules or advice: "contrary to the
// policy, the engineer logged in as root", "pushed it through against all advice".
func againstEnglish(ws []word, i int) (verdict, bool) {
	rule := -1
	for k := i + 1; k < len(ws) && k <= i+5; k++ {
		switch ws[k].text {
		case "policy", "policies", "rules", "rule", "procedure", "procedures", "instructions", "agreement", "runbook", "advice", "orders", "guidelines", "guideline", "protocol", "process", "warnings", "recommendation", "recommendations":
			rule = k
		}
		if ws[k].comma {
			break
		}
	}
	if rule < 0 {
		return verdict{}, false
	}
	if i > 1 {
		for k := i - 1; k > 0; k-- {
			if ws[k].tags&boundary != 0 && ws[k].text != "and" {
				return verdict{}, false
			}
			if deed(ws[k].text) && ws[k-1].tags&auxiliary == 0 {
				who, _ := subject(ws, k)
				return spanOf(ws, i, rule, Carelessness), accountable(who) && ws[k].text != "checked" && ws[k].text != "compared" && ws[k].text != "tested"
			}
		}
		return verdict{}, false
	}
	return spanOf(ws, i, rule, Carelessness), actorAfter(ws, rule+1)
}

// actorAfter tells whether a person is the subject of the clause that begins after
// a comma at i: "…, the engineer rebooted".
func actorAfter(ws []word, i int) bool {
	for i < len(ws) && !ws[i].comma {
		i++
	}
	for k := i + 1; k < len(ws) && k <= i+6; k++ {
		if deed(ws[k].text) || ws[k].tags&diligenceEd != 0 {
			return (accountable(head(ws, i, k)) || ws[k-1].text == "he" || ws[k-1].text == "she") && ws[k-1].tags&auxiliary == 0
		}
	}
	return false
}

// beforeEnglish: a person acted "before thinking", "before asking".
func beforeEnglish(ws []word, i int) (verdict, bool) {
	if i+1 >= len(ws) || i < 2 {
		return verdict{}, false
	}
	switch ws[i+1].text {
	case "thinking", "asking", "reading", "understanding", "considering", "consulting":
		return spanOf(ws, i, i+1, Carelessness), actedBefore(ws, i)
	}
	return verdict{}, false
}

// actedBefore tells whether a person is the one who acts in the clause before i.
func actedBefore(ws []word, i int) bool {
	for k := i - 1; k > 0; k-- {
		if ws[k].tags&boundary != 0 {
			return false
		}
		if deed(ws[k].text) {
			who, _ := subject(ws, k)
			return ws[k-1].tags&auxiliary == 0 && oneWhoActs(ws, k, who) && who&outsider == 0
		}
	}
	return false
}

// assumedEnglish: "everyone assumed that somebody else would do it".
func assumedEnglish(ws []word, i int) (verdict, bool) {
	who, _ := subject(ws, i)
	if who&personLike == 0 || who&outsider != 0 {
		return verdict{}, false
	}
	for k := i + 1; k+1 < len(ws) && k <= i+4; k++ {
		if ws[k+1].text == "else" || (ws[k].text == "another" || ws[k].text == "other") && accountable(ws[k+1].tags) {
			return spanOf(ws, i, k+1, Carelessness), true
		}
	}
	return verdict{}, false
}
