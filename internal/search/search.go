// Package search says what a search finds and which incidents are alike. It does
// no I/O: the database keeps an index of grams that this package makes, and
// hands over what may match.
//
// A query finds every text that has each of its words as a part, in whatever
// script: "エラー", "out" in "timeout", "DBが". Databases' own word indexes do not
// do that for Japanese, nor for parts of words.
package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives a text as a search compares it: width and case do not matter (NFKC,
// lower case), and white space is one space.
func Fold(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(text))), " ")
}

// maxGrams is how many different grams of one text are indexed. More than a
// megabyte of text has them.
const maxGrams = 100_000

// Grams lists the different pairs and triples of neighbouring letters and digits
// of folded texts, in order: what is written into the index.
func Grams(folded ...string) []string {
	seen := map[string]struct{}{}
	for _, text := range folded {
		for run := range runs(text) {
			grams(run, 2, seen)
			grams(run, 3, seen)
		}
	}
	all := make([]string, 0, len(seen))
	for g := range seen {
		all = append(all, g)
	}
	slices.Sort(all)
	return all[:min(len(all), maxGrams)]
}

// runs goes over the stretches of letters and digits of a text.
func runs(text string) func(yield func(string) bool) {
	return strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// grams adds the parts of a run that are n characters long.
func grams(run string, n int, into map[string]struct{}) {
	starts := make([]int, 0, n+1)
	for i := range run {
		if starts = append(starts, i); len(starts) > n {
			into[run[starts[0]:i]] = struct{}{}
			starts = starts[1:]
		}
	}
	if len(starts) == n {
		into[run[starts[0]:]] = struct{}{}
	}
}

// Query is what is looked for: texts that have every one of the words as a part.
type Query struct{ words []string }

// ParseQuery reads a query: words, with quotation marks around those that stand
// next to each other.
func ParseQuery(text string) Query {
	var q Query
	for i, part := range strings.Split(strings.NewReplacer("“", `"`, "”", `"`, "「", `"`, "」", `"`).Replace(text), `"`) {
		part = Fold(part)
		switch {
		case part == "":
		case i%2 == 1: // between two marks
			q.words = append(q.words, part)
		default:
			q.words = append(q.words, strings.Fields(part)...)
		}
	}
	return q
}

// Empty tells whether nothing is looked for.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Grams lists what a text must have in the index to match. None means that the
// index does not help: every text has to be looked at.
func (q Query) Grams() []string {
	need := map[string]struct{}{}
	for _, word := range q.words {
		for run := range runs(word) {
			if utf8.RuneCountInString(run) == 2 {
				need[run] = struct{}{}
			}
			grams(run, 3, need)
		}
	}
	all := make([]string, 0, len(need))
	for g := range need {
		all = append(all, g)
	}
	slices.Sort(all)
	return all
}

// Matches tells whether the texts together have every word. They are folded.
func (q Query) Matches(folded ...string) bool {
	for _, word := range q.words {
		if !slices.ContainsFunc(folded, func(text string) bool { return strings.Contains(text, word) }) {
			return false
		}
	}
	return true
}

// Snippet gives the words around the first match in a text, folded, at most
// about size characters.
func (q Query) Snippet(folded string, size int) string {
	for _, word := range q.words {
		if at := strings.Index(folded, word); at >= 0 {
			return around(folded, at, size)
		}
	}
	return ""
}

// around cuts a stretch of about size characters that begins a third before at.
func around(text string, at, size int) string {
	start, end := at, at
	for n := 0; n < size/3 && start > 0; n++ {
		_, width := utf8.DecodeLastRuneInString(text[:start])
		start -= width
	}
	for n := 0; n < size*2/3 && end < len(text); n++ {
		_, width := utf8.DecodeRuneInString(text[end:])
		end += width
	}
	before, after := "", ""
	if start > 0 {
		before = "…"
	}
	if end < len(text) {
		after = "…"
	}
	return before + strings.TrimSpace(text[start:end]) + after
}
