package prose

// englishRuleWords are the words that englishRule knows, for the look before any
// sentence is read. A test keeps the two the same.
const englishRuleWords = `slow poor premature waited waved nodded bad expect expected carefully properly thoroughly diligently attentively cause instead rather introduced responsible responsibility job duty insisted knew must false misleading
	don't doesn't left lost signed promised supposed should could would ought should've could've would've shouldn't couldn't wouldn't if had forgot
	forgets forgotten forgetting neglected neglecting neglects failed failing fails failure ignored ignoring overlooked overlooking missed skipped
	skipping bypassed disregarded misread misjudged mishandled rushed refused chose omitted misunderstood circumvented underestimated bother
	bothered not didn't never nobody none no hadn't wasn't weren't human operator user engineer pilot administrator admin developer mistake mistakes error
	errors fault oversight negligence carelessness incompetence blunder slip lapse sloppiness ignorance caused because due thanks triggered mistakenly
	erroneously wrongly accidentally inadvertently carelessly blindly recklessly hastily foolishly who whose culprit culprits without too lack lacked
	lacks lacking slept sat let wasted broke
	dragged jumped turned fell did gave went pressed took brought stayed was were got kept looked crashed destroyed wrecked ruined
	wrong incorrect anyway despite part
	obvious even yet need needs have has needed required meant asked told instructed down occur occurred why spite contrary regardless against aware before assumed
	blame problem link baffling astonishing astounding inexplicable unbelievable incomprehensible mind-boggling shocking appalling laughable ridiculous disgraceful shameful scandalous outrageous unfathomable inconceivable embarrassing pathetic unacceptable
	brushed shrugged talked starved hid covered played glossed blew threw pointed tried admitted deviated strayed argued arguing carried assured presumed hurried rushing messed fooled experimented bent passed walked rode stuck clung hijacked dominated derailed showed displayed made
	trusted relied worked hoped valued put usual playing elsewhere chaotic dreadful questionable joke disgrace shambles farce abysmal substandard disappointing awful lousy sufficient weak flawed wanting dire atrocious lamentable deficient
	whoever course cannot can't done bypassing disregarding circumventing flouting breaching violating once clicked pushed overrode treat treats treated been
	insufficient inadequate incomplete improper sluggish superficial cursory terrible confused mixed allowed human-caused human-made human-induced ignores overlooks misses skips bypasses disregards misreads misjudges mishandles rushes refuses omits misunderstands underestimates hurry rush said broken reacted responded`

// englishRule gives the rule that starts from a word; it is given the word's
// place and says what it finds.
func englishRule(w string) func(ws []word, i int) (verdict, bool) {
	switch w {
	case "should", "could", "would", "ought", "should've", "could've", "would've", "shouldn't", "couldn't", "wouldn't":
		return modalEnglish
	case "if":
		return counterfactualEnglish
	case "had":
		return hadEnglish
	case "forgot", "forgets", "forgotten", "forgetting", "neglected", "neglecting", "neglects":
		return forgettingEnglish
	case "failed":
		return failedOrFaulty
	case "failing", "fails", "failure":
		return failedEnglish
	case "ignoring", "skipping":
		return evadingOrDeed
	case "ignored", "overlooked", "overlooking", "missed", "skipped", "bypassed", "disregarded", "misread", "misjudged", "mishandled", "rushed", "refused", "chose", "omitted", "misunderstood", "circumvented", "underestimated",
		"ignores", "overlooks", "misses", "skips", "bypasses", "disregards", "misreads", "misjudges", "mishandles", "rushes", "refuses", "omits", "misunderstands", "underestimates":
		return deedEnglish
	case "bypassing", "disregarding", "circumventing", "flouting", "breaching", "violating":
		return evadingEnglish
	case "baffling", "astonishing", "astounding", "inexplicable", "unbelievable", "incomprehensible", "mind-boggling", "shocking", "appalling", "laughable", "ridiculous", "disgraceful", "shameful", "scandalous", "outrageous",
		"unfathomable", "inconceivable", "embarrassing", "pathetic", "unacceptable":
		return incredibleEnglish
	case "blame":
		return faultLiesEnglish
	case "problem", "link":
		return personIsEnglish
	case "elsewhere", "chaotic", "dreadful", "questionable", "joke", "disgrace", "shambles", "farce", "abysmal", "substandard", "disappointing", "awful", "lousy", "sufficient", "weak", "flawed", "wanting", "dire", "atrocious", "lamentable", "deficient":
		return qualityEnglish
	case "whoever":
		return whoeverEnglish
	case "course":
		return ofCourseEnglish
	case "cannot", "can't":
		return cannotHaveEnglish
	case "done":
		return faultyEnglish
	case "usual":
		return asUsualEnglish
	case "trusted", "relied", "worked", "hoped", "valued", "put", "playing",
		"brushed", "shrugged", "talked", "starved", "hid", "covered", "played", "glossed", "blew", "threw", "pointed", "tried", "admitted", "deviated", "strayed", "argued", "arguing", "carried", "assured", "presumed", "hurried", "rushing", "messed", "fooled", "experimented", "bent", "passed", "walked", "rode", "stuck", "clung", "hijacked", "dominated", "derailed", "showed", "displayed", "made",
		"clicked", "pushed", "overrode", "treat", "treats", "treated", "been":
		return faultyEnglish
	case "bother", "bothered":
		return botherEnglish
	case "obvious":
		return obviousEnglish
	case "even":
		return evenEnglish
	case "yet", "once":
		return yetAgainEnglish
	case "need", "needs", "have", "has":
		return demandEnglish
	case "needed", "required", "meant", "asked", "told", "instructed", "supposed":
		return leftUndoneEnglish
	case "down":
		return downToEnglish
	case "occur", "occurred":
		return occurEnglish
	case "why":
		return whyEnglish
	case "contrary", "against":
		return againstEnglish
	case "before":
		return beforeEnglish
	case "assumed":
		return assumedEnglish
	case "don't", "doesn't", "not", "didn't", "never", "nobody", "none", "no", "hadn't", "wasn't", "weren't":
		return undoneEnglish
	case "human", "operator", "user", "engineer", "pilot", "administrator", "admin", "developer":
		return humanErrorEnglish
	case "broken":
		return brokenEnglish
	case "hurry", "rush":
		return hurryEnglish
	case "human-caused", "human-made", "human-induced":
		return humanMadeEnglish
	case "mistake", "mistakes", "error", "errors", "fault", "oversight", "negligence", "carelessness", "incompetence", "blunder", "slip", "lapse", "sloppiness", "ignorance":
		return possessedEnglish
	case "caused", "because", "due", "thanks", "triggered":
		return causedByEnglish
	case "mistakenly", "erroneously", "wrongly", "accidentally", "inadvertently", "carelessly", "blindly", "recklessly", "hastily", "foolishly":
		return adverbEnglish
	case "who", "whose", "culprit", "culprits":
		return guiltyEnglish
	case "without":
		return withoutEnglish
	case "too":
		return tooEnglish
	case "lack", "lacked", "lacks", "lacking":
		return lackEnglish
	case "slept", "sat", "let", "wasted", "broke", "dragged", "jumped", "turned", "fell",
		"did", "gave", "went", "pressed", "took", "brought", "stayed", "was", "were", "got", "kept", "looked", "crashed", "destroyed", "wrecked", "lost", "ruined", "left", "signed", "promised", "confused", "mixed", "allowed", "said", "reacted", "responded":
		return faultyEnglish
	case "wrong", "incorrect", "bad", "false", "misleading":
		return wrongEnglish
	case "anyway", "despite", "regardless", "spite":
		return anywayEnglish
	case "part":
		return onThePartEnglish
	case "slow", "poor", "premature", "insufficient", "inadequate", "incomplete", "improper", "sluggish", "superficial", "cursory", "terrible":
		return adjectiveEnglish
	case "waited", "waved", "nodded":
		return faultyEnglish
	case "expect", "expected":
		return expectEnglish
	case "carefully", "properly", "thoroughly", "diligently", "attentively":
		return carelesslyEnglish
	case "cause":
		return causeIsDeedEnglish
	case "instead", "rather":
		return insteadEnglish
	case "introduced":
		return introducedEnglish
	case "responsible", "responsibility", "job", "duty":
		return dutyEnglish
	case "insisted":
		return faultyEnglish
	case "knew", "aware":
		return knewEnglish
	case "must":
		return mustEnglish
	}
	return nil
}

