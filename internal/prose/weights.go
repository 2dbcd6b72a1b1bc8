package prose

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"slices"
)

// Weights is a linear model: how much each sign speaks for what is looked for. Signs
// share the places of a table by their hashes (the hashing trick, Weinberger et al.
// 2009): two that meet in one place share a weight, and training knows it. The table
// is read where it lies, without being unpacked, so that the check of one file does
// not wait for it.
//
// The form of its bytes, little-endian: bias and unit of the weights (float64 each),
// number of signs that count whole (uint32), of places (uint32, a power of two);
// the former as hash (uint64) and weight (float64); the places, int8 each, in units.
type Weights struct {
	bias, unit float64
	whole      map[uint64]float64
	mask       uint64
	table      string
}

const (
	weightsHead = 8 + 8 + 4 + 4
	wholeSize   = 8 + 8
)

// ReadWeights reads a model in the form that NewWeights gives.
func ReadWeights(raw string) (*Weights, error) {
	if len(raw) < weightsHead {
		return nil, errors.New("a model of the words is shorter than its head")
	}
	head := []byte(raw[:weightsHead])
	wholes, places := uint64(binary.LittleEndian.Uint32(head[16:])), uint64(binary.LittleEndian.Uint32(head[20:]))
	if bits.OnesCount64(places) != 1 || uint64(len(raw)) != weightsHead+wholeSize*wholes+places {
		return nil, errors.New("a model of the words has another length than it says")
	}
	w := &Weights{
		bias:  math.Float64frombits(binary.LittleEndian.Uint64(head)),
		unit:  math.Float64frombits(binary.LittleEndian.Uint64(head[8:])),
		whole: make(map[uint64]float64, wholes),
		mask:  places - 1,
		table: raw[weightsHead+wholeSize*wholes:],
	}
	for list := []byte(raw[weightsHead : weightsHead+wholeSize*wholes]); len(list) > 0; list = list[wholeSize:] {
		w.whole[binary.LittleEndian.Uint64(list)] = math.Float64frombits(binary.LittleEndian.Uint64(list[8:]))
	}
	return w, nil
}

// NewWeights packs the weights of places, of which there are a power of two, and of
// the signs that count whole, by their hashes. The former are rounded to 127 steps;
// all other numbers to six digits, so that processors whose last bits differ make the
// same file.
func NewWeights(bias float64, places []float64, whole map[uint64]float64) string {
	largest := 0.0
	for _, w := range places {
		largest = max(largest, math.Abs(w))
	}
	unit := math.Ceil(largest/math.MaxInt8*1e6) / 1e6
	if unit == 0 {
		unit = 1
	}
	sixDigits := func(x float64) uint64 { return math.Float64bits(math.Round(x*1e6) / 1e6) }
	raw := binary.LittleEndian.AppendUint64(nil, sixDigits(bias))
	raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(unit))
	raw = binary.LittleEndian.AppendUint32(raw, uint32(len(whole)))
	raw = binary.LittleEndian.AppendUint32(raw, uint32(len(places)))
	hashes := make([]uint64, 0, len(whole))
	for h := range whole {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	for _, h := range hashes {
		raw = binary.LittleEndian.AppendUint64(raw, h)
		raw = binary.LittleEndian.AppendUint64(raw, sixDigits(whole[h]))
	}
	for _, w := range places {
		raw = append(raw, byte(int8(math.Round(w/unit))))
	}
	return string(raw)
}

// Place gives which of so many places, a power of two, a sign shares.
func (s Sign) Place(places int) int { return int(placeOf(s.Hash) & uint64(places-1)) }

// placeOf leaves the low bits out, which the last step of a hash mixes least.
func placeOf(hash uint64) uint64 { return hash >> 20 }

// of gives the weight of a sign of the text in units.
func (w *Weights) of(hash uint64) int { return int(int8(w.table[placeOf(hash)&w.mask])) }

// Score is above nought where signs speak for what is looked for.
func (w *Weights) Score(signs []Sign) float64 {
	return w.score(tally{}.with(w, signs))
}

// Share is by what the weights of n signs are multiplied: a long sentence has many
// signs, and most of them say nothing. One over the root of n would make too little of
// long sentences, in which blame is said in passing; this is one over n to 3/8.
func Share(n int) float64 {
	fourth := math.Sqrt(math.Sqrt(float64(max(n, 1))))
	return 1 / (fourth * math.Sqrt(fourth))
}
