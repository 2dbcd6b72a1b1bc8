package prose

import (
	"strings"
	"sync"
)

// verdict is what a rule says of one sentence, before it is put into words.
type verdict struct {
	start, end int
	reason     Reason
	from       string // the word, or the Japanese stretch, that the rule starts from
}

// reader is the room in which sentences are read, kept between calls.
type reader struct {
	words  []word
	signs  []Sign
	pieces []piece
	alike  []piece // with the kind of people in place of their word
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// Blame marks the words that judge a person, at most one stretch a sentence.
// text is the prose of one block without code and addresses; line ends are
// white space.
func Blame(text string, lang Lang) []Finding {
	if hasHalfWidth(text) {
		wide, before := inFullWidth(text)
		findings := Blame(wide, lang)
		for i := range findings {
			findings[i].Start, findings[i].End = before[findings[i].Start], before[findings[i].End]
		}
		return findings
	}
	var findings []Finding
	text = withPlainSpaces(text)
	r := readers.Get().(*reader)
	defer readers.Put(r)
	eachSentence(text, func(start, end int, m marks) {
		if v, found := r.judge(text[start:end], m); found {
			v.start, v.end = v.start+start, v.end+start
			findings = append(findings, blameFinding(text, v, lang))
		}
	})
	return findings
}

// withPlainSpaces writes each no-break space, as a text processor leaves them between
// any words, as plain ones, byte for byte.
func withPlainSpaces(text string) string {
	const noBreak, entity = "\u00a0", "&nbsp;"
	if strings.IndexByte(text, noBreak[0]) < 0 && strings.IndexByte(text, entity[0]) < 0 {
		return text // nearly all
	}
	if strings.Contains(text, noBreak) {
		text = strings.ReplaceAll(text, noBreak, "  ")
	}
	if strings.Contains(text, entity) {
		text = strings.ReplaceAll(text, entity, "      ")
	}
	return text
}

// judge reads a sentence in which marks stand.
func (r *reader) judge(sentence string, m marks) (verdict, bool) {
	written, said := English, sentence
	if m&wide != 0 {
		written = writtenIn(sentence)
	}
	if m != 0 {
		said = withoutQuotations(sentence)
	}
	rule, ruled, pass := r.glance(sentence, said, written)
	if !pass {
		return verdict{}, false
	}
	model := blameModels()[written]
	r.signSentence(said, written)
	if isShort(sentence, len(r.pieces), written, ruled) {
		return rule, ruled
	}
	t := tally{}.with(model, r.signs)
	if ruled {
		t = t.with(model, rule.signs())
	}
	switch {
	case model.score(t) <= 0:
		return verdict{}, false
	case ruled && written == English:
		rule.end = toTheObject(sentence, rule.start, rule.end)
		return rule, true
	case ruled:
		return rule, true
	}
	return r.mostTelling(sentence, written, model), true
}

// glance gives what the rules find, and tells whether a sentence needs to be weighed
// at all. The rules written by hand are asked only where one of them can start, which
// is in few English sentences.
func (r *reader) glance(sentence, said string, written Lang) (rule verdict, ruled, pass bool) {
	if written == Japanese {
		rule, ruled = r.rule(said, written)
		return rule, ruled, true
	}
	model := glanceModel()
	t, starts := model.glance(said)
	if starts {
		rule, ruled = r.rule(sentence, written)
	}
	return rule, ruled, ruled || !isShort(sentence, t.pieces, written, false) && model.score(t) > 0
}

// isShort tells whether a sentence has so few bytes, or so few words and signs of
// punctuation, or Japanese characters, its beginning and end counted, that its words
// alone tell nothing: the rules decide. Where a rule finds something in an English
// sentence, as in the heading "Careless deploy", they decide in a few more.
func isShort(sentence string, pieces int, written Lang, ruled bool) bool {
	fewest := 5
	switch {
	case written == Japanese:
		fewest = 9
	case ruled:
		fewest = 7
	}
	return len(sentence) < 12 || pieces < fewest
}

// LookAtSentence gives what a sentence shows.
func LookAtSentence(sentence string) Look {
	var r reader
	look, said := Look{Written: writtenIn(sentence)}, withoutQuotations(sentence)
	r.signSentence(said, look.Written)
	rule, ruled, _ := r.glance(sentence, said, look.Written)
	look.Ruled = ruled
	if look.Short = isShort(sentence, len(r.pieces), look.Written, ruled); look.Short {
		return look
	}
	look.Signs = r.signs
	if look.Written == English {
		look.Glance = appendRuns(nil, r.pieces, wordRun)
	}
	if ruled {
		look.Signs = append(look.Signs, rule.signs()...)
	}
	return look
}

func writtenIn(text string) Lang {
	if isJapanese(text) {
		return Japanese
	}
	return English
}

// signs are what a rule's verdict tells the model.
func (v verdict) signs() []Sign {
	signs := []Sign{RuleSign, namedSign("rule:" + string(v.reason)), namedSign("rule from: " + v.from)}
	for i := range signs {
		signs[i].Whole = true
	}
	return signs
}

// RuleSign is the sign that some rule of blame finds something in a sentence.
var RuleSign = Sign{Hash: namedSign("rule").Hash, Whole: true}

// rule gives what the rules written by hand find. In a Japanese sentence some
// English can stand, not the other way round.
func (r *reader) rule(sentence string, written Lang) (verdict, bool) {
	if written == Japanese {
		if v, found := blameJapanese(sentence); found || !hasLatinWords(sentence) {
			return v, found
		}
	}
	r.words = appendWords(r.words[:0], sentence, lowerSame(sentence), 0, len(sentence))
	return blameEnglish(r.words)
}

// hasLatinWords tells whether two words of Latin letters follow each other.
func hasLatinWords(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ' ' && latinLetter(text[i-1]) && latinLetter(text[i+1]) {
			return true
		}
	}
	return false
}
