package prose

// verdict is what a rule says of one sentence, before it is put into words.
type verdict struct {
	start, end int
	reason     Reason
}

// Blame marks the words that judge a person, at most one stretch a sentence.
// text is the prose of one block without code and addresses; line ends are
// white space. It looks for the few words that can blame before it reads any
// sentence, so text without them costs one pass over its bytes.
func Blame(text string, lang Lang) []Finding {
	en, ja := blameTriggers().scan(text)
	if !en && !ja {
		return nil
	}
	var findings []Finding
	var lower string
	if en {
		lower = lowerSame(text)
	}
	var ws []word
	eachSentence(text, func(start, end int) {
		var v verdict
		var found bool
		if ja {
			v, found = blameJapanese(text[start:end])
			v.start, v.end = v.start+start, v.end+start
		}
		if !found && en {
			if hit, _ := blameTriggers().scan(text[start:end]); !hit {
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
