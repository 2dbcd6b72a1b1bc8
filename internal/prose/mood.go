package prose

import "strings"

// mood is how a sentence says what it says; a bit each, since it can be several at once.
type mood uint8

const (
	denying   mood = 1 << iota // not, never, nobody
	supposing                  // should, would, might
	planning                   // will, ensure, next
)

var moodWords = map[mood]string{
	denying:   "not never no without nobody nothing none neither nor didn't don't doesn't wasn't weren't isn't hadn't haven't hasn't couldn't wouldn't shouldn't",
	supposing: "should could would must ought might shouldn't couldn't wouldn't",
	planning:  "will now future going next ensure please",
}

// settingOf gives the kind of people that a word names, and the mood that it sets, by
// the word's hash.
func settingOf(hash uint64) (people, mood) {
	known := rareTable(settingsTable).find(hash)
	return people(known & (1<<moodShift - 1)), mood(known >> moodShift)
}

// addSetting adds each word of an English sentence by whom the sentence speaks of, and
// by its mood: "ignored" where it speaks of nobody is another word than where it speaks
// of an operator. Action items are judged no better by it.
func (r *reader) addSetting(spoken company, said mood) {
	among, within := mixHash(companyKind, uint64(spoken.asOne())), mixHash(moodKind, uint64(said))
	for _, p := range r.pieces {
		r.signs = append(r.signs, Sign{mixHash(among, p.hash), false, p.from, p.to}, Sign{mixHash(within, p.hash), false, p.from, p.to})
	}
}

const moodShift = 4 // kinds of people fit below

// englishSettings are the words that name people or set a mood, as settingOf reads them.
func englishSettings() map[uint64]uint64 {
	words := englishPeople()
	for m, list := range moodWords {
		for w := range strings.FieldsSeq(list) {
			words[hashText(w)] |= uint64(m) << moodShift
		}
	}
	return words
}
