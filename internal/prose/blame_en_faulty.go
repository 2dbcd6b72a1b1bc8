package prose

import (
	"slices"
	"strings"
)

// faulty are predicates that find fault with the person they are said of, by
// their first word; what follows must stand there, "*" for any one word. A bar is
// between those that begin with the same word.
func faulty(first string) string {
	switch first {
	case "failed":
		return "in its duty|in their duty|in his duty|in her duty|in its responsibility|in their responsibility|us|at their|at his|at her"
	case "slept":
		return "through"
	case "left":
		return "a * mess|an * mess|the system|the * in a broken|it in a|everything to|a mess|the * on|the * * on|* logging on|* mode on|the * open|the * * open|the * enabled|the * * enabled|it on|it open|it enabled|without telling|without warning|the * to expire"
	case "insisted":
		return "on|that|it|the"
	case "waited":
		return "too long|far too long|much too long"
	case "signed":
		return "off without|off on a|off blindly|it off without"
	case "promised":
		return "a date that|something that|more than|the customer|customers|the client"
	case "confused":
		return "* with|the * with|the two|the * and"
	case "mixed":
		return "up"
	case "allowed":
		return "the * to expire|it to expire|the * to lapse|the * to fill|the * to run|it to fill|it to run"
	case "reacted", "responded":
		return "late|slowly|too late|too slowly|far too"
	case "sat":
		return "on"
	case "said":
		return "nothing"
	case "let":
		return "this through|it through|that through|the * through|this slip|it slip|that slip|things slip|the * slip|the bug through|it happen|this happen|everybody down|the * expire|the * lapse|the * run out|it expire|it lapse|it run out|things slide"
	case "done":
		return "a poor job|a bad job|a sloppy job|a terrible job|a lousy job|an awful job|a shoddy job|nothing to|nothing about"
	case "did":
		return "it his own|it her own|it their own|things his|things her|things their|nothing|a poor job|a bad job|a sloppy job|a terrible job|a lousy job|an awful job|a shoddy job|a half-baked job|a rushed job|not care|not bother"
	case "had":
		return "no understanding|little understanding|no grasp|no concept|no notion|no regard|no respect|no interest|no idea|no clue|no business|not bothered|been warned|been told not|been instructed not|been asked not|been told repeatedly|been told twice|been told several|been told more|been asked repeatedly|been reminded|lost track|no excuse|his mind|her mind|their mind|their minds|other things on|better things to|other priorities|no patience|every opportunity|every chance|ample time|ample warning|ample opportunity|plenty of warning|no reason to|no sense of|no feeling for|no right to|the nerve to|the audacity|one job"
	case "gave":
		return "up|no thought|no notice|no warning|no explanation|us no|nobody any|* no notice|* no warning|its * no|little notice|little warning|too little"
	case "went":
		return "behind|missing|off script|off piste|home without|home early|along with it|too far|too fast|over the head|over his head|straight to production|for the easy|against|about it the wrong|ahead anyway|ahead regardless|ahead without|rogue"
	case "pressed":
		return "on|ahead|enter anyway|enter without"
	case "took":
		return "too long|forever|ages|an age|the whole day to|their time|his time|her time|their sweet|his sweet|no action|no notice|no care|down production|far too|unnecessary risks|a shortcut|shortcuts|it lightly|a gamble|a chance on|chances|no responsibility|no ownership|no interest|no trouble|the easy|the lazy|the path of least|the risk of|it for granted|no precautions"
	case "brought":
		return "down production|down the|production down"
	case "broke":
		return "*"
	case "trusted":
		return "his|her|their|blindly|luck"
	case "relied":
		return "on guesswork|on hearsay|on luck|on memory|on his|on her|on their|on gut|on intuition|blindly on|on rumours|on assumptions"
	case "worked":
		return "from memory|around the rules|around the process|carelessly|sloppily"
	case "hoped":
		return "for the best|nobody|no one|that nobody|that no|it would go|for luck"
	case "valued":
		return "* over|* above|* more than"
	case "put":
		return "pressure on|speed before|speed over|speed above|speed first|* before safety|* over safety|its own|his own|her own|their own|undue"
	case "playing":
		return "with his|with her|instead|games|on"
	case "brushed":
		return "off|aside|it off|it aside|this off|this aside|them off|the * off|the * aside"
	case "shrugged":
		return "off|it off|this off|them off|the * off|and"
	case "talked":
		return "over everyone|over the|over people|over each|down to|instead of"
	case "starved":
		return "the team|the project|us|the *"
	case "hid":
		return "the *|it|his|her|their|this|behind"
	case "covered":
		return "up|it up|this up|his tracks|her tracks|their tracks|for each"
	case "played":
		return "down|it down|dumb|around with|games|the blame|for time|politics"
	case "glossed":
		return "over"
	case "blew":
		return "off|past the|through the|it off|them off"
	case "threw":
		return "the * under|up his hands|up her hands|up their hands|in the towel|* under the bus|caution"
	case "pointed":
		return "fingers|the finger|at each"
	case "tried":
		return "to hide|to cover|to conceal|to blame|to bypass|to get away|to shift|to cheat|to play down|to downplay|to sweep|his luck|her luck|their luck"
	case "admitted":
		return "that he|that she|that they|to using|to having|to not|to skipping|to ignoring|his|her|their|he|she|they|not"
	case "deviated", "strayed":
		return "from"
	case "argued", "arguing":
		return "for|among|amongst|with each|over|about|instead|while"
	case "carried":
		return "on regardless|on anyway|on as if|on despite|on without|on working|on"
	case "assured":
		return "everyone|us|everybody|the team|management|the customer"
	case "presumed":
		return "that|it|the|everything|someone|somebody"
	case "hurried", "rushing":
		return "to|through|the|it|because|and"
	case "messed":
		return "with|around|up"
	case "fooled":
		return "around|himself|herself|themselves"
	case "experimented":
		return "on production|in production|on the live|on prod|in prod|with production"
	case "bent":
		return "the rules|the rule|the truth"
	case "passed":
		return "the buck|the blame|the problem|it off as|it on to someone"
	case "walked":
		return "away|off|out"
	case "rode":
		return "roughshod|their luck|his luck|her luck"
	case "stuck":
		return "to his|to her|stubbornly|his head|her head|their heads"
	case "clung":
		return "to"
	case "hijacked", "dominated", "derailed":
		return "the call|the bridge|the meeting|the discussion|the response|the review|the conversation"
	case "showed", "displayed":
		return "no|little|a lack|a complete|a total|a worrying|a shocking|contempt|poor|bad|indifference|disregard|a disregard"
	case "made":
		return "no effort|no attempt|a mess|a hash|excuses|things worse|it worse|matters worse|the same mistake|the mistake of|no secret of|a fool|fun of|a poor|a bad|a terrible|a rash|a hasty|a foolish|a stupid|a silly|the wrong|little effort|light of"
	case "clicked":
		return "through|past|away|ok without|yes without"
	case "pushed":
		return "the team to|us to|the engineers to|engineering to|everyone to|them to|the developers to|straight to|directly to"
	case "overrode":
		return "the engineers|the team|the on-call|the warning|the reviewers|everyone|objections|the objections|the advice|their|the safety|the safeguard|the check"
	case "treat", "treats", "treated":
		return "* as noise|the * as noise|it as noise|* as a dumping|* as a toy|* as a joke|* like a|* as an afterthought|* as optional|the * as a joke|the * as a toy|the * as optional|the * as an afterthought|the * like a"
	case "been":
		return "spoken to|removed from the rotation|removed from the team|removed from the project|removed from on-call|let go|dismissed|fired|suspended|demoted|taken off|reprimanded|given a warning|given a formal|told repeatedly|warned repeatedly|warned before|warned already|sacked|careless|sloppy|lazy|negligent|caught|asleep"
	case "wasn't", "weren't":
		return "watching|monitoring|paying|looking|listening|careful|experienced|qualified|capable|competent|skilled|up to|following|thinking|doing his|doing her|doing their|interested|bothered|attentive|diligent|thorough|vigilant|good enough|smart enough"
	case "crashed", "destroyed", "wrecked", "ruined":
		return "the *|our *|production|prod|the production|the site|everything|the database"
	case "wasted":
		return "*"
	case "dragged":
		return "its feet|their feet|his feet|her feet"
	case "jumped":
		return "to conclusions|to the conclusion|the gun"
	case "turned":
		return "a blind eye"
	case "looked":
		return "the other way|away"
	case "fell":
		return "asleep"
	case "stayed":
		return "silent|quiet"
	case "kept":
		return "quiet|silent|ignoring|changing his|changing her|changing their|pushing|insisting|blaming|arguing|talking|interrupting|pestering|delaying|asking the same|his mouth|their mouths|everyone waiting|everyone in|us in|us waiting|people waiting|it to himself|it to herself|it to themselves|it from|this from|making|forgetting|postponing"
	case "lost":
		return "the token|the key|the keys|the laptop|the phone|his laptop|her laptop|control of|track|patience|control|interest|the plot|focus|the overview|sight of|his head|her head|his nerve|her nerve|their nerve|his temper|concentration"
	case "got":
		return "distracted|careless|lazy|sloppy|complacent|confused|cocky|greedy|the * wrong|it badly|it completely|it all wrong|it wrong|things wrong|the * * wrong|in the way|cold feet"
	case "was", "were":
		return "late again|late to|distracted|overconfident|unprepared|unqualified|incapable|unwilling|slow to|quick to|reluctant to|at fault|not careful|not paying|in a hurry|ill-prepared|drunk|inattentive|out of their depth|out of his depth|out of her depth|clueless|unfit|incompetent|asleep at|wrong to|foolish|hasty|lazy|stupid|clumsy|too lazy|supposed to check|supposed to test|supposed to review|supposed to verify|nowhere to be|not qualified|not competent|not thorough|not diligent|not attentive|never careful|too slow|too busy to|not interested in|not bothered|playing|in denial|asleep when|asleep during|asleep while|not concentrating|unreachable when|blind to|ignorant of|asleep on|rushing to|arguing among|arguing about|arguing with|arguing over|busy arguing|hiding|the wrong person|the wrong choice|not the right person|a liability|a disgrace|an embarrassment|a disaster|to be blamed|set on|dead set|bent on|determined to ignore|too relaxed|careless|negligent|not experienced|not watching|not looking|not listening|not following|not capable|not skilled|not prepared to|not up to|not good enough|not vigilant|not doing his|not doing her|not doing their|not thinking|in over|out of its depth|out of his league|more interested in|on his phone|on her phone|told twice|told repeatedly|told several|told not to|warned repeatedly|warned twice|warned several|reprimanded|fired|dismissed|sacked|demoted|suspended|let go|spoken to|hopeless|useless|unresponsive|too proud|too stubborn|no help|of no help|missing in action|caught napping|content to|happy to ignore|all over the place"
	}
	return ""
}

