package prose

import (
	"strings"
	"unicode/utf8"
)

// How many words, or characters of Japanese, a finding of the model quotes at most.
const (
	quotedWords      = 7
	quotedCharacters = 16
	longestObject    = 4 // words that an English stretch grows by
)

// mostTelling gives the stretch of the sentence that was weighed last whose signs speak
// most for blame: each sign's weight is shared among the pieces that it is read from.
func (r *reader) mostTelling(sentence string, written Lang, model *Weights) verdict {
	gains := make([]float64, len(r.pieces))
	at := 0 // where the piece of a sign's beginning is looked for: signs of one kind follow each other
	for _, s := range r.signs {
		if s.from == s.to {
			continue
		}
		if at >= len(r.pieces) || r.pieces[at].from > s.from {
			at = 0
		}
		for at < len(r.pieces) && r.pieces[at].to <= s.from {
			at++
		}
		end := at
		for end < len(r.pieces) && r.pieces[end].from < s.to {
			end++
		}
		weight := float64(model.of(s.Hash)) / float64(max(1, end-at))
		for k := at; k < end; k++ {
			gains[k] += weight
		}
	}
	longest := quotedWords
	if written == Japanese {
		longest = quotedCharacters
	}
	from, to := r.bestRun(gains, longest)
	v := verdict{start: int(r.pieces[from].from), end: int(r.pieces[to].to)}
	if written == Japanese {
		v.start, v.end = wholeWords(sentence, v.start, v.end)
	} else {
		v.start, v.end = withoutPunctuation(sentence, v.start, v.end)
		v.end = toTheObject(sentence, v.start, withoutLeads(sentence, v.start, v.end))
	}
	if v.start >= v.end {
		v.start, v.end = 0, len(sentence)
	}
	v.reason = reasonOf(sentence[v.start:v.end], sentence)
	return v
}

// withoutPunctuation leaves out signs at both ends.
func withoutPunctuation(sentence string, start, end int) (int, int) {
	const signs = " .,;:!?()[]/|-–—\"“”'"
	trimmed := strings.TrimLeft(sentence[start:end], signs)
	start = end - len(trimmed)
	return start, start + len(strings.TrimRight(trimmed, signs))
}

// withoutLeads leaves out words at the end of an English stretch that lead on to what
// is no longer in it: "without so much as a glance at the". Two words stay.
func withoutLeads(sentence string, start, end int) int {
	for {
		stretch := sentence[start:end]
		at := strings.LastIndexByte(stretch, ' ')
		if at < 0 || strings.IndexByte(stretch[:at], ' ') < 0 {
			return end
		}
		if !leadsOn(stretch[at+1:]) {
			return end
		}
		end = start + len(strings.TrimRight(stretch[:at], " ,"))
	}
}

// leadsOn tells whether a word says nothing without the words after it.
func leadsOn(word string) bool {
	if word == "" {
		return false
	}
	tags := tagsOf(strings.ToLower(word))
	return tags&(determiner|preposition|boundary) != 0 && tags&(pronoun|person) == 0
}

// toTheObject widens a stretch that still ends in a word that leads on to what it leads
// to: "broke the" to "broke the login page".
func toTheObject(sentence string, start, end int) int {
	stretch := sentence[start:end]
	if !leadsOn(stretch[strings.LastIndexByte(stretch, ' ')+1:]) {
		return end
	}
	reached := end
	for at, n := end, 0; n < longestObject; n++ {
		next := nextWord(sentence, at)
		if next == at {
			break
		}
		leads := leadsOn(sentence[at+1 : next])
		if leads && reached > end {
			break
		}
		if at = next; !leads {
			reached = at
		}
	}
	return reached
}

// nextWord gives the end of the word after a blank at i, whole as it is written:
// re-run, mem_limit, config.yaml; i where none stands there.
func nextWord(sentence string, i int) int {
	if i >= len(sentence) || sentence[i] != ' ' {
		return i
	}
	end, _, _ := readWord(sentence, i+1)
	if end == i+1 {
		return i
	}
	for end < len(sentence) && innerSign(sentence[end]) {
		further, _, _ := readWord(sentence, end+1)
		if further == end+1 {
			break
		}
		end = further
	}
	return end
}

// wholeWords widens a stretch of Japanese to the words that it cuts: to the left up
// to a particle or a sign, to the right to the end of the word and of its inflection.
func wholeWords(sentence string, start, end int) (int, int) {
	trimmed := strings.TrimLeft(sentence[start:end], japaneseMarks)
	start = clockStart(sentence, phraseStart(sentence, end-len(trimmed)))
	if last, _ := utf8.DecodeLastRuneInString(sentence[:end]); katakana(last) {
		end = len(sentence) - len(strings.TrimLeftFunc(sentence[end:], katakana))
	}
	for n := 0; n < longestTail; n++ {
		last, _ := utf8.DecodeLastRuneInString(sentence[:end])
		next, size := utf8.DecodeRuneInString(sentence[end:])
		if size == 0 || strings.ContainsRune(japaneseMarks, next) || !kana(next) && kana(last) || next == 'を' || katakana(last) && strings.ContainsRune("がはにでとのもへ", next) {
			break
		}
		end += size
	}
	return start, start + len(strings.TrimRight(sentence[start:end], japaneseMarks))
}

// clockStart widens a stretch that begins with the minutes of a time of day to its hour.
func clockStart(s string, start int) int {
	const digits = "0123456789"
	before, colon := strings.CutSuffix(s[:start], ":")
	hour := strings.TrimRight(before, digits)
	if !colon || hour == before || start == len(s) || strings.IndexByte(digits, s[start]) < 0 {
		return start
	}
	return len(hour)
}

const (
	japaneseMarks = "、。，．：:；;（）()「」『』【】・… 　!！?？\n\r\t"
	longestTail   = 8 // characters that a stretch grows by
)

func katakana(r rune) bool { return r >= 0x30A1 && r <= 0x30FA || r == 'ー' }

func kana(r rune) bool { return r >= 0x3040 && r <= 0x309F }

// bestRun gives the first and last piece of the run with the largest gain.
func (r *reader) bestRun(gains []float64, longest int) (from, to int) {
	best := 0.0
	for i := 1; i+1 < len(gains); i++ {
		sum := 0.0
		for j := i; j+1 < len(gains) && j < i+longest; j++ {
			if sum += gains[j]; sum > best {
				best, from, to = sum, i, j
			}
		}
	}
	if best == 0 && len(gains) > 2 {
		return 1, len(gains) - 2
	}
	return from, to
}

// reasonOf names the pattern behind words that no rule knows.
func reasonOf(words, sentence string) Reason {
	for _, text := range []string{words, sentence} {
		lower := strings.ToLower(text)
		for _, p := range reasonWords {
			for w := range strings.SplitSeq(p.words, "|") {
				if strings.Contains(lower, w) {
					return p.reason
				}
			}
		}
	}
	return Carelessness
}

var reasonWords = []struct {
	reason Reason
	words  string
}{
	{Hindsight, "should|could have|would have|ought|if only|べき|れば|たら"},
	{Forgetting, "forgot|forget|remember|neglect|忘れ|失念"},
	{Guilty, "who did|whose fault|culprit|guilty|held accountable|responsible for|責任|犯人|誰の"},
	{NamedCause, "caused by|error|mistake|root cause|blame|fault|because of|due to|ミス|原因"},
}
