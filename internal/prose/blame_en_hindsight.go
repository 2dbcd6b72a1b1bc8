package prose

// hindsightEnglish: what somebody should, could or would have done. A system
// that should have fired, and a rule for the future ("we should have a test"),
// blame nobody.
func hindsightEnglish(ws []word, i int) (verdict, bool) {
	modal := ws[i].text
	j := i + 1
	switch {
	case len(modal) > 6 && modal[len(modal)-3:] == "'ve":
	default:
		for j < len(ws) && ws[j].tags&(adverb|negation) != 0 {
			j++
		}
		if j < len(ws) && ws[j].text == "to" && modal == "ought" {
			j++
		}
		if j >= len(ws) || ws[j].text != "have" {
			return verdict{}, false
		}
		j++
	}
	for j < len(ws) && (ws[j].tags&(adverb|negation) != 0 || ws[j].text == "first") {
		j++
	}
	if j >= len(ws) || !isParticiple(ws, j) || question(ws, i) {
		return verdict{}, false
	}
	who, _ := subject(ws, i)
	v := spanOf(ws, i, j, Hindsight)
	if modal[0] == 's' && neverShould(ws, i, j) {
		return v, true
	}
	passive := ws[j].text == "been" || ws[j].text == "gotten"
	if passive && j+1 < len(ws) {
		for v.end = ws[j].end; j+1 < len(ws) && ws[j+1].tags&adverb != 0; {
			j++
		}
		if j+1 < len(ws) {
			j++
			v.end = ws[j].end
		}
	}
	switch modal[:5] {
	case "could", "would":
		return v, couldHave(ws, i, j, who, passive)
	}
	switch {
	case who&personLike != 0:
		return v, !passive || who&pronoun != 0 && (heOrShe(ws, i) && !unfixed(ws, i)) || ws[j].tags&diligenceEd != 0 || who&(person|givenName) != 0
	case passive && byWhom(ws, j)&(person|givenName|pronoun) != 0:
		return v, true
	case passive:
		return v, ws[j].tags&diligenceEd != 0 && !bySystem(ws, j)
	}
	if who&pronoun != 0 && heOrShe(ws, i) {
		return v, true
	}
	return v, who == 0 && ws[j].tags&diligenceEd != 0
}

// unfixed tells whether "should have been" is said of what others were to do for
// somebody: "he should have been given access".
func unfixed(ws []word, i int) bool {
	for k := i + 2; k < len(ws) && k <= i+5; k++ {
		switch ws[k].text {
		case "given", "told", "paged", "informed", "notified", "alerted", "trained", "warned", "shown", "able", "supported", "relieved":
			return true
		}
	}
	return false
}

// neverShould: "this should never have happened", "should not have been merged":
// said of what people let through.
func neverShould(ws []word, i, j int) bool {
	if i+1 >= len(ws) || ws[i+1].text != "never" && ws[i+1].text != "not" {
		return false
	}
	if ws[j].text == "been" && j+1 < len(ws) {
		switch ws[j+1].text {
		case "merged", "approved", "deployed", "released", "shipped", "allowed", "accepted", "signed", "given", "promoted":
			return true
		}
		return false
	}
	if ws[j].text == "passed" {
		return j+1 < len(ws) && (ws[j+1].text == "review" || ws[j+1].text == "code" || ws[j+1].text == "the")
	}
	return ws[j].text == "happened" && (i == 0 || ws[i-1].tags&dummy != 0)
}