// faultyEnglish: a person slept through, sat on, broke production.
func faultyEnglish(ws []word, i int) (verdict, bool) {
	if v, ok := leftOpen(ws, i); ok {
		return v, true
	}
	for patterns := faulty(ws[i].text); patterns != ""; {
		var rest string
		rest, patterns, _ = strings.Cut(patterns, "|")
		n := follows(ws, i+1, rest)
		if n < 0 || n > 0 && ws[i+1].comma { // what is after a comma, is said of something else
			continue
		}
		if ws[i].text == "broke" && apart(ws, i) {
			return verdict{}, false
		}
		who, _ := subject(ws, i)
		if who&(person|givenName) == 0 && !(who&pronoun != 0 && (heOrShe(ws, i) || theyDid(ws, i))) || who&outsider != 0 || futureOrHabit(ws, i) || !strings.HasPrefix(rest, "not ") && ws[i].tags&negation == 0 && denied(ws, i) {
			return verdict{}, false
		}
		if ws[i].text == "left" && !switchedOn(ws, i+n) {
			continue
		}
		return spanOf(ws, i, i+n, Carelessness), true
	}
	return verdict{}, false
}

// theyDid tells whether "they" are people: what is said of them is said of no
// machine.
func theyDid(ws []word, i int) bool {
	if i == 0 || ws[i-1].text != "they" && !(i > 1 && ws[i-2].text == "they") {
		return false
	}
	switch ws[i].text {
	case "showed", "displayed", "tried", "admitted", "brushed", "shrugged", "talked", "hid", "covered", "glossed", "blew", "pointed", "bent", "signed", "promised", "looked", "insisted", "jumped", "clicked", "treated",
		"trusted", "relied", "hoped", "valued", "wasted", "presumed", "hurried", "messed", "argued", "sat", "slept", "turned":
		return true
	}
	return false
}

