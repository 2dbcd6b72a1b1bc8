package prose

import "unicode/utf8"

// Sign is something that a text has and that a model weighs: a run of words or of
// characters, two words not far apart, what a rule found. It goes by a hash.
type Sign struct {
	Hash     uint64
	Whole    bool  // counts whole, however many signs there are
	from, to int32 // the stretch of the text that it is read from; the same: none
}

// Look is what a text shows to a model.
type Look struct {
	Written Lang
	Signs   []Sign
	Glance  []Sign // few of them, by which nearly all sentences are passed over; nil: all are weighed at once
	Ruled   bool   // a rule has found something: a glance does not decide
	Short   bool   // too short to be weighed: the rules alone decide
}

// The kinds of signs keep the hashes of one kind from those of another.
const (
	runKind     uint64 = 1 + iota // words or characters that follow each other
	apartKind                     // two words with others between
	partKind                      // four letters in a row
	namedKind                     // what a rule says
	companyKind                   // a word, and which people its sentence speaks of
	moodKind                      // a word, and the mood of its sentence
)

// How far signs reach. Longer runs and pairs further apart were tried: they make
// the model larger and no better on lines that it has not seen.
const (
	wordRun     = 2 // words in a run, of a glance too
	apartReach  = 3 // words from one to the other
	partLetters = 4 // as many as a window of 32 bits holds
	runeRun     = 3 // characters of a Japanese run
)

func mixHash(a, b uint64) uint64 {
	h := (a ^ b*0x9E3779B97F4A7C15) * 0xff51afd7ed558ccd
	return h ^ h>>29
}

// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
const (
	emptyHash uint64 = 14695981039346656037
	hashPrime uint64 = 1099511628211
)

func hashText(s string) uint64 {
	h := emptyHash
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

func namedSign(name string) Sign {
	return Sign{Hash: mixHash(namedKind, hashText(name))}
}

// piece is a word or a sign of punctuation, or a Japanese character.
type piece struct {
	hash     uint64
	from, to int32
	counts   bool // names people who count alike
}

// signSentence takes the signs of a sentence, by the language in which it is written.
func (r *reader) signSentence(sentence string, written Lang) {
	spoken, said := r.sign(sentence, written)
	if written == English {
		r.addSetting(spoken, said)
	}
}

// sign takes the signs of a text, by the language in which it is written. Of an English
// one it gives the people and the mood.
func (r *reader) sign(text string, written Lang) (spoken company, said mood) {
	r.signs, r.pieces = r.signs[:0], r.pieces[:0]
	if written == Japanese {
		r.pieces = appendCharacters(r.pieces, text)
		r.signs = appendRuns(r.signs, r.pieces, runeRun)
		return 0, 0
	}
	r.signs, r.pieces = appendWordParts(r.signs, r.pieces, text)
	r.signs = appendRuns(r.signs, r.pieces, wordRun)
	r.signs = appendApart(r.signs, r.pieces)
	return r.addPeople()
}

// appendRuns adds every run of up to longest neighbours.
func appendRuns(signs []Sign, pieces []piece, longest int) []Sign {
	for i := range pieces {
		h := runKind
		for n := 1; n <= longest && i+n <= len(pieces); n++ {
			last := &pieces[i+n-1]
			h = mixHash(h, last.hash)
			signs = append(signs, Sign{h, false, pieces[i].from, last.to})
		}
	}
	return signs
}

// appendApart adds pairs of words that others stand between.
func appendApart(signs []Sign, pieces []piece) []Sign {
	for i := range pieces {
		first := mixHash(apartKind, pieces[i].hash)
		for j := i + 2; j <= i+apartReach && j < len(pieces); j++ {
			signs = append(signs, Sign{mixHash(first, pieces[j].hash), false, pieces[i].from, pieces[j].to})
		}
	}
	return signs
}

var beginning, ending, number = hashText("^"), hashText("$"), hashText("0")

// appendWordParts splits an English text into words and punctuation, and adds each
// four letters of a word: a word that was never seen shares some with its kin.
func appendWordParts(signs []Sign, pieces []piece, text string) ([]Sign, []piece) {
	pieces = append(pieces, piece{beginning, 0, 0, false})
	for i := 0; i < len(text); {
		if isBlank(text[i]) {
			i++
			continue
		}
		end, hash := readPiece(text, i)
		pieces = append(pieces, piece{hash, int32(i), int32(end), false})
		eachPart(text[i:end], func(part uint64, from, to int) {
			signs = append(signs, Sign{part, false, int32(i + from), int32(i + to)})
		})
		i = end
	}
	return signs, append(pieces, piece{ending, int32(len(text)), int32(len(text)), false})
}

// readPiece gives the end and the hash of the word or the sign of punctuation at
// from. Whatever has a digit counts as the same word.
func readPiece(text string, from int) (end int, hash uint64) {
	end, hash, digits := readWord(text, from)
	switch {
	case end == from: // of one byte or, as in –, of three
		end += punctuationSize(text[from:])
		return end, hashText(text[from:end])
	case digits:
		return end, number
	}
	return end, hash
}

func punctuationSize(text string) int {
	if text[0] == 0xE2 {
		return min(3, len(text))
	}
	return 1
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// appendCharacters splits a Japanese text; white space is no part of it.
func appendCharacters(pieces []piece, text string) []piece {
	pieces = append(pieces, piece{beginning, 0, 0, false})
	for i := 0; i < len(text); {
		hash, size := characterAt(text, i)
		if hash != space {
			pieces = append(pieces, piece{hash, int32(i), int32(i + size), false})
		}
		i += size
	}
	return append(pieces, piece{ending, int32(len(text)), int32(len(text)), false})
}

// space is what characterAt gives for white space.
const space uint64 = ' ' + 1

// characterAt gives the hash of the character at i, never nought, and its length; every digit
// counts as the same.
func characterAt(text string, i int) (hash uint64, size int) {
	r, size := rune(lowerByte(text[i])), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(text[i:])
	}
	switch {
	case r >= '0' && r <= '9' || r >= '０' && r <= '９':
		r = '0'
	case r == '\n' || r == '\r' || r == '\t' || r == '　':
		r = ' '
	}
	return uint64(r) + 1, size
}
