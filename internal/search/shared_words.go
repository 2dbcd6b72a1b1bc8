package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scripts gives the stretches of a text of one script each: words, and Japanese between
// two marks.
func scripts(text string) []string {
	var parts []string
	for run := range runs(Fold(text)) {
		parts = append(parts, byScript(run)...)
	}
	return parts
}

// sharedWords gives the words of a text, in its scripts, that another has too, the most
// telling first; points says how telling each shared term is. Of Japanese, which has no
// blanks, overlapping pairs are one stretch, and what stands between its particles and
// endings are words.
func sharedWords(parts []string, points map[string]float64) []string {
	worth := map[string]float64{}
	for _, part := range parts {
		if !japanese(part) {
			if p, ok := points[part]; ok {
				worth[part] = p
			}
			continue
		}
		for _, stretch := range sharedStretches([]rune(part), points) {
			for _, word := range strings.FieldsFunc(stretch, func(r rune) bool { return unicode.In(r, unicode.Hiragana) }) {
				if utf8.RuneCountInString(word) >= 2 {
					worth[word] = pairPoints([]rune(word), points)
				}
			}
		}
	}
	if len(worth) == 0 { // pairs with particles alone
		worth = points
	}
	var words []string
	for word := range worth {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(worth[b], worth[a]), strings.Compare(a, b))
	})
	return words
}

// sharedStretches gives the longest stretches of which every pair of letters is shared.
func sharedStretches(letters []rune, points map[string]float64) []string {
	var stretches []string
	for from := 0; from+1 < len(letters); from++ {
		to := from
		for to+1 < len(letters) && has(points, letters[to:to+2]) {
			to++
		}
		if to > from {
			stretches = append(stretches, string(letters[from:to+1]))
			from = to
		}
	}
	return stretches
}

func has(points map[string]float64, pair []rune) bool {
	_, ok := points[string(pair)]
	return ok
}

func pairPoints(letters []rune, points map[string]float64) (sum float64) {
	for i := range len(letters) - 1 {
		sum += points[string(letters[i:i+2])]
	}
	return sum
}
