package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is something that is compared with others.
type Text struct {
	Key   string
	Title string
	Body  string
}

// Score says how alike a text is to what was asked for.
type Score struct {
	Text
	Points float64  // BM25; comparable within one answer only
	Shared []string // the words that both have, the most telling first
}

// Terms lists the words of a text by which texts are alike: words of two letters
// and more, and pairs of Japanese letters. Words that every text has are left
// out.
func Terms(text string) []string {
	var terms []string
	for _, part := range scripts(text) {
		if !japanese(part) {
			if utf8.RuneCountInString(part) >= 2 && !slices.Contains(commonWords, part) {
				terms = append(terms, part)
			}
			continue
		}
		letters := []rune(part)
		for i := 0; i+1 < len(letters); i++ {
			if pair := letters[i : i+2]; !unicode.In(pair[0], unicode.Hiragana) || !unicode.In(pair[1], unicode.Hiragana) {
				terms = append(terms, string(pair))
			}
		}
	}
	return terms
}

// commonWords are English words that say nothing of what an incident is about.
var commonWords = strings.Fields("the and for was were with that this from not had has have are but its when then than after before into over all " +
	"of to in on at by as is it be or an we no so if up out incident postmortem")

func japanese(part string) bool {
	r, _ := utf8.DecodeRuneInString(part)
	return isJapanese(r)
}

func isJapanese(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

// byScript cuts a run where Japanese letters and others meet.
func byScript(run string) []string {
	var parts []string
	start, was := 0, false
	for i, r := range run {
		if is := isJapanese(r); i == 0 {
			was = is
		} else if is != was {
			parts = append(parts, run[start:i])
			start, was = i, is
		}
	}
	return append(parts, run[start:])
}

// Similar ranks texts by how alike they are to one, the most alike first, by
// BM25 over Terms; the words of titles count three times. Texts that share fewer
// than two terms with it are left out.
func Similar(to Text, others []Text, limit int) []Score {
	wanted := map[string]float64{}
	for _, term := range Terms(to.Body) {
		wanted[term] = 1
	}
	for _, term := range Terms(to.Title) {
		wanted[term] = 3
	}
	counts, lengths, total := make([]map[string]int, len(others)), make([]int, len(others)), 0
	have := map[string]int{}
	for i, o := range others {
		counts[i] = map[string]int{}
		terms := append(Terms(o.Body), Terms(o.Title)...)
		for _, term := range terms {
			if _, ok := wanted[term]; ok {
				counts[i][term]++
			}
		}
		for term := range counts[i] {
			have[term]++
		}
		lengths[i] = len(terms)
		total += len(terms)
	}
	average := float64(total) / float64(max(1, len(others)))
	parts := append(scripts(to.Title), scripts(to.Body)...)
	var scores []Score
	for i, o := range others {
		if len(counts[i]) < 2 {
			continue
		}
		s := Score{Text: o}
		points := score(counts[i], wanted, have, len(others), float64(lengths[i])/max(1, average))
		for _, p := range points {
			s.Points += p
		}
		s.Shared = sharedWords(parts, points)
		scores = append(scores, s)
	}
	slices.SortStableFunc(scores, func(a, b Score) int { return cmp.Compare(b.Points, a.Points) })
	return scores[:min(limit, len(scores))]
}

// score gives the points of each shared term: BM25 with its usual k1 = 1.2 and b = 0.75.
func score(counts map[string]int, weight map[string]float64, have map[string]int, n int, length float64) map[string]float64 {
	points := map[string]float64{}
	for term, count := range counts {
		idf := math.Log(1 + (float64(n)-float64(have[term])+0.5)/(float64(have[term])+0.5))
		tf := float64(count)
		points[term] = weight[term] * idf * tf * 2.2 / (tf + 1.2*(0.25+0.75*length))
	}
	return points
}