// switchedOn tells whether the word at i, where it is "on", ends what was left on:
// "left the company on Friday" is none.
func switchedOn(ws []word, i int) bool {
	return ws[i].text != "on" || i+1 >= len(ws) || ws[i+1].comma || ws[i+1].tags&(boundary|preposition) != 0
}

// leftOpen: a person left something unlocked, "waved the change through".
func leftOpen(ws []word, i int) (verdict, bool) {
	if ws[i].text != "left" && ws[i].text != "waved" && ws[i].text != "nodded" {
		return verdict{}, false
	}
	for k := i + 1; k < len(ws) && k <= i+6; k++ {
		switch ws[k].text {
		case "unlocked", "unattended", "undocumented", "unpatched", "unprotected", "unmonitored", "blank", "empty", "unticked", "unchecked", "unset", "unfinished", "half-finished", "unsecured":
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
		return spanOf(ws, i, k, Carelessness), oneWhoActs(ws, i, who) && who&outsider == 0 && !futureOrHabit(ws, i)
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
		case "went", "carried":
			return ws[k+1].text == "ahead" || ws[k+1].text == "on"
		case "did":
			return ws[k+1].text == "not"
		}
	}
	return false
}

// follows gives how many words of a pattern stand at i, or -1. One space is between
// the words of a pattern.
func follows(ws []word, i int, pattern string) int {
	n := 0
	for pattern != "" {
		var w string
		w, pattern, _ = strings.Cut(pattern, " ")
		if i+n >= len(ws) || w != "*" && ws[i+n].text != w {
			return -1
		}
		n++
	}
	return n
}