// ruleOf gives the rule that starts from a word by its name or its class.
func ruleOf(w *word) func(ws []word, i int) (verdict, bool) {
	if rule := englishRule(w.text); rule != nil {
		return rule
	}
	switch {
	case w.tags&trait != 0:
		return traitEnglish
	case w.tags&faultVerb != 0:
		return faultVerbEnglish
	case w.tags&traitNoun != 0:
		return possessedEnglish
	}
	return nil
}

// blameEnglish gives the first stretch of a sentence that blames somebody.
func blameEnglish(ws []word) (verdict, bool) {
	for i := range ws {
		w := &ws[i]
		if n, reason := phraseEnglish(ws, i); n > 0 && !denied(ws, i) && !mentionedEnglish(ws, i) {
			v := spanOf(ws, i, i+n-1, reason)
			v.from = w.text
			return v, true
		}
		rule := ruleOf(w)
		if rule == nil || mentionedEnglish(ws, i) {
			continue
		}
		if v, ok := rule(ws, i); ok {
			v.from = w.text
			return v, true
		}
	}
	return verdict{}, false
}

func spanOf(ws []word, from, to int, reason Reason) verdict {
	return verdict{start: ws[from].start, end: ws[min(to, len(ws)-1)].end, reason: reason}
}

// denied tells whether the clause around i says no to what stands there, or
// guards against it: "not because of carelessness", "operator error is never a
// root cause", "a guard against human error".
func denied(ws []word, i int) bool {
	apart := false // a comma stands between: "the auditors were never told, which was a lapse"
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		apart = apart || ws[j+1].comma && j+1 < i
		switch w := ws[j].text; {
		case !apart && ws[j].tags&negation != 0 && w != "nothing", w == "without", w == "avoid", w == "prevent", w == "prevents", w == "reduce", w == "reduces", w == "against", w == "eliminate",
			w == "prone", w == "risk", w == "minimise", w == "minimize", w == "possibility", w == "chance", w == "room", w == "blameless", w == "instead", w == "than",
			w == "preventing", w == "avoiding", w == "reducing", w == "limit", w == "likelihood", w == "scope", w == "potential", w == "less":
			return true
		}
	}
	for j := i + 1; j < len(ws) && j <= i+6; j++ {
		if ws[j].tags&(boundary|dummy|pronoun) != 0 {
			break
		}
		switch ws[j].text {
		case "never", "isn't":
			return j <= i+4
		case "rate", "rates", "metric", "metrics", "count", "counter", "budget", "prone", "budgets", "messages", "message", "code", "codes", "page", "log", "logs", "handling":
			return j <= i+2
		case "not":
			return ws[j-1].tags&auxiliary != 0
		}
	}
	return false
}
