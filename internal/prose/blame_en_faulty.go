package prose

import "strings"

// faulty are predicates that find fault with the person they are said of, by
// their first word; what follows must stand there, "*" for any one word.
func faulty(first string) []string {
	switch first {
	case "failed":
		return []string{"in its duty", "in their duty", "in his duty", "in her duty", "in its responsibility", "in their responsibility", "us", "at their", "at his", "at her"}
	case "slept":
		return []string{"through"}
	case "left":
		return []string{"a * mess", "an * mess", "the system", "the * in a broken", "it in a", "everything to", "a mess", "without telling", "without warning", "the * to expire"}
	case "insisted":
		return []string{"on"}
	case "waited":
		return []string{"too long", "far too long", "much too long"}
	case "signed":
		return []string{"off without", "off on a", "off blindly", "it off without"}
	case "promised":
		return []string{"a date that", "something that", "more than", "the customer", "customers", "the client"}
	case "confused":
		return []string{"* with", "the * with", "the two", "the * and"}
	case "mixed":
		return []string{"up"}
	case "allowed":
		return []string{"the * to expire", "it to expire", "the * to lapse"}
	case "sat":
		return []string{"on"}
	case "let":
		return []string{"this through", "it through", "that through", "the * through", "this slip", "it slip", "that slip", "things slip", "the * slip", "the bug through", "it happen", "this happen", "everybody down", "the * expire", "the * lapse", "the * run out", "it expire", "it lapse", "it run out", "things slide"}
	case "did":
		return []string{"nothing", "a poor job", "a bad job", "a sloppy job", "a terrible job", "a lousy job", "an awful job", "a shoddy job", "a half-baked job", "a rushed job", "not care", "not bother"}
	case "had":
		return []string{"no understanding", "little understanding", "no grasp", "no concept", "no notion", "no regard", "no respect", "no interest", "no idea", "no clue", "no business", "not bothered", "been warned", "been told repeatedly", "been told twice", "been told several", "been told more", "been asked repeatedly", "been reminded", "lost track", "no excuse", "his mind", "her mind", "their mind", "their minds", "other things on", "better things to", "other priorities", "no patience"}
	case "gave":
		return []string{"up", "no thought"}
	case "went":
		return []string{"ahead anyway", "ahead regardless", "ahead without", "rogue"}
	case "pressed":
		return []string{"on", "ahead", "enter anyway", "enter without"}
	case "took":
		return []string{"too long", "no action", "no notice", "no care", "down production", "far too", "unnecessary risks", "a shortcut", "shortcuts", "it lightly", "a gamble", "a chance on", "chances", "no responsibility", "no ownership", "no interest", "no trouble", "the risk of", "it for granted", "no precautions"}
	case "brought":
		return []string{"down production", "down the", "production down"}
	case "broke":
		return []string{"the *", "it", "our *", "a *", "production", "prod", "the build", "the site", "the rules", "the rule", "protocol", "the deployment", "the deploy", "everything", "it again", "staging"}
	case "crashed", "destroyed", "wrecked", "ruined":
		return []string{"the *", "our *", "production", "prod", "the production", "the site", "everything", "the database"}
	case "wasted":
		return []string{"*"}
	case "dragged":
		return []string{"its feet", "their feet", "his feet", "her feet"}
	case "jumped":
		return []string{"to conclusions", "to the conclusion", "the gun"}
	case "turned":
		return []string{"a blind eye"}
	case "looked":
		return []string{"the other way", "away"}
	case "fell":
		return []string{"asleep"}
	case "stayed":
		return []string{"silent", "quiet"}
	case "kept":
		return []string{"quiet", "silent", "ignoring", "making", "forgetting", "postponing"}
	case "lost":
		return []string{"control of", "track", "patience", "control", "interest", "the plot", "focus", "the overview", "sight of", "his head", "her head", "his nerve", "her nerve", "their nerve", "his temper", "concentration"}
	case "got":
		return []string{"distracted", "careless", "lazy", "sloppy", "complacent", "confused"}
	case "was", "were":
		return []string{"distracted", "overconfident", "unprepared", "unqualified", "incapable", "unwilling", "slow to", "quick to", "reluctant to", "at fault", "not careful", "not paying", "in a hurry", "ill-prepared",
			"drunk", "inattentive", "out of their depth", "out of his depth", "out of her depth", "clueless", "unfit", "incompetent", "asleep at", "wrong to", "foolish", "hasty", "lazy", "stupid", "clumsy", "too lazy", "supposed to check", "supposed to test", "supposed to review", "supposed to verify", "nowhere to be", "not qualified", "not competent", "not thorough", "not diligent", "not attentive", "never careful", "too slow", "too busy to", "not interested in", "not bothered"}
	}
	return nil
}

