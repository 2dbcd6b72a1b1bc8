package prose

import "strings"

// ruleCanStart tells whether some rule of blame can start from a word, or from a pair
// of words that follow each other where the first alone is frequent and blames only
// before certain words. A sentence that has none of them needs no rule. They go by the
// hashes that the models know them by.
func ruleCanStart(hash uint64) bool { return rareTable(startsTable).find(hash) != 0 }

// pairHash is of two words that follow each other, as a model knows them.
func pairHash(first, second uint64) uint64 { return mixHash(mixHash(runKind, first), second) }

// englishStarts are the starts of all English rules.
func englishStarts() map[uint64]uint64 {
	starts := map[uint64]uint64{}
	start := func(hash uint64) { starts[hash] = 1 }
	add := func(word string, next ...string) {
		if len(next) == 0 {
			start(firstHash(word))
		}
		for _, n := range next {
			start(pairHash(firstHash(word), firstHash(n)))
		}
	}
	for w := range strings.FieldsSeq(englishRuleWords) {
		add(w, needsAfter(w)...)
	}
	for _, list := range []string{traitWords, traitNouns, faultVerbs} {
		for w := range strings.FieldsSeq(list) {
			add(w)
		}
	}
	for p := range phrases() {
		if first, rest, more := strings.Cut(p, " "); more {
			second, _, _ := strings.Cut(rest, " ")
			add(first, second)
		} else {
			add(p)
		}
	}
	return starts
}

// firstHash is of the first part of a word with a hyphen, which the models read as
// several.
func firstHash(word string) uint64 {
	end, hash, _ := readWord(word, 0)
	if end < len(word) && word[end] != '-' {
		return hashText(word)
	}
	return hash
}

// needsAfter gives the words one of which has to follow a frequent word for any
// rule to find blame there; nil: any may. An adverb between them is looked past by
// the rules only for words that are not in this list.
func needsAfter(w string) []string {
	switch w {
	case "because":
		return []string{"of"}
	case "due", "thanks":
		return []string{"to", "mainly", "purely", "simply", "solely"}
	case "caused", "triggered":
		return []string{"by", "mainly", "purely", "simply", "solely", "the", "this", "a", "an", "our", "all", "it", "us"}
	case "no":
		return []string{"serious", "competent", "sane", "reasonable", "responsible", "professional", "sensible", "self-respecting", "one", "engineer", "developer", "operator", "member", "person"}
	case "failing", "fails":
		return []string{"to"}
	case "operator", "user", "engineer", "pilot", "administrator", "admin", "developer":
		return []string{"error", "errors", "mistake", "mistakes", "negligence", "fault", "carelessness"}
	case "part":
		return []string{"of"}
	case "broken":
		return []string{"by"}
	case "cause":
		return []string{"was", "is", ":"}
	case "blame":
		return append([]string{"for"}, faultLies...)
	case "problem", "link":
		return []string{"is", "was", "here", "in"}
	case "once":
		return []string{"again"}
	case "cannot", "can't":
		return []string{"have"}
	case "false", "misleading":
		return []string{"information", "instructions", "advice", "answer", "answers", "data", "numbers", "statement", "statements"}
	case "must":
		return []string{"have", "be", "pay", "learn", "stop", "take", "think", "finally", "simply", "really", "also", "all"}
	case "need", "needs", "have", "has", "needed", "required", "meant", "asked", "told", "instructed", "down", "occur", "occurred", "contrary", "supposed", "obvious":
		return []string{"to"}
	case "even":
		return []string{"a", "an", "the", "my", "our", "though"}
	case "yet":
		return []string{"again"}
	case "why":
		return []string{"did", "didn't", "was", "wasn't"}
	case "spite":
		return []string{"of"}
	case "aware":
		return []string{"of", "that"}
	case "before":
		return []string{"thinking", "asking", "reading", "understanding", "considering", "consulting"}
	case "assumed":
		return []string{"someone", "somebody", "everyone", "everybody", "another", "others", "that", "it", "the"}
	case "instead":
		return []string{"of"}
	case "rather":
		return []string{"than"}
	case "introduced":
		return []string{"a", "the", "this", "an"}
	case "responsible":
		return []string{"for", "has", "was", "must", "should", "will", "needs"}
	case "responsibility":
		return append([]string{"to", "for"}, faultLies...)
	case "job", "duty":
		return []string{"to"}
	case "carefully", "properly", "thoroughly", "diligently", "attentively", "wasn't", "weren't":
		return nil
	case "expect", "expected":
		return []string{"better", "more", "a", "an", "any", "the", "somebody", "someone", "of", "to"}
	case "error", "errors":
		return append([]string{"by", "of", "made", "on", "from", "were"}, faultLies...)
	}
	var next []string
	for patterns := faulty(w); patterns != ""; {
		var pattern string
		pattern, patterns, _ = strings.Cut(patterns, "|")
		first, _, _ := strings.Cut(pattern, " ")
		if first == "" || first == "*" {
			return nil
		}
		next = append(next, first)
	}
	switch w {
	case "left":
		return nil
	case "failed":
		next = append(next, "to")
	case "had":
		return nil
	}
	return next
}
