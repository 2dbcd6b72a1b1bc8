package prose

import "fmt"

// blamePhrases are words that put a failing on a person. "fail" and "should
// have" of a system stay silent: see subjectIsSystem.
func blamePhrases() []phrase {
	return []phrase{
		{"should have", "hindsight"}, {"could have known", "hindsight"}, {"ought to have", "hindsight"}, {"if only", "hindsight"},
		{"forgot to", "forgetting"}, {"neglected to", "forgetting"}, {"failed to follow", "carelessness"}, {"team failed to", "carelessness"},
		{"engineer failed to", "carelessness"}, {"operator failed to", "carelessness"}, {"careless", "carelessness"}, {"sloppy", "carelessness"},
		{"negligen", "carelessness"}, {"didn't bother", "carelessness"}, {"human error by", "named-cause"}, {"root cause: human error", "named-cause"},
		{"operator error", "named-cause"}, {"'s mistake", "named-cause"}, {"'s fault", "named-cause"}, {"who did this", "guilty"},
		{"べきだった", "hindsight"}, {"べきでした", "hindsight"}, {"していれば防げた", "hindsight"}, {"不注意", "carelessness"}, {"確認不足", "carelessness"},
		{"怠った", "carelessness"}, {"怠り", "carelessness"}, {"見落とした", "carelessness"}, {"認識が甘", "carelessness"}, {"忘れた", "forgetting"},
		{"失念", "forgetting"}, {"人為ミスである", "named-cause"}, {"人為ミスが原因", "named-cause"}, {"のミスが原因", "named-cause"},
		{"のミスにより", "named-cause"}, {"ちゃんと", "carelessness"}, {"誰の責任", "guilty"},
	}
}

// neutralContexts are phrases in which a blaming word blames nobody.
func neutralContexts() []phrase {
	return []phrase{
		{"human error rate", ""}, {"never a root cause", ""}, {"is not a root cause", ""}, {"git blame", ""}, {"server should have", ""},
		{"alert should have", ""}, {"見落とし率", ""}, {"を誘発", ""}, {"から今後", ""},
	}
}

// Blame marks the words that judge a person, at most one stretch a sentence.
// text is the prose of one block without code and addresses.
func Blame(text string, lang Lang) []Finding {
	lower := lowerSame(text)
	if _, _, ok := find(lower, blamePhrases()); !ok {
		return nil
	}
	var findings []Finding
	start := 0
	for _, end := range sentences(text) {
		sentence := lower[start:end]
		if at, p, ok := find(sentence, blamePhrases()); ok {
			if _, _, neutral := find(sentence, neutralContexts()); !neutral {
				findings = append(findings, blameFinding(text, start+at, start+at+len(p.text), p.reason, lang))
			}
		}
		start = end
	}
	return findings
}

func blameFinding(text string, start, end int, reason string, lang Lang) Finding {
	return Finding{
		Start: start, End: end, Reason: reason,
		Message:    fmt.Sprintf(lang.say("%q judges a person instead of describing what the system made likely", "「%s」は仕組みではなく人を評価しています"), text[start:end]),
		Suggestion: lang.say("describe the condition: what made it the obvious thing to do, and which mechanism was missing?", "条件を書いてください。その時点でその行動が自然だったのはなぜか、どの仕組みがなかったのか"),
	}
}