// faultyEnglish: a person slept through, sat on, broke production.
func faultyEnglish(ws []word, i int) (verdict, bool) {
	if v, ok := leftOpen(ws, i); ok {
		return v, true
	}
	for _, rest := range faulty(ws[i].text) {
		n := follows(ws, i+1, rest)
		if n < 0 {
			continue
		}
		if ws[i].text == "broke" && apart(ws, i) {
			return verdict{}, false
		}
		who, _ := subject(ws, i)
		if who&(person|givenName) == 0 && !(who&pronoun != 0 && heOrShe(ws, i)) || who&outsider != 0 || futureOrHabit(ws, i) || denied(ws, i) {
			return verdict{}, false
		}
		return spanOf(ws, i, i+n, Carelessness), true
	}
	return verdict{}, false
}

// leftOpen: a person left something unlocked, "waved the change through".
func leftOpen(ws []word, i int) (verdict, bool) {
	if ws[i].text != "left" && ws[i].text != "waved" && ws[i].text != "nodded" {
		return verdict{}, false
	}
	for k := i + 1; k < len(ws) && k <= i+6; k++ {
		switch ws[k].text {
		case "unlocked", "unattended", "undocumented", "unpatched", "unprotected", "unmonitored", "unfinished", "half-finished", "unsecured":
			if ws[i].text != "left" {
				return verdict{}, false
			}
		case "through":
			if ws[i].text == "left" {
				return verdict{}, false
			}
		default:
			continue
		}
		who, _ := subject(ws, i)
		return spanOf(ws, i, k, Carelessness), (accountable(who) || who&pronoun != 0 && heOrShe(ws, i)) && who&outsider == 0 && !futureOrHabit(ws, i)
	}
	return verdict{}, false
}

// apart tells whether what is broken is divided, or meant to be broken: "broke the
// work into two jobs", "broke the dependency".
func apart(ws []word, i int) bool {
	for k := i + 1; k < len(ws) && k <= i+5; k++ {
		switch ws[k].text {
		case "into", "down", "up", "out", "dependency", "dependencies", "tie", "loop", "link", "links", "glass", "cycle", "lock", "deadlock", "chain", "connection", "connections", "news", "seal", "work", "problem", "task":
			return true
		}
	}
	return false
}

// neverDone tells whether what somebody was supposed to do is said not to have
// been done: "was supposed to update it and never did".
func neverDone(ws []word, i int) bool {
	for k := i + 1; k+1 < len(ws); k++ {
		switch ws[k].text {
		case "never", "didn't":
			return true
		case "did":
			return ws[k+1].text == "not"
		}
	}
	return false
}

// follows gives how many words of a pattern stand at i, or -1.
func follows(ws []word, i int, pattern string) int {
	n := 0
	for w := range strings.FieldsSeq(pattern) {
		if i+n >= len(ws) || w != "*" && ws[i+n].text != w {
			return -1
		}
		n++
	}
	return n
}

// heOrShe tells whether the subject is one person, or everybody: what "we" and
// "they" did is told as a fact more often than not.
func heOrShe(ws []word, i int) bool {
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		switch ws[k].text {
		case "he", "she", "who", "somebody", "someone", "everyone", "everybody", "anyone", "anybody":
			return true
		case "we", "they", "you", "i":
			return false
		}
	}
	return false
}

