package prose

import (
	"strings"
	"sync"
)

// triggers is a set of literals that is looked for in one pass: a table by the
// first bytes says where it is worth comparing at all.
type triggers struct {
	latin [26 * 26][]string // words by their first two letters; each is a prefix of a word
	kana  [1 << 12][]string // Japanese literals by a hash of their first character
}

func (t *triggers) addLatin(w string) {
	k := int(w[0]-'a')*26 + int(w[1]-'a')
	t.latin[k] = append(t.latin[k], w)
}

func (t *triggers) addKana(w string) {
	k := kanaKey(w[0], w[1], w[2])
	t.kana[k] = append(t.kana[k], w)
}

func kanaKey(a, b, c byte) int { return (int(a)<<12 ^ int(b)<<6 ^ int(c)) & (1<<12 - 1) }

// scan tells whether an English word of the set begins anywhere in a text, and
// whether a Japanese literal of it stands anywhere.
func (t *triggers) scan(text string) (latin, kana bool) {
	inWord := false
	for i := 0; i+1 < len(text); i++ {
		c := text[i]
		if c < 0x80 {
			lower := c | 0x20
			letter := lower >= 'a' && lower <= 'z'
			if letter && !inWord && !latin {
				if d := text[i+1] | 0x20; d >= 'a' && d <= 'z' {
					latin = beginsAny(text[i:], t.latin[int(lower-'a')*26+int(d-'a')])
				}
			}
			inWord = letter
			continue
		}
		inWord = false
		if c >= 0xE3 && c <= 0xE9 && i+2 < len(text) && !kana {
			for _, w := range t.kana[kanaKey(c, text[i+1], text[i+2])] {
				if strings.HasPrefix(text[i:], w) {
					kana = true
					break
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

// beginsAny tells whether a text begins with one of the words, whatever the
// case of its letters.
func beginsAny(text string, words []string) bool {
next:
	for _, w := range words {
		if len(w) > len(text) {
			continue
		}
		for i := 2; i < len(w); i++ {
			if c := text[i]; c != w[i] && c|0x20 != w[i] {
				continue next
			}
		}
		return true
	}
	return false
}

// blameTriggers are the words without which no sentence can blame.
var blameTriggers = sync.OnceValue(func() *triggers {
	t := &triggers{}
	for _, w := range strings.Fields(blameTriggersEnglish) {
		t.addLatin(w)
	}
	for _, w := range strings.Fields(blameTriggersJapanese) {
		t.addKana(w)
	}
	return t
})
