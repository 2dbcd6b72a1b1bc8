package corpus

import (
	"math"

	"github.com/pmtracker/pmtracker/internal/prose"
)

// schooling is how a model is taught: how often it goes through the lines, how far it
// goes at each, and how strong the pull is.
type schooling struct {
	rounds     int
	rate, pull float64
}

const biasRate = 0.05

// example is a text with what people say of it.
type example struct {
	line   Line
	places []int32  // of the signs in the table
	whole  []uint64 // the hashes of the signs that count whole
	wanted float64  // 1: vague, or blame; 0: not
	weight float64
}

func newExample(l Line, signs []prose.Sign, places int) *example {
	e := &example{line: l, weight: weightOf(l)}
	if l.Wanted() {
		e.wanted = 1
	}
	for _, s := range signs {
		if s.Whole {
			e.whole = append(e.whole, s.Hash)
		} else {
			e.places = append(e.places, int32(s.Place(places)))
		}
	}
	return e
}

// weightOf: a line on which careful readers part teaches less.
func weightOf(l Line) float64 {
	if l.Borderline {
		return 0.3
	}
	return 1
}

// train makes a model from examples by logistic regression: rounds over them in an
// order that is mixed anew each time but always the same way, each weight with a rate
// of its own that falls with what it has learned (AdaGrad), and a pull of every weight
// towards nought. No chance is in it.
func (draw drawing) train(examples []*example) string {
	d := descent{schooling: draw.schooling, weights: make([]learned, draw.places), whole: map[uint64]*learned{}}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	mixer := uint64(1)
	for range d.rounds {
		mixer = mix(order, mixer)
		for _, at := range order {
			d.step(examples[at])
		}
	}
	table, whole := make([]float64, draw.places), map[uint64]float64{}
	for i := range d.weights {
		table[i] = d.weights[i].weight
	}
	for hash, w := range d.whole {
		whole[hash] = w.weight
	}
	if _, weighed := whole[prose.RuleSign.Hash]; weighed {
		whole[prose.RuleSign.Hash] += draw.ruled
	}
	return prose.NewWeights(d.bias+draw.lean, table, whole)
}

// descent is a model while it learns.
type descent struct {
	schooling
	weights []learned
	whole   map[uint64]*learned
	bias    float64
}

// learned is a weight, and the sum of the squares of its slopes so far.
type learned struct{ weight, grown float64 }

// step corrects the weights by how far one example is missed. The conversions keep
// the compiler from joining a product and a sum, which would round otherwise on
// other machines.
func (d *descent) step(e *example) {
	share := prose.Share(len(e.places))
	sum, whole := 0.0, 0.0
	for _, p := range e.places {
		sum += d.weights[p].weight
	}
	for _, hash := range e.whole {
		if d.whole[hash] == nil {
			d.whole[hash] = &learned{}
		}
		whole += d.whole[hash].weight
	}
	miss := (1/(1+math.Exp(-d.bias-whole-float64(sum*share))) - e.wanted) * e.weight
	d.bias -= float64(biasRate * miss)
	for _, p := range e.places {
		d.correct(&d.weights[p], float64(miss*share))
	}
	for _, hash := range e.whole {
		d.correct(d.whole[hash], miss)
	}
}

func (s schooling) correct(l *learned, slope float64) {
	slope += float64(s.pull * l.weight)
	l.grown += float64(slope * slope)
	l.weight -= float64(s.rate * slope / math.Sqrt(l.grown+1e-3))
}

// mix puts numbers into another order, by a generator that is the same everywhere
// (PCG's step), and gives the generator's next state.
func mix(order []int, state uint64) uint64 {
	for i := len(order) - 1; i > 0; i-- {
		state = state*6364136223846793005 + 1442695040888963407
		j := int((state >> 33) % uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
	return state
}