// couldHave judges "could have" and "would have": of people, and of an act of
// care, not of what might have happened to them.
func couldHave(ws []word, i, j int, who tag, passive bool) bool {
	if ws[i].text[:5] == "would" && tookMinutes(ws, j) {
		return true
	}
	if ws[i].text[:5] == "would" && !passive && actOfPerson(ws, i) {
		switch ws[j].text {
		case "prevented", "avoided", "caught", "stopped", "saved", "shown", "revealed", "told":
			return true
		}
	}
	if who&personLike == 0 || passive || ws[i].text[0] == 'c' && (i+1 < len(ws) && ws[i+1].text == "not" || len(ws[i].text) > 6 && ws[i].text[5] == 'n') {
		return false
	}
	if ws[i].text[:5] == "would" {
		anyone := false
		for k := range i {
			switch ws[k].text {
			case "anyone", "anybody", "everyone", "everybody", "any":
				anyone = anyone || ws[j].tags&diligenceEd != 0
			case "competent", "reasonable", "experienced", "careful", "good", "trained", "senior", "proper", "professional", "decent", "responsible", "attentive", "diligent", "seasoned",
				"skilled", "qualified", "sensible", "prudent", "vigilant", "thoughtful", "capable", "better", "real", "serious", "sharper", "brighter", "smarter", "wiser", "alert", "sane", "rational", "grown-up", "normal", "half-decent", "average":
				anyone = anyone || k+1 < i && accountable(ws[k+1].tags)
			}
		}
		return anyone
	}
	for k := j + 1; k < len(ws) && k <= j+5; k++ {
		if ws[k].text == "later" || ws[k].text == "worse" || ws[k].text == "longer" {
			return false // luck: it could have been worse
		}
	}
	for k := i + 1; k < j; k++ {
		if ws[k].text == "simply" || ws[k].text == "easily" || ws[k].text == "just" {
			return true
		}
	}
	if who&(person|givenName) != 0 && ws[j].text == "called" {
		return true
	}
	if accountable(who) && inTime(ws, j) {
		return true
	}
	return ws[j].tags&(diligenceEd) != 0 || ws[j].text == "done" || ws[j].text == "kept"
}

// inTime tells whether it is said how early an act would have been possible: "days
// earlier", "at once".
func inTime(ws []word, j int) bool {
	for k := j + 1; k < len(ws); k++ {
		switch ws[k].text {
		case "earlier", "sooner", "before", "beforehand", "immediately", "straight":
			return true
		case "once", "time":
			return ws[k-1].text == "at" || ws[k-1].text == "in"
		}
	}
	return false
}

// question tells whether a modal begins a question or stands in a sentence
// about luck or learning: "what could we have done".
func question(ws []word, i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch ws[k].text {
		case "what", "how", "where", "why":
			return true
		}
	}
	for k := i - 1; k > 0; k-- {
		if ws[k].text == "whether" || ws[k].text == "if" && ws[k-1].tags&inquiry != 0 {
			return true
		}
	}
	return i == 0
}

// isParticiple tells whether the word at j is the verb after "have": then "have"
// is no main verb. "should have automated tests" asks for tests.
func isParticiple(ws []word, j int) bool {
	w := ws[j]
	n := len(w.text)
	ed := n > 3 && (w.text[n-2:] == "ed")
	if !ed && w.tags&(participle|diligenceEd) == 0 || w.text == "read-only" {
		return false
	}
	if w.tags&adjectival == 0 {
		return true
	}
	if j+1 >= len(ws) || ws[j+1].comma {
		return true
	}
	next := ws[j+1]
	return next.tags&(determiner|preposition|pronoun|adverb|boundary|dummy) != 0
}

// byWhom gives the classes of the one who is named after "by".
func byWhom(ws []word, j int) tag {
	for k := j + 1; k+1 < len(ws) && k <= j+4; k++ {
		if ws[k].text == "by" {
			return head(ws, k+1, min(len(ws), k+6))
		}
	}
	return 0
}

// bySystem tells whether what follows names a mechanism as the one that acts:
// "should have been caught by the tests".
func bySystem(ws []word, j int) bool {
	for k := j + 1; k < len(ws) && k <= j+8; k++ {
		if ws[k].tags&boundary != 0 {
			return false
		}
		switch ws[k].text {
		case "by", "through", "via", "automatically":
			return head(ws, k+1, min(len(ws), k+5))&personLike == 0
		}
		if (ws[k].text == "in" || ws[k].text == "with") && k+1 < len(ws) && ws[min(k+1, len(ws)-1)].tags&(checkNoun|systemNoun) != 0 {
			return true
		}
	}
	return false
}

// counterfactualEnglish: "had the team checked", "if only the on-call had read".
func counterfactualEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "if" {
		return ifHad(ws, i)
	}
	if i > 0 && !ws[i].comma && ws[i-1].tags&boundary == 0 {
		return verdict{}, false
	}
	for k := i + 1; k < len(ws) && k <= i+7; k++ {
		if ws[k].tags&(diligenceEd|participle) == 0 && !pastForm(ws[k].text) {
			continue
		}
		if k == i+1 || head(ws, i+1, k)&personLike == 0 || !wouldFollow(ws, k) {
			return verdict{}, false
		}
		return spanOf(ws, i, k, Hindsight), true
	}
	return verdict{}, false
}