// oneWhoActs tells whether the subject of the verb at i is somebody who can be held to
// account: a role, a name, or a pronoun for one of them.
func oneWhoActs(ws []word, i int, who tag) bool {
	return accountable(who) || who&pronoun != 0 && heOrShe(ws, i)
}

// heOrShe tells whether the subject is one person, or everybody: what "we" and
// "they" did is told as a fact more often than not.
func heOrShe(ws []word, i int) bool {
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		switch ws[k].text {
		case "he", "she", "i", "who", "somebody", "someone", "everyone", "everybody", "anyone", "anybody":
			return true
		case "we", "they", "you":
			return false
		}
	}
	return false
}

// wrongEnglish: a person typed the wrong hostname, deleted the wrong volume.
// "the wrong certificate was installed" names nobody.
func wrongEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "bad" || ws[i].text == "wrong" {
		if v, ok := adjectiveEnglish(ws, i); ok {
			return v, true
		}
	}
	if ws[i].text == "bad" && !(i+1 < len(ws) && (ws[i+1].text == "advice" || ws[i+1].text == "decision" || ws[i+1].text == "decisions" || ws[i+1].text == "call" || ws[i+1].text == "choice" || ws[i+1].text == "instructions")) {
		return verdict{}, false
	}
	if (ws[i].text == "false" || ws[i].text == "misleading") && !(i+1 < len(ws) && slices.Contains(needsAfter("false"), ws[i+1].text)) {
		return verdict{}, false
	}
	if v, ok := wrongBy(ws, i); ok {
		return v, true
	}
	for k := i - 1; k > 0 && k >= i-8 && !ws[k+1].comma && ws[k].tags&boundary == 0; k-- {
		if !actedOn(ws, k, i) {
			continue
		}
		if ws[k-1].tags&auxiliary != 0 && ws[k-1].text != "had" {
			return verdict{}, false
		}
		who, _ := subject(ws, k)
		return spanOf(ws, k, i, NamedCause), oneWhoActs(ws, k, who) && who&outsider == 0 && !futureOrHabit(ws, k) && !(deedNow(ws, k) && inGeneral(ws, k))
	}
	return verdict{}, false
}

