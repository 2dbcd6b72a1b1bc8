package prose

import "sync"

// wordPool keeps the room for the words of a sentence between calls.
var wordPool = sync.Pool{New: func() any { return new([]word) }}

// verdict is what a rule says of one sentence, before it is put into words.
type verdict struct {
	start, end int
	reason     Reason
}

// MayBlame tells at the cost of one pass whether a text holds a word without
// which nothing in it can blame. Markup in it does not matter.
func MayBlame(text []byte) bool {
	english, japanese := scan(blameTriggers(), text)
	return english || japanese
}

// Blame marks the words that judge a person, at most one stretch a sentence.
// text is the prose of one block without code and addresses; line ends are
// white space. It looks for the few words that can blame before it reads any
// sentence, so text without them costs one pass over its bytes.
func Blame(text string, lang Lang) []Finding {
	en, ja := scan(blameTriggers(), text)
	if !en && !ja {
		return nil
	}
	var findings []Finding
	var lower string
	if en {
		lower = lowerSame(text)
	}
	scratch := wordPool.Get().(*[]word)
	ws := *scratch
	defer func() { *scratch = ws; wordPool.Put(scratch) }()
	eachSentence(text, func(start, end int) {
		var v verdict
		var found bool
		if ja {
			v, found = blameJapanese(text[start:end])
			v.start, v.end = v.start+start, v.end+start
		}
		if !found && en {
			if hit, _ := scan(blameTriggers(), text[start:end]); !hit {
				return
			}
			ws = appendWords(ws[:0], text, lower, start, end, english())
			v, found = blameEnglish(ws)
		}
		if found {
			findings = append(findings, blameFinding(text, v, lang))
		}
	})
	return findings
}
