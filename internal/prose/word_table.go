package prose

import (
	_ "embed"
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
)

// The tables of English words, made ahead by "go generate ./internal/prose": to make
// them at the start would take a tenth of the time in which one file is checked.
//
//go:generate go run ./tables
var (
	//go:embed english.table
	englishTable string
	//go:embed starts.table
	startsTable string
	//go:embed settings.table
	settingsTable string
	//go:embed phrases.list
	phrasesList string
)

// WordTables makes the files that hold the tables, by their names.
func WordTables() map[string]string {
	list, _ := packPhrases()
	return map[string]string{"english.table": packWords(englishWords()), "starts.table": packRare(englishStarts()), "settings.table": packRare(englishSettings()), "phrases.list": list}
}

// wordTable says of words, by their hashes, what is known of them. It is read where
// it lies: places of hash and value (uint64 each, little-endian), of which there are a
// power of two; a word stands at the place that its hash names or behind it, before
// the next empty one.
type wordTable string

const tablePlace = 8 + 8

// packWords makes a table that is at most half full, of hashes that are not nought.
func packWords(words map[uint64]uint64) string {
	places := uint64(1) << bits.Len(uint(2*len(words)))
	raw := make([]byte, places*tablePlace)
	for _, hash := range slices.Sorted(maps.Keys(words)) {
		at := placeOf(hash) & (places - 1)
		for binary.LittleEndian.Uint64(raw[at*tablePlace:]) != 0 {
			at = (at + 1) % places
		}
		binary.LittleEndian.PutUint64(raw[at*tablePlace:], hash)
		binary.LittleEndian.PutUint64(raw[at*tablePlace+8:], words[hash])
	}
	return string(raw)
}

// find gives what is known of a word, 0: nothing.
func (t wordTable) find(hash uint64) uint64 {
	places := uint64(len(t) / tablePlace)
	for at := placeOf(hash) & (places - 1); ; at = (at + 1) & (places - 1) {
		place := string(t[at*tablePlace : (at+1)*tablePlace])
		switch littleEndian(place) {
		case hash:
			return littleEndian(place[8:])
		case 0:
			return 0
		}
	}
}

// rareTable is a table before which bits stand that say of most words that they are
// not in it.
type rareTable string

const (
	rareBits  = 1 << 16
	rareBytes = rareBits / 8
)

func rareBit(hash uint64) uint64 { return placeOf(hash) & (rareBits - 1) }

func packRare(words map[uint64]uint64) string {
	var bits [rareBytes]byte
	for hash := range words {
		bits[rareBit(hash)/8] |= 1 << (rareBit(hash) % 8)
	}
	return string(bits[:]) + packWords(words)
}

// mayHold tells of most words, at one look, that they are not in the table.
func (t rareTable) mayHold(hash uint64) bool {
	bit := rareBit(hash)
	return t[bit/8]&(1<<(bit%8)) != 0
}

// find gives what is known of a word, 0: nothing.
func (t rareTable) find(hash uint64) uint64 {
	if !t.mayHold(hash) {
		return 0
	}
	return wordTable(t[rareBytes:]).find(hash)
}

// littleEndian reads a number as binary.LittleEndian does, out of a text.
func littleEndian(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