// deedNow tells whether the word at i is a verb of doing in the third person of the
// present tense, as rows of a timeline have it: restarts, picks; "the pages" is none.
func deedNow(ws []word, i int) bool {
	base, ok := strings.CutSuffix(ws[i].text, "s")
	return ok && listed(base)&(change|strictChange|oneOff) != 0 && ws[i].tags&(systemNoun|checkNoun|genericNoun) == 0 && (i == 0 || ws[i-1].tags&(determiner|preposition) == 0)
}

// actedOn tells whether the word at k can say that somebody did something to the wrong
// thing at i: typed, restarts, typing; "got … wrong".
func actedOn(ws []word, k, i int) bool {
	switch w := ws[k].text; w {
	case "typing", "entering", "deleting", "choosing":
		return true
	case "got":
		return wrongAtEnd(ws, i)
	default:
		return (deed(w) || deedNow(ws, k)) && !beholding(w)
	}
}

// wrongAtEnd: "got the order of the steps wrong".
func wrongAtEnd(ws []word, i int) bool {
	return i+1 >= len(ws) || ws[i+1].comma || ws[i+1].tags&(boundary|preposition) != 0
}

// wrongBy: "the wrong flag was passed by the release manager".
func wrongBy(ws []word, i int) (verdict, bool) {
	for k := i + 2; k+1 < len(ws) && k <= i+7 && ws[k-1].tags&boundary == 0; k++ {
		if ws[k].text == "by" {
			return spanOf(ws, i, k, NamedCause), deed(ws[k-1].text) && !beholding(ws[k-1].text) && accountable(head(ws, k+1, min(len(ws), k+6))) && !futureOrHabit(ws, i)
		}
	}
	return verdict{}, false
}

// beholding tells whether a verb says what somebody saw or mended, which makes the
// wrong thing nobody's.
func beholding(w string) bool {
	switch w {
	case "noticed", "found", "reported", "returned", "showed", "displayed", "received", "fixed", "corrected", "identified", "spotted", "discovered", "realised", "realized", "mentioned", "described", "detected", "flagged", "replaced",
		"rejected", "blocked", "investigated", "suspected", "expected", "inherited", "raised", "observed", "logged", "located", "traced", "diagnosed", "confirmed", "repaired", "resolved", "reverted", "undid":
		return true
	}
	return false
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
			return spanOf(ws, i, i, Carelessness), accountable(who)
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
	return spanOf(ws, i-3, i, Carelessness), accountable(who) && ws[i-3].tags&(diligence|care) == 0
}

// adjectiveEnglish: the operator's slow reaction.
func adjectiveEnglish(ws []word, i int) (verdict, bool) {
	if denied(ws, i) {
		return verdict{}, false
	}
	if i+1 >= len(ws) {
		return qualityEnglish(ws, i)
	}
	if i+3 < len(ws) && ws[i+2].text == "by" && (ws[i+1].tags&systemNoun == 0 || gerund(ws, i+1)) {
		return spanOf(ws, i, i+2, Carelessness), accountable(head(ws, i+3, min(len(ws), i+8)))
	}
	if i == 0 || !possessive(ws[i-1].text) {
		return qualityEnglish(ws, i)
	}
	return spanOf(ws, i-1, i+1, Carelessness), accountable(ws[i-1].tags) && ws[i-1].tags&systemNoun == 0 && ws[i+1].tags&(systemNoun|checkNoun) == 0
}
