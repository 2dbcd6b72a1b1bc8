package incident

import (
	"math"
	"strings"
)

// rangeEnd is one end of a range as it is written: "≤ 200 ms", "1未満", "0".
type rangeEnd struct {
	value   float64
	unit    string
	side    int  // -1: it says that it is the lowest value, 1: the highest, 0: neither
	outside bool // it is itself no normal value
	ok      bool // it can be read
}

// alone is the range that has this end only; one that is neither end is the only
// normal value.
func (e rangeEnd) alone() Range {
	if e.side == 0 {
		return Range{Low: e.value, High: e.value}
	}
	if e.side < 0 {
		return Range{Low: e.value, High: math.Inf(1), Above: e.outside}
	}
	return Range{Low: math.Inf(-1), High: e.value, Below: e.outside}
}

// endWord is a sign or words that say which end of a range a number is.
type endWord struct {
	text    string
	side    int
	outside bool
}

// endWordsBefore stand before the number, the longer ones first.
var endWordsBefore = []endWord{
	{"≤", 1, false}, {"<", 1, true}, {"≥", -1, false}, {">", -1, true},
	{"less than or equal to ", 1, false}, {"no more than ", 1, false}, {"not more than ", 1, false}, {"at most ", 1, false},
	{"up to ", 1, false}, {"maximum ", 1, false}, {"max. ", 1, false}, {"max ", 1, false},
	{"less than ", 1, true}, {"lower than ", 1, true}, {"below ", 1, true}, {"under ", 1, true},
	{"greater than or equal to ", -1, false}, {"more than or equal to ", -1, false}, {"no less than ", -1, false}, {"not less than ", -1, false},
	{"at least ", -1, false}, {"minimum ", -1, false}, {"min. ", -1, false}, {"min ", -1, false},
	{"greater than ", -1, true}, {"more than ", -1, true}, {"higher than ", -1, true}, {"above ", -1, true}, {"over ", -1, true},
	{"最大", 1, false}, {"最小", -1, false},
}

// endWordsAfter stand after the number and its unit.
var endWordsAfter = []endWord{
	{" or less", 1, false}, {" or lower", 1, false}, {" or below", 1, false}, {" or fewer", 1, false}, {" or under", 1, false}, {" at most", 1, false}, {" max", 1, false},
	{" or more", -1, false}, {" or higher", -1, false}, {" or above", -1, false}, {" or greater", -1, false}, {" or over", -1, false}, {" at least", -1, false},
	{"以下", 1, false}, {"以内", 1, false}, {"まで", 1, false}, {"未満", 1, true}, {"を下回る", 1, true}, {"より小さい", 1, true}, {"より低い", 1, true},
	{"以上", -1, false}, {"超過", -1, true}, {"超", -1, true}, {"を超える", -1, true}, {"を上回る", -1, true}, {"より大きい", -1, true}, {"より高い", -1, true},
}

// parseRangeEnd reads one end. Words that say two things of it are not read.
func parseRangeEnd(text string) rangeEnd {
	rest, said, found := cutEndWord(strings.TrimSpace(text))
	if found {
		if _, _, again := cutEndWord(rest); again {
			return rangeEnd{}
		}
	}
	value, unit, ok := ParseValue(rest)
	return rangeEnd{value: value, unit: unit, side: said.side, outside: said.outside, ok: ok}
}

func cutEndWord(text string) (rest string, said endWord, found bool) {
	for _, w := range endWordsBefore {
		if rest, ok := cutWord(text, w.text); ok {
			return strings.TrimSpace(rest), w, true
		}
	}
	for _, w := range endWordsAfter {
		if at := len(text) - len(w.text); at > 0 && strings.EqualFold(text[at:], w.text) {
			return strings.TrimSpace(text[:at]), w, true
		}
	}
	return text, endWord{}, false
}

// cutWord cuts words off the beginning of a text, in capital letters or small.
func cutWord(text, word string) (rest string, ok bool) {
	if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
		return text, false
	}
	return text[len(word):], true
}
