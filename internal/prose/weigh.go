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

// weigh reads the signs of a text without keeping them. A test holds it against
// appendSigns.
func (w *Weights) weigh(text string, written Lang) tally {
	if written == Japanese {
		return w.weighCharacters(text)
	}
	return w.weighWords(text)
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

// before is what a word is joined with: the run that the last word begins, and the
// pairs that those before it begin, the latest first; and the same with the kinds of
// people in place of their words. Nought: there is none.
type before struct {
	words, kinds begun
	people       uint // bit n: the word n places before names people who count alike
	seen         [peopleKinds]bool
}

type begun struct {
	run   uint64
	apart [apartReach + 1]uint64 // of the word so many places before
}

// next makes a word the latest one.
func (b *begun) next(hash uint64) {
	copy(b.apart[1:], b.apart[:])
	b.apart[1] = mixHash(apartKind, hash)
	b.run = mixHash(runKind, hash)
}

// add weighs a word by itself and with those before it.
func (t *tally) add(w *Weights, last *before, hash uint64) {
	t.pieces++
	one := mixHash(runKind, hash)
	t.weighOne(w, one)
	if last.words.run != 0 {
		t.weighOne(w, mixHash(last.words.run, hash))
	}
	for _, first := range last.words.apart[2:] {
		if first != 0 {
			t.weighOne(w, mixHash(first, hash))
		}
	}
	t.addPeople(w, last, hash)
	last.words.next(hash)
}

func (t *tally) weighOne(w *Weights, hash uint64) {
	t.sum += w.of(hash)
	t.signs++
}

// addPeople weighs a word, with those before it, once more where it or one of them
// names people who count alike.
func (t *tally) addPeople(w *Weights, last *before, hash uint64) {
	kind := peopleOf(hash)
	last.seen[kind] = true
	last.people = last.people << 1 & (1<<(apartReach+1) - 1)
	if kind.alike() {
		hash = peopleHashes[kind]
		last.people |= 1
		t.weighOne(w, mixHash(runKind, hash))
	}
	if last.people != 0 {
		if last.kinds.run != 0 && last.people&0b11 != 0 {
			t.weighOne(w, mixHash(last.kinds.run, hash))
		}
		for n, first := range last.kinds.apart {
			if n >= 2 && first != 0 && last.people&(1|1<<n) != 0 {
				t.weighOne(w, mixHash(first, hash))
			}
		}
	}
	last.kinds.next(hash)
}

func (w *Weights) weighWords(text string) (t tally) {
	var last before
	t.add(w, &last, beginning)
	for i := 0; i < len(text); {
		if isBlank(text[i]) {
			i++
			continue
		}
		end, hash, curled := readPiece(text, i)
		t.add(w, &last, hash)
		t.addParts(w, text[i:end], curled)
		i = end
	}
	t.add(w, &last, ending)
	return t.with(w, whoIsSpokenOf(last.seen))
}

// addParts weighs the parts of a word as eachPart gives them.
func (t *tally) addParts(w *Weights, word string, curled bool) {
	if curled {
		eachPart(word, func(part uint64, _, _ int) { t.weighOne(w, part) })
		return
	}
	if len(word) <= partLetters {
		return
	}
	window := uint32(0)
	for i := 0; i < len(word); i++ {
		if window = window<<8 | uint32(lowerByte(word[i])); i >= partLetters-1 {
			t.weighOne(w, mixHash(partKind, uint64(window)))
		}
	}
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
	run := uint64(0)
	add := func(hash uint64) {
		t.pieces++
		one := mixHash(runKind, hash)
		t.weighOne(w, one)
		starts = starts || ruleCanStart(hash)
		if run != 0 {
			pair := mixHash(run, hash)
			t.weighOne(w, pair)
			starts = starts || ruleCanStart(pair)
		}
		run = one
	}
	owner := 0 // the number of the last piece that ends in 's
	add(beginning)
	for i := 0; i < len(text); {
		if isBlank(text[i]) {
			i++
			continue
		}
		end, hash, _ := readPiece(text, i)
		add(hash)
		// Alone the word is too frequent to start from.
		if owner > 0 && t.pieces-owner <= 2 && (hash == errorHash || hash == errorsHash) {
			starts = true
		}
		if text[end-1] == 's' && owns(text[i:end]) {
			owner = t.pieces
		}
		i = end
	}
	add(ending)
	return t, starts
}

// owns tells whether a word is a possessive: vendor's.
func owns(word string) bool {
	return strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")
}

var errorHash, errorsHash = hashText("error"), hashText("errors")

// readWord gives the end of the word at from, its hash, whether it has a digit, and
// whether a typographic apostrophe. Where no word begins there, the end is from. An
// apostrophe belongs to a word that goes on after it.
func readWord(text string, from int) (end int, hash uint64, digits, curled bool) {
	i := from
	hash = emptyHash
	for ; i < len(text); i++ {
		c := lowerByte(text[i])
		if !wordByte(c) {
			size := apostropheAt(text, i)
			if size > 0 && i > from && i+size < len(text) && wordByte(lowerByte(text[i+size])) {
				c, i, curled = '\'', i+size-1, curled || size > 1
			} else if c < utf8.RuneSelf || c == 0xE2 {
				break
			}
		}
		digits = digits || c >= '0' && c <= '9'
		hash = (hash ^ uint64(c)) * hashPrime
	}
	return i, hash, digits, curled
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

func (w *Weights) weighCharacters(text string) (t tally) {
	add := func(hash uint64) {
		t.sum += w.of(hash)
		t.signs++
	}
	t.pieces++
	one, two := mixHash(runKind, beginning), uint64(0) // the runs that the last character and the last two begin
	add(one)
	for i := 0; i <= len(text); {
		hash, size := ending, 1
		if i < len(text) {
			hash, size = characterAt(text, i)
		}
		if i += size; hash == space {
			continue
		}
		t.pieces++
		single, double := mixHash(runKind, hash), mixHash(one, hash)
		add(single)
		add(double)
		if two != 0 {
			add(mixHash(two, hash))
		}
		one, two = single, double
	}
	return t
}