// wrongEnglish: a person typed the wrong hostname, deleted the wrong volume.
// "the wrong certificate was installed" names nobody.
func wrongEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "bad" {
		if v, ok := adjectiveEnglish(ws, i); ok {
			return v, true
		}
	}
	if ws[i].text == "bad" && !(i+1 < len(ws) && (ws[i+1].text == "advice" || ws[i+1].text == "decision" || ws[i+1].text == "decisions" || ws[i+1].text == "call" || ws[i+1].text == "choice" || ws[i+1].text == "instructions")) {
		return verdict{}, false
	}
	for k := i - 1; k > 0 && k >= i-5; k-- {
		if k < i-2 && ws[k].text != "gave" && ws[k].text != "sent" && ws[k].text != "told" {
			continue
		}
		switch ws[k].text {
		case "pressed", "sent", "told", "mounted", "unmounted", "wrote", "connected", "swapped", "flashed", "typed", "entered", "deleted", "chose", "picked", "selected", "used", "restarted", "ran", "pushed", "applied", "dropped", "removed", "stopped", "edited", "changed", "executed", "pasted", "copied", "merged", "deployed",
			"typing", "entering", "deleting", "choosing", "drew", "made", "gave", "clicked", "unplugged", "rebooted", "installed", "configured", "terminated", "killed", "pulled":
		default:
			continue
		}
		if ws[k-1].tags&auxiliary != 0 && ws[k-1].text != "had" {
			return verdict{}, false
		}
		who, _ := subject(ws, k)
		ok := who&(person|givenName) != 0 || who&pronoun != 0 && heOrShe(ws, k)
		return spanOf(ws, k, i, NamedCause), ok && who&outsider == 0 && !futureOrHabit(ws, k)
	}
	return verdict{}, false
}

// anywayEnglish: a person went on anyway, or despite the warnings.
func anywayEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "regardless" && i+1 < len(ws) && ws[i+1].text == "of" {
		return verdict{}, false
	}
	if ws[i].text == "despite" || ws[i].text == "spite" {
		warned := false
		for k := i + 1; k < len(ws) && k <= i+6; k++ {
			switch ws[k].text {
			case "warnings", "warning", "warned", "knowing", "known", "told", "instructions", "advice", "objections", "concerns", "obvious", "asked", "freeze", "rule", "rules", "policy", "open":
				warned = true
			}
		}
		if !warned {
			return verdict{}, false
		}
		if i < 2 {
			return spanOf(ws, 0, i+1, Carelessness), actorAfter(ws, i+1)
		}
	}
	for k := i - 1; k > 0; k-- {
		if ws[k].tags&boundary != 0 && ws[k].text != "and" || ws[k].tags&auxiliary != 0 && ws[k].tags&person == 0 {
			return verdict{}, false
		}
		if deed(ws[k].text) || ws[k].tags&participle != 0 {
			who, _ := subject(ws, k)
			return spanOf(ws, i, i, Carelessness), who&(person|givenName) != 0 && who&outsider == 0
		}
	}
	return verdict{}, false
}

// onThePartEnglish: "… on the part of the operator".
func onThePartEnglish(ws []word, i int) (verdict, bool) {
	if i < 3 || i+2 >= len(ws) || ws[i+1].text != "of" || ws[i-2].text != "on" || denied(ws, i) {
		return verdict{}, false
	}
	who := head(ws, i+2, min(len(ws), i+7))
	return spanOf(ws, i-3, i, Carelessness), who&(person|givenName) != 0 && who&outsider == 0 && ws[i-3].tags&(diligence|care) == 0
}

// adjectiveEnglish: the operator's slow reaction.
func adjectiveEnglish(ws []word, i int) (verdict, bool) {
	if i+1 >= len(ws) || denied(ws, i) {
		return verdict{}, false
	}
	if i+3 < len(ws) && ws[i+2].text == "by" && (ws[i+1].tags&systemNoun == 0 || gerund(ws, i+1)) {
		return spanOf(ws, i, i+2, Carelessness), accountable(head(ws, i+3, min(len(ws), i+8)))
	}
	if i == 0 || !possessive(ws[i-1].text) {
		return verdict{}, false
	}
	return spanOf(ws, i-1, i+1, Carelessness), accountable(ws[i-1].tags) && ws[i-1].tags&systemNoun == 0 && ws[i+1].tags&(systemNoun|checkNoun) == 0
}
