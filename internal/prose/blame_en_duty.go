package prose

// modalEnglish: hindsight ("should have checked"), what somebody could not
// possibly have missed, and a demand ("should be more careful").
func modalEnglish(ws []word, i int) (verdict, bool) {
	if v, ok := hindsightEnglish(ws, i); ok {
		return v, true
	}
	if ws[i].text == "could" || ws[i].text == "would" {
		if v, ok := howAnyoneEnglish(ws, i); ok {
			return v, true
		}
	}
	if i > 0 && ws[i-1].text == "how" {
		return howCouldEnglish(ws, i)
	}
	if v, ok := wouldNotEnglish(ws, i); ok {
		return v, true
	}
	if ws[i].text == "would" {
		return wouldNeverEnglish(ws, i)
	}
	if ws[i].text != "should" {
		return verdict{}, false
	}
	if v, ok := anybodyKnows(ws, i); ok {
		return v, true
	}
	return demandEnglish(ws, i)
}

// mustEnglish: a guess at who did it, or a demand.
func mustEnglish(ws []word, i int) (verdict, bool) {
	if v, ok := mustHaveEnglish(ws, i); ok {
		return v, true
	}
	return demandEnglish(ws, i)
}

// demandEnglish: people are told to be better: "developers must be more careful",
// "the team needs to learn to read its alerts". What they are to do from now on
// ("the on-call must acknowledge within five minutes") is a rule and blames nobody.
func demandEnglish(ws []word, i int) (verdict, bool) {
	who, _ := subject(ws, i)
	if !oneWhoActs(ws, i, who) || denied(ws, i) || likeProgram(ws, max(0, i-4), i) {
		return verdict{}, false
	}
	j := i + 1
	for j < len(ws) && (ws[j].text == "to" || ws[j].text == "really" || ws[j].text == "finally" || ws[j].text == "simply" || ws[j].text == "all" || ws[j].text == "also" || ws[j].text == "start" || ws[j].text == "begin") {
		j++
	}
	if j+1 >= len(ws) {
		return verdict{}, false
	}
	switch ws[j].text {
	case "be", "being":
		if ws[j+1].text == "more" && j+2 < len(ws) {
			j++
		}
		switch ws[j+1].text {
		case "careful", "attentive", "diligent", "disciplined", "vigilant", "responsible", "thorough", "professional", "conscientious", "reminded":
			return spanOf(ws, i, j+1, Carelessness), true
		}
	case "pay", "paying":
		switch ws[j+1].text {
		case "attention", "more", "better", "closer":
			return spanOf(ws, i, j+1, Carelessness), true
		}
	case "learn":
		return spanOf(ws, i, j+1, Carelessness), ws[j+1].text == "to" || ws[j+1].text == "how"
	case "think":
		return spanOf(ws, i, j+1, Carelessness), ws[j+1].text == "before" || ws[j+1].text == "first"
	case "stop":
		switch ws[j+1].text {
		case "ignoring", "skipping", "pushing", "merging", "blaming", "making", "treating", "breaking", "bypassing", "assuming", "forgetting":
			return spanOf(ws, i, j+1, Carelessness), true
		}
	case "take", "taking":
		for k := j + 1; k < len(ws) && k <= j+6; k++ {
			if ws[k].text == "seriously" || ws[k].text == "ownership" {
				return spanOf(ws, i, k, Carelessness), true
			}
		}
	}
	return verdict{}, false
}

// leftUndoneEnglish: what somebody was supposed, told, expected to do and did
// not: "was supposed to update it and never did".
func leftUndoneEnglish(ws []word, i int) (verdict, bool) {
	if i+2 >= len(ws) || ws[i+1].text != "to" && !(ws[i].text == "asked" && ws[i+1].text == "for") {
		return verdict{}, false
	}
	if v, ok := anybodyKnows(ws, i); ok {
		return v, true
	}
	if ws[i].text == "needed" {
		if v, ok := soonerEnglish(ws, i); ok {
			return v, true
		}
	}
	if i == 0 || ws[i].text != "needed" && !linking(ws[i-1].text) && ws[i-1].tags&adverb == 0 || !neverDone(ws, i) {
		return verdict{}, false
	}
	who, _ := subject(ws, i)
	ok := oneWhoActs(ws, i, who)
	return spanOf(ws, i, i+2, Carelessness), ok && who&outsider == 0 && !futureOrHabit(ws, i) && !likeProgram(ws, max(0, i-4), i)
}

// anybodyKnows: what anyone in the trade knows: "any engineer should know that",
// "every SRE is supposed to see".
func anybodyKnows(ws []word, i int) (verdict, bool) {
	j := i + 1
	if j < len(ws) && ws[j].text == "to" {
		j++
	}
	if j >= len(ws) || ws[j].text != "know" && ws[j].text != "see" && ws[j].text != "realise" && ws[j].text != "realize" && ws[j].text != "understand" {
		return verdict{}, false
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if (ws[k].text == "any" || ws[k].text == "every") && accountable(ws[k+1].tags|ws[min(k+2, i)].tags) {
			return spanOf(ws, k, j, Hindsight), true
		}
	}
	return verdict{}, false
}

// expectEnglish: what one would expect of somebody, and what was expected and not
// done.
func expectEnglish(ws []word, i int) (verdict, bool) {
	if v, ok := expectationEnglish(ws, i); ok {
		return v, true
	}
	if ws[i].text == "expected" {
		for k := i + 2; k < len(ws) && k <= i+6; k++ {
			if ws[k].text == "to" {
				if accountable(head(ws, i+1, k)) && (neverDone(ws, k) || ws[len(ws)-1].text == "didn't") {
					return spanOf(ws, i, k, Carelessness), true
				}
			}
		}
	}
	return leftUndoneEnglish(ws, i)
}

// wouldNotEnglish: "our founder wouldn't listen".
func wouldNotEnglish(ws []word, i int) (verdict, bool) {
	j := i + 1
	if ws[i].text == "would" && j < len(ws) && ws[j].text == "not" {
		j++
	} else if ws[i].text != "wouldn't" {
		return verdict{}, false
	}
	if j >= len(ws) {
		return verdict{}, false
	}
	switch ws[j].text {
	case "listen", "follow", "answer", "help", "cooperate", "accept", "stop", "admit", "hear", "budge", "wait", "share", "learn", "act", "escalate", "comply":
		who, _ := subject(ws, i)
		return spanOf(ws, i, j, Carelessness), accountable(who) && !wouldFollow(ws, j) && !futureOrHabit(ws, i) && !likeProgram(ws, max(0, i-4), i)
	}
	return verdict{}, false
}
