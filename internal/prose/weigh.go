package prose

import (
	"strings"
	"unicode/utf8"
)

// tally is what a model has weighed of a text: the sum of the weights of its signs,
// in units, how many signs and pieces there are, and the sum of the weights of those
// that count whole, however long the text is.
type tally struct {
	sum, signs, pieces int
	whole              float64
}

// with adds signs.
func (t tally) with(w *Weights, signs []Sign) tally {
	for i := range signs {
		if signs[i].Whole {
			t.whole += w.whole[signs[i].Hash]
		} else {
			t.sum += w.of(signs[i].Hash)
			t.signs++
		}
	}
	return t
}

// score is above nought where the signs speak for what is looked for. It is the
// logarithm of the odds, as the corpus has them.
func (w *Weights) score(t tally) float64 {
	return w.bias + t.whole + float64(t.sum)*w.unit*Share(t.signs)
}

// eachPart calls f with the hash of each four letters in a row and with where they
// stand; a short word has no kin worth knowing.
func eachPart(word string, f func(hash uint64, from, to int)) {
	var at [partLetters]int // where the last letters begin
	window, letters := uint32(0), 0
	for i := 0; i < len(word); i++ {
		c, from := lowerByte(word[i]), i
		if curly(word, i, len(word)) {
			c, i = '\'', i+2
		}
		copy(at[:], at[1:])
		at[partLetters-1] = from
		window = window<<8 | uint32(c)
		if letters++; letters >= partLetters && (letters > partLetters || i+1 < len(word)) {
			f(mixHash(partKind, uint64(window)), at[0], i+1)
		}
	}
}

// glance weighs the words of an English text and their neighbours, and tells whether a
// rule of blame can start somewhere.
func (w *Weights) glance(text string) (t tally, starts bool) {
	before, rules := uint64(0), rareTable(startsTable)
	owner := 0 // the number of the last piece that ends in 's
	for i, from, piece, last := 0, 0, beginning, false; ; {
		t.pieces++
		one := mixHash(runKind, piece)
		t.sum += w.of(one)
		starts = starts || rules.mayHold(piece) && ruleCanStart(piece)
		if before != 0 {
			pair := mixHash(before, piece)
			t.sum += w.of(pair)
			starts = starts || rules.mayHold(pair) && ruleCanStart(pair)
		}
		if last {
			break
		}
		before = one
		// Alone the word is too frequent to start from.
		if owner > 0 && t.pieces-owner <= 2 && (piece == errorHash || piece == errorsHash) {
			starts = true
		}
		if i > from && text[i-1] == 's' && owns(text[from:i]) {
			owner = t.pieces
		}
		for i < len(text) && isBlank(text[i]) {
			i++
		}
		if from = i; i == len(text) {
			piece, last = ending, true
			continue
		}
		i, piece = readPiece(text, i)
	}
	t.signs = 2*t.pieces - 1
	return t, starts
}

// owns tells whether a word is a possessive: vendor's.
func owns(word string) bool {
	return strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")
}

var errorHash, errorsHash = hashText("error"), hashText("errors")

// readWord gives the end of the word at from, its hash, and whether it has a digit.
// Where no word begins there, the end is from. An apostrophe belongs to a word that
// goes on after it.
func readWord(text string, from int) (end int, hash uint64, digits bool) {
	i := from
	hash = emptyHash
	class := uint16(0)
	for ; i < len(text); i++ {
		c := wordBytes[text[i]]
		if c == 0 {
			size := apostropheAt(text, i)
			if size > 0 && i > from && i+size < len(text) && wordBytes[text[i+size]] != 0 {
				c, i = '\'', i+size-1
			} else if text[i] < utf8.RuneSelf || text[i] == 0xE2 {
				break
			} else {
				c = uint16(text[i])
			}
		}
		class |= c
		hash = (hash ^ uint64(c&0xFF)) * hashPrime
	}
	digits = class&isDigit != 0
	return i, hash, digits
}

// apostropheAt gives the length of the apostrophe at i, plain or typographic; 0:
// there is none.
func apostropheAt(text string, i int) int {
	switch {
	case text[i] == '\'':
		return 1
	case curly(text, i, len(text)):
		return 3
	}
	return 0
}
