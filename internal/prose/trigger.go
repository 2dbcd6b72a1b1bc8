package prose

import (
	"strings"
	"sync"
)

// triggers is a set of literals that is looked for in one pass: a table by the
// first bytes says where it is worth comparing at all.
type triggers struct {
	latin [26 * 26][]trigger // words by their first two letters
	kana  [1 << 12][]string  // Japanese literals by a hash of their first character
}

// trigger is a word and, where the word is frequent and blames only before
// certain words, those.
type trigger struct {
	word string
	next []string
}

func (t *triggers) addLatin(w string, next ...string) {
	k := int(w[0]-'a')*26 + int(w[1]-'a')
	t.latin[k] = append(t.latin[k], trigger{w, next})
}

func (t *triggers) addKana(w string) {
	k := kanaKey(w[0], w[1], w[2])
	t.kana[k] = append(t.kana[k], w)
}

func kanaKey(a, b, c byte) int { return (int(a)<<12 ^ int(b)<<6 ^ int(c)) & (1<<12 - 1) }

// scan tells whether an English word of the set stands anywhere in a text, and
// whether a Japanese literal of it does.
func scan[T string | []byte](t *triggers, text T) (latin, kana bool) {
	inWord := false
	for i := 0; i+1 < len(text); i++ {
		c := text[i]
		if c < 0x80 {
			lower := c | 0x20
			letter := lower >= 'a' && lower <= 'z'
			if letter && !inWord && !latin {
				if d := text[i+1] | 0x20; d >= 'a' && d <= 'z' {
					if words := t.latin[int(lower-'a')*26+int(d-'a')]; words != nil {
						latin = beginsAny(text[i:], words)
					}
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
				if words := t.kana[kanaKey(c, text[i+1], text[i+2])]; words != nil {
					kana = beginsKana(text[i:], words)
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

func beginsKana[T string | []byte](text T, words []string) bool {
next:
	for _, w := range words {
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

// beginsAny tells whether a text begins with one of the words as a whole word,
// whatever the case of its letters, with one of those after it that it needs.
func beginsAny[T string | []byte](text T, words []trigger) bool {
	for _, w := range words {
		if !beginsWord(text, w.word) {
			continue
		}
		if len(w.next) == 0 {
			return true
		}
		at := len(w.word)
		for at < len(text) && (text[at] == ' ' || text[at] == '\n') {
			at++
		}
		for _, next := range w.next {
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

// blameTriggers are the words without which no sentence can blame.
var blameTriggers = sync.OnceValue(func() *triggers {
	t := &triggers{}
	for w := range strings.FieldsSeq(englishRuleWords) {
		t.addLatin(w, needsAfter(w)...)
	}
	for _, list := range []string{traitWords, traitNouns, faultVerbs} {
		for w := range strings.FieldsSeq(list) {
			t.addLatin(w)
		}
	}
	for first, phrases := range blamingPhraseTable() {
		for _, p := range phrases {
			t.addLatin(first, p.words[1:min(2, len(p.words))]...)
		}
	}
	for _, r := range japaneseBlames() {
		t.addKana(r.literal)
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
		return []string{"one", "engineer", "developer", "operator", "member", "person"}
	case "failing", "fails":
		return []string{"to"}
	case "human", "operator", "user", "engineer", "pilot", "administrator", "admin", "developer":
		return []string{"error", "errors", "mistake", "mistakes", "negligence", "fault", "carelessness"}
	case "part":
		return []string{"of"}
	case "cause":
		return []string{"was", "is"}
	case "instead":
		return []string{"of"}
	case "rather":
		return []string{"than"}
	case "introduced":
		return []string{"a", "the", "this", "an"}
	case "responsible":
		return []string{"for"}
	case "responsibility", "job", "duty":
		return []string{"to"}
	case "carefully", "properly", "thoroughly", "diligently", "attentively":
		return nil
	case "expect", "expected":
		return []string{"a", "an", "any", "somebody", "someone", "of"}
	case "error", "errors":
		return []string{"by", "of", "made", "on", "from"}
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
