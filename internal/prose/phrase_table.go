package prose

import (
	"iter"
	"slices"
	"strings"
)

// phraseEnglish gives how many words of a blaming phrase stand at i.
func phraseEnglish(ws []word, i int) (int, Reason) {
	at := wordTable(englishTable).find(hashText(ws[i].text)) >> phrasesShift
	if at == 0 {
		return 0, ""
	}
	for list := phrasesList[at-1:]; list != ""; {
		var phrase string
		phrase, list, _ = strings.Cut(list, "\n")
		if head, _, _ := strings.Cut(phrase, " "); head != ws[i].text {
			break
		}
		if n := follows(ws, i, phrase); n > 0 && !(n > 1 && ws[i+1].comma) {
			return n, reasonOfPhrase(phrase)
		}
	}
	return 0, ""
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

// packPhrases lists the phrases, a line each, those that begin with the same word
// together, and gives where the first of each such word begins, by the word's hash.
func packPhrases() (list string, begin map[uint64]uint64) {
	all := slices.Collect(phrases())
	head := func(phrase string) string {
		first, _, _ := strings.Cut(phrase, " ")
		return first
	}
	slices.SortStableFunc(all, func(a, b string) int { return strings.Compare(head(a), head(b)) })
	begin = map[uint64]uint64{}
	for i, p := range all {
		if i == 0 || head(all[i-1]) != head(p) {
			begin[hashText(head(p))] = uint64(len(list))
		}
		list += strings.Join(strings.Fields(p), " ") + "\n"
	}
	return list, begin
}

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