func pastForm(s string) bool { return len(s) > 4 && s[len(s)-2:] == "ed" }

// ifHad: "if [only] PERSON had checked …".
func ifHad(ws []word, i int) (verdict, bool) {
	only := i+1 < len(ws) && ws[i+1].text == "only"
	if v, ok := ifPeopleDid(ws, i); ok {
		return v, true
	}
	for k := i + 2; k < len(ws) && k <= i+9; k++ {
		w := ws[k].text
		if w != "had" && w != "hadn't" && !(only && (ws[k].tags&auxiliary != 0 || pastForm(w))) {
			continue
		}
		from := i + 1
		if only {
			from++
		}
		who := head(ws, from, k)
		if who == 0 && unknownName(ws, from, k) {
			who = givenName
		}
		if who&personLike == 0 {
			return verdict{}, false
		}
		j := k + 1
		for j < len(ws) && ws[j].tags&(adverb|negation) != 0 {
			j++
		}
		if j < len(ws) && ws[j].text == "been" && j+1 < len(ws) {
			switch ws[j+1].text {
			case "paying", "more", "watching", "careful", "attentive", "following", "looking", "awake", "less", "better":
				return spanOf(ws, i, j+1, Hindsight), wouldFollow(ws, 0)
			}
		}
		simply := k+1 < len(ws) && (ws[k+1].text == "just" || ws[k+1].text == "simply" || ws[k+1].text == "only" || ws[k+1].text == "at")
		acted := j < len(ws) && (ws[j].tags&diligenceEd != 0 || accountable(who) && (pastForm(ws[j].text) || ws[j].tags&participle != 0) && ws[j].text != "been" && ws[j].text != "had")
		if !only && (!acted || !simply && !wouldFollow(ws, 0)) {
			return verdict{}, false
		}
		if only {
			return spanOf(ws, i, i+1, Hindsight), true
		}
		return spanOf(ws, i, j, Hindsight), true
	}
	return verdict{}, false
}

func wouldFollow(ws []word, from int) bool {
	for k := from; k < len(ws); k++ {
		switch ws[k].text {
		case "would", "could", "might", "wouldn't", "would've", "could've":
			return true
		}
	}
	return false
}

// actOfPerson tells whether the subject is what a person did: "a check by the
// engineer", "one look at the logs".
func actOfPerson(ws []word, i int) bool {
	for k := 0; k < i; k++ {
		switch ws[k].text {
		case "look", "glance", "thought", "attention", "reading":
			if k > 0 && (ws[k-1].tags&determiner != 0 || ws[k-1].text == "one" || ws[k-1].text == "simple" || ws[k-1].text == "quick" || ws[k-1].text == "moment's") {
				return true
			}
		case "by":
			return head(ws, k+1, i)&(person|givenName) != 0
		}
	}
	return false
}

// hadEnglish: "had the team checked", "the engineer had no idea".
func hadEnglish(ws []word, i int) (verdict, bool) {
	if v, ok := counterfactualEnglish(ws, i); ok {
		return v, true
	}
	for k := i + 2; k < len(ws) && k <= i+4; k++ {
		if ws[k].text == "bothered" && (i == 0 || ws[i].comma) {
			return spanOf(ws, i, k, Carelessness), true
		}
	}
	return faultyEnglish(ws, i)
}

// ifPeopleDid: "if people followed the runbook, we would not be here".
func ifPeopleDid(ws []word, i int) (verdict, bool) {
	for k := i + 2; k < len(ws) && k <= i+6; k++ {
		if ws[k].tags&auxiliary != 0 {
			return verdict{}, false
		}
		if !pastForm(ws[k].text) && ws[k].text != "read" && ws[k].text != "did" && ws[k].text != "paid" {
			continue
		}
		if !accountable(head(ws, i+1, k)) || ws[i+1].text == "a" || ws[i+1].text == "an" || likeProgram(ws, i, k) {
			return verdict{}, false
		}
		for j := k + 1; j+2 < len(ws); j++ {
			if ws[j].text == "would" && (ws[j+1].text == "not" || ws[j+1].text == "never") && (ws[j+2].text == "be" || ws[j+2].text == "have") || ws[j].text == "wouldn't" && (ws[j+1].text == "be" || ws[j+1].text == "have") {
				return spanOf(ws, i, k, Hindsight), true
			}
		}
		return verdict{}, false
	}
	return verdict{}, false
}
