package prose

import (
	"fmt"
	"strings"
)

// Change is what is judged of an action item; When may be empty.
type Change struct{ Title, When, After string }

// vaguePhrases are words under which nobody can see a change of behaviour.
func vaguePhrases() []phrase {
	return []phrase{
		{"improve", "improve"}, {"strengthen", "improve"}, {"enhance", "improve"}, {"better tests", "improve"}, {"raise awareness", "care"},
		{"more careful", "care"}, {"be careful", "care"}, {"pay attention", "care"}, {"take care", "care"}, {"as needed", "open-object"},
		{"consider", "inquiry"}, {"look into", "inquiry"}, {"investigate", "inquiry"}, {"explore", "inquiry"}, {"discuss", "inquiry"},
		{"revisit", "inquiry"}, {"evaluate", "inquiry"}, {"review whether", "inquiry"}, {"train the team", "care"},
		{"検討", "inquiry"}, {"調査する", "inquiry"}, {"徹底", "care"}, {"周知", "care"}, {"気をつけ", "care"}, {"気を付け", "care"}, {"注意する", "care"},
		{"意識を高め", "care"}, {"意識する", "care"}, {"強化する", "improve"}, {"向上させ", "improve"}, {"改善する", "improve"}, {"充実させ", "improve"},
		{"設計レビューを行う", "inquiry"},
	}
}

// Vague returns at most one finding, about After, or about Title when After is
// empty: then OnTitle is set.
func Vague(c Change, lang Lang) (Finding, bool) {
	text, onTitle := c.After, false
	if strings.TrimSpace(text) == "" {
		text, onTitle = c.Title, true
	}
	lower := lowerSame(text)
	at, p, ok := find(lower, vaguePhrases())
	switch {
	case ok && !observable(lower):
		return vagueFinding(text, at, at+len(p.text), p.reason, onTitle, lang), true
	case len(strings.Fields(text)) < 2 && len([]rune(text)) < 6:
		return vagueFinding(text, 0, len(text), "too-thin", onTitle, lang), true
	}
	return Finding{}, false
}

// observable tells whether a text names a number with a unit or a threshold: a
// sentence may say "improve" and still say what an outsider sees.
func observable(lower string) bool {
	for i := 0; i < len(lower); i++ {
		if lower[i] < '0' || lower[i] > '9' {
			continue
		}
		for i < len(lower) && (lower[i] >= '0' && lower[i] <= '9' || lower[i] == '.') {
			i++
		}
		rest := strings.TrimLeft(lower[i:], " ")
		for _, unit := range []string{"%", "ms", "second", "minute", "hour", "分", "秒", "件", "mb", "gb"} {
			if strings.HasPrefix(rest, unit) {
				return true
			}
		}
	}
	return false
}

func vagueFinding(text string, start, end int, reason string, onTitle bool, lang Lang) Finding {
	return Finding{
		Start: start, End: end, Reason: reason, OnTitle: onTitle,
		Message:    fmt.Sprintf(lang.say("%q does not say what will be done differently", "「%s」では、何がどう変わるのか分かりません"), text[start:end]),
		Suggestion: lang.say("name who or what acts, when, and what is different afterwards: \"when <situation>, <who or what> <does what>\"", "「〜のとき、〜が〜する」の形で、誰が（何が）いつ何をし、その後どうなるかを書いてください"),
	}
}
