package prose

import "strings"

// englishRuleWords are the words that englishRule knows, for the look before any
// sentence is read. A test keeps the two the same.
const englishRuleWords = `impatient hasty inexperienced untrained overeager overzealous arrogant stubborn ignorant lazy clumsy foolish undisciplined unqualified slow poor premature
	rubber-stamped abused waited bad
	don't doesn't left lost signed promised supposed should could would ought should've could've would've shouldn't couldn't wouldn't if had forgot
	forgets forgotten forgetting neglected neglecting neglects failed failing fails failure ignored ignoring overlooked overlooking missed skipped
	skipping bypassed disregarded misread misjudged mishandled botched rushed refused chose omitted misunderstood circumvented underestimated bother
	bothered not didn't never nobody none no hadn't wasn't weren't human operator user engineer pilot administrator admin developer mistake mistakes error
	errors fault oversight negligence carelessness incompetence blunder slip lapse sloppiness ignorance caused because due thanks triggered mistakenly
	erroneously wrongly accidentally inadvertently carelessly blindly recklessly hastily foolishly who whose culprit culprits without too lack lacked
	lacks lacking slept sat let panicked overreacted wasted broke blundered fumbled bungled mistyped misconfigured mismanaged dismissed downplayed
	withheld dragged jumped turned fell did gave went pressed took brought procrastinated stayed was were got kept looked crashed destroyed wrecked ruined
	wrong incorrect anyway despite part`

// englishRule gives the rule that starts from a word; it is given the word's
// place and says what it finds.
func englishRule(w string) func(ws []word, i int) (verdict, bool) {
	switch w {
	case "should", "could", "would", "ought", "should've", "could've", "would've", "shouldn't", "couldn't", "wouldn't":
		return hindsightEnglish
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
	case "ignored", "ignoring", "overlooked", "overlooking", "missed", "skipped", "skipping", "bypassed", "disregarded", "misread", "misjudged", "mishandled", "botched", "rushed", "refused", "chose", "omitted", "misunderstood", "circumvented", "underestimated":
		return deedEnglish
	case "bother", "bothered":
		return botherEnglish
	case "don't", "doesn't", "not", "didn't", "never", "nobody", "none", "no", "hadn't", "wasn't", "weren't":
		return undoneEnglish
	case "human", "operator", "user", "engineer", "pilot", "administrator", "admin", "developer":
		return humanErrorEnglish
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
	case "slept", "sat", "let", "panicked", "overreacted", "wasted", "broke", "blundered", "fumbled", "bungled", "mistyped", "misconfigured", "mismanaged", "dismissed", "downplayed", "withheld", "dragged", "jumped", "turned", "fell",
		"did", "gave", "went", "pressed", "took", "brought", "procrastinated", "stayed", "was", "were", "got", "kept", "looked", "crashed", "destroyed", "wrecked", "lost", "ruined", "left", "signed", "promised", "supposed":
		return faultyEnglish
	case "wrong", "incorrect", "bad":
		return wrongEnglish
	case "anyway", "despite":
		return anywayEnglish
	case "part":
		return onThePartEnglish
	case "impatient", "hasty", "inexperienced", "untrained", "overeager", "overzealous", "arrogant", "stubborn", "ignorant", "lazy", "clumsy", "foolish", "undisciplined", "unqualified", "slow", "poor", "premature":
		return adjectiveEnglish
	case "rubber-stamped", "abused", "waited":
		return faultyEnglish
	}
	return nil
}

// blameEnglish gives the first stretch of a sentence that blames somebody.
func blameEnglish(ws []word) (verdict, bool) {
	for i := range ws {
		w := &ws[i]
		if n, reason := phraseEnglish(ws, i); n > 0 && !denied(ws, i) {
			return spanOf(ws, i, i+n-1, reason), true
		}
		rule := englishRule(w.text)
		if rule == nil {
			continue
		}
		if v, ok := rule(ws, i); ok {
			return v, true
		}
	}
	return verdict{}, false
}

func spanOf(ws []word, from, to int, reason Reason) verdict {
	return verdict{start: ws[from].start, end: ws[min(to, len(ws)-1)].end, reason: reason}
}

