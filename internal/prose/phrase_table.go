package prose

import (
	"iter"
	"strings"
	"sync"
)

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

// blamingPhraseTable is blamingPhrases by first word.
var blamingPhraseTable = sync.OnceValue(func() map[string][]phraseEntry {
	table := map[string][]phraseEntry{}
	for p := range phrases() {
		words := strings.Fields(p)
		table[words[0]] = append(table[words[0]], phraseEntry{words, reasonOfPhrase(p)})
	}
	return table
})

// phrases gives each of blamingPhrases, without white space around it.
func phrases() iter.Seq[string] {
	return func(yield func(string) bool) {
		single, several, _ := strings.Cut(blamingPhrases, "|")
		for w := range strings.FieldsSeq(single) {
			if !yield(w) {
				return
			}
		}
		for p := range strings.SplitSeq(several, "|") {
			if !yield(strings.TrimSpace(p)) {
				return
			}
		}
	}
}
