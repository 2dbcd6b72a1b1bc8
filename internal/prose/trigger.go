package prose

import (
	"strings"
	"sync"
)

// triggers is a set of English words that is looked for in one pass: a table by
// the first three letters says where it is worth comparing at all. It is small: the
// check of one file waits for it.
type triggers struct {
	begin [1 << 15 / 64]uint64 // which three first letters there are at all: most words end here
	first [1 << 12]uint16      // by a hash of them: the number of a trigger, from 1; 0: none
	all   []trigger
}

// trigger is a word and, where the word is frequent and blames only before
// certain words, those.
type trigger struct {
	word   string
	before []string
	next   uint16 // the number of another trigger with the same hash, from 1
}

func (t *triggers) add(w string, before ...string) {
	for third := range byte(32) {
		if len(w) == 2 || third == w[2]&31 {
			k := beginKey(w[0], w[1], third)
			t.begin[k/64] |= 1 << (k % 64)
			h := chainKey(k)
			t.all = append(t.all, trigger{w, before, t.first[h]})
			t.first[h] = uint16(len(t.all))
		}
	}
}

// beginKey numbers three characters, whatever the case of letters. What is no
// letter counts as some other one: the key only says what cannot be.
func beginKey(a, b, c byte) int { return int(a&31)<<10 | int(b&31)<<5 | int(c&31) }

func chainKey(begin int) int { return (begin ^ begin>>3) & (1<<12 - 1) }

// scan tells whether an English word of the set stands anywhere in a text, and
// whether a Japanese literal that can blame does.
func scan[T string | []byte](t *triggers, text T) (latin, kana bool) {
	inWord := false
	var japanese *japaneseTable
	for i := 0; i+1 < len(text); i++ {
		c := text[i]
		if c < 0x80 {
			lower := c | 0x20
			letter := lower >= 'a' && lower <= 'z'
			if letter && !inWord && !latin {
				k := beginKey(c, text[i+1], text[min(i+2, len(text)-1)])
				if d := text[i+1] | 0x20; t.begin[k/64]&(1<<(k%64)) != 0 && d >= 'a' && d <= 'z' {
					latin = beginsAny(text[i:], t.all, t.first[chainKey(k)])
				}
			}
			if c == '\'' && !latin {
				latin = ownsError(text[i:])
			}
			inWord = letter
			continue
		}
		inWord = false
		if c >= 0xE3 && c <= 0xE9 && i+2 < len(text) {
			if !kana {
				if japanese == nil {
					japanese = japaneseBlameTable()
				}
				if first := japanese.first[kanaKey(c, text[i+1], text[i+2])]; first > 0 {
					kana = beginsKana(text[i:], japanese, first)
				}
			}
			i += 2
		}
		if latin && kana {
			return
		}
	}
	return
}

// ownsError tells whether a possessive is followed, at once or after one word, by
// "error": alone that word is too frequent to start from.
func ownsError[T string | []byte](text T) bool {
	if len(text) < 3 || text[1] != 's' || text[2] != ' ' {
		return false
	}
	at := 3
	if beginsWord(text[at:], "error") || beginsWord(text[at:], "errors") {
		return true
	}
	for at < len(text) && at < 24 && text[at] != ' ' {
		at++
	}
	return at+1 < len(text) && (beginsWord(text[at+1:], "error") || beginsWord(text[at+1:], "errors"))
}

func beginsKana[T string | []byte](text T, t *japaneseTable, first uint16) bool {
next:
	for n := first; n > 0; n = t.next[n-1] {
		w := t.rules[n-1].literal
		if len(w) > len(text) {
			continue
		}
		for i := range len(w) {
			if text[i] != w[i] {
				continue next
			}
		}
		return true
	}
	return false
}

// beginsAny tells whether a text begins with a trigger of a chain as a whole word,
// whatever the case of its letters, with one of those after it that it needs.
func beginsAny[T string | []byte](text T, all []trigger, first uint16) bool {
	for n := first; n > 0; n = all[n-1].next {
		w := &all[n-1]
		if !beginsWord(text, w.word) {
			continue
		}
		if len(w.before) == 0 {
			return true
		}
		at := len(w.word)
		for at < len(text) && (text[at] == ' ' || text[at] == '\n') {
			at++
		}
		for _, next := range w.before {
			if beginsWord(text[at:], next) {
				return true
			}
		}
	}
	return false
}

func beginsWord[T string | []byte](text T, w string) bool {
	if len(w) > len(text) {
		return false
	}
	for i := range len(w) {
		if c := text[i]; c != w[i] && c|0x20 != w[i] {
			return false
		}
	}
	return len(w) == len(text) || !wordByte(text[len(w)]|0x20)
}

// blameTriggers are the words without which no English sentence can blame.
var blameTriggers = sync.OnceValue(func() *triggers {
	t := &triggers{all: make([]trigger, 0, 2048)}
	for w := range strings.FieldsSeq(englishRuleWords) {
		t.add(w, needsAfter(w)...)
	}
	for _, list := range []string{traitWords, traitNouns, faultVerbs} {
		for w := range strings.FieldsSeq(list) {
			t.add(w)
		}
	}
	for p := range phrases() {
		first, rest, more := strings.Cut(p, " ")
		if !more {
			t.add(first)
			continue
		}
		second, _, _ := strings.Cut(rest, " ")
		t.add(first, second)
	}
	return t
})

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
	case "human", "operator", "user", "engineer", "pilot", "administrator", "admin", "developer":
		return []string{"error", "errors", "mistake", "mistakes", "negligence", "fault", "carelessness"}
	case "part":
		return []string{"of"}
	case "cause":
		return []string{"was", "is"}
	case "blame":
		return []string{"lies", "rests", "is", "was", "sits", "falls", "for", "lay", "sat", "remains"}
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
	case "against":
		return []string{"all", "advice", "better", "the", "our", "policy", "procedure"}
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
		return []string{"to", "for", "lies", "rests"}
	case "job", "duty":
		return []string{"to"}
	case "carefully", "properly", "thoroughly", "diligently", "attentively":
		return nil
	case "expect", "expected":
		return []string{"a", "an", "any", "the", "somebody", "someone", "of", "to"}
	case "error", "errors":
		return []string{"by", "of", "made", "on", "from", "was", "were"}
	}
	var next []string
	for _, pattern := range faulty(w) {
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