// blamingPhrases are words that judge whoever they are said of.
const blamingPhrases = `careless carelessly carelessness sloppy sloppiness negligent negligently incompetent incompetence reckless recklessly recklessness laziness
	inattentive inattention inattentiveness complacent complacency irresponsible irresponsibly thoughtless unprofessional amateurish
	| stupid mistake | dumb mistake | silly mistake | foolish mistake | stupid error | fat-fingered | fat fingered | screwed up | messed up | dropped the ball | asleep at the wheel | common sense | rookie mistake | cut corners | cutting corners
	| should know better | should have known better | knew better | at fault | to blame for | is to blame | was to blame | are to blame | were to blame | blame lies | blame rests
	| blame falls | poor judgement | poor judgment | bad judgement | bad judgment | lack of attention | lack of care | lack of diligence | lack of discipline
	| lack of competence | lack of professionalism | lack of common | lack of experience | lack of skill | not paying attention | wasn't paying attention | weren't paying attention | paid no attention
	| took a shortcut | took shortcuts | did nothing about | didn't care | did not care | failed in their | failed in his | failed in her | took it upon | let us down | let the team down | no excuse
	| held accountable | held responsible | be reprimanded | was reprimanded | disciplinary action | need to be punished | who did this | whose fault | who is responsible for
	| who was responsible for | person responsible | persons responsible | people responsible for this | individual responsible | responsible party | responsible individual | guilty party | guilty of
	| operator error | not up to the task | not up to the job | bad advice | poor decision | bad decision | poor decisions | must have known | job properly | they know better | poor discipline | lack of ownership | nobody takes ownership | nobody takes responsibility | no one takes ownership | no one takes responsibility | nobody took ownership | nobody took responsibility | engineer in question | employee in question | person in question | developer in question | been disciplined | be disciplined | disciplinary measures | given a warning | been reprimanded | been warned about | pilot error | cockpit error | layer 8 | pebkac`

type phraseEntry struct {
	words  []string
	reason Reason
}

// phraseEnglish gives how many words of a blaming phrase stand at i.
func phraseEnglish(ws []word, i int) (int, Reason) {
	for _, p := range blamingPhraseTable()[ws[i].text] {
		if matchWords(ws, i, p.words) {
			return len(p.words), p.reason
		}
	}
	return 0, ""
}

func matchWords(ws []word, i int, words []string) bool {
	if i+len(words) > len(ws) {
		return false
	}
	for k, w := range words {
		if ws[i+k].text != w {
			return false
		}
	}
	return true
}

func reasonOfPhrase(p string) Reason {
	switch {
	case strings.Contains(p, "in question"), strings.Contains(p, "discipline"), strings.Contains(p, "warn"), strings.HasPrefix(p, "who"), strings.HasPrefix(p, "held"), strings.Contains(p, "responsible"), strings.Contains(p, "reprimanded"),
		strings.Contains(p, "disciplinary"), strings.Contains(p, "punish"), strings.Contains(p, "guilty"):
		return Guilty
	case strings.Contains(p, "blame"), strings.Contains(p, "error"), strings.Contains(p, "fault"), p == "layer 8", p == "pebkac":
		return NamedCause
	case strings.Contains(p, "better"):
		return Hindsight
	}
	return Carelessness
}

// denied tells whether the clause around i says no to what stands there, or
// guards against it: "not because of carelessness", "operator error is never a
// root cause", "a guard against human error".
func denied(ws []word, i int) bool {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		switch w := ws[j].text; {
		case ws[j].tags&negation != 0 && w != "nothing", w == "without", w == "avoid", w == "prevent", w == "prevents", w == "reduce", w == "reduces", w == "against", w == "eliminate",
			w == "prone", w == "risk", w == "minimise", w == "minimize", w == "possibility", w == "chance", w == "room", w == "blameless", w == "instead", w == "than",
			w == "preventing", w == "avoiding", w == "reducing", w == "limit", w == "likelihood", w == "scope", w == "potential", w == "less":
			return true
		}
	}
	for j := i + 1; j < len(ws) && j <= i+6; j++ {
		switch ws[j].text {
		case "never", "isn't", "rate", "rates", "metric", "metrics", "count", "counter", "budget", "prone", "budgets", "messages", "message", "code", "codes", "page", "log", "logs", "handling":
			return j <= i+4
		case "not":
			return ws[j-1].tags&auxiliary != 0
		}
	}
	return false
}
