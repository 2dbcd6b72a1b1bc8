package corpus

import (
	"bytes"
	"fmt"
	"math"
	"slices"

	"github.com/pmtracker/pmtracker/internal/prose"
)

// Training is logistic regression by gradient descent with a fixed number of
// steps and a penalty on large weights: no chance is in it.
const (
	steps   = 1500
	rate    = 0.5
	penalty = 0.004 // pulls every weight but the bias towards nought, per step and mean over the lines
)

type example struct {
	features []int
	concrete float64 // 1 or 0
	weight   float64
}

// Train makes the model of one language from the lines in it.
func Train(lines []Line, lang prose.Lang) prose.Model {
	index := map[string]int{}
	names := []string{}
	var examples []example
	total := 0.0
	for _, l := range lines {
		written, features := prose.Features(l.Text)
		if written != lang {
			continue
		}
		e := example{weight: weightOf(l)}
		if l.Label == "concrete" {
			e.concrete = 1
		}
		for _, f := range features {
			i, ok := index[f]
			if !ok {
				i = len(names)
				index[f] = i
				names = append(names, f)
			}
			e.features = append(e.features, i)
		}
		total += e.weight
		examples = append(examples, e)
	}
	w, bias := descend(examples, len(names), total)
	m := prose.Model{prose.Bias: round(bias)}
	for i, name := range names {
		if r := round(w[i]); r != 0 {
			m[name] = r
		}
	}
	return m
}

// weightOf: a line on which careful readers part teaches less.
func weightOf(l Line) float64 {
	if l.Borderline {
		return 0.3
	}
	return 1
}

func descend(examples []example, n int, total float64) ([]float64, float64) {
	w, gradient, bias := make([]float64, n), make([]float64, n), 0.0
	for range steps {
		clear(gradient)
		gradientBias := 0.0
		for _, e := range examples {
			sum := bias
			for _, i := range e.features {
				sum += w[i]
			}
			miss := e.weight * (1/(1+math.Exp(-sum)) - e.concrete) / total
			gradientBias += miss
			for _, i := range e.features {
				gradient[i] += miss
			}
		}
		bias -= rate * gradientBias
		for i := range w {
			w[i] -= rate * (gradient[i] + penalty*w[i])
		}
	}
	return w, bias
}

// round keeps three places, so that the file is the same on every machine.
func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// Text writes the models of both languages as the file that prose embeds.
func Text(lines []Line) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Made by: go run ./internal/prose/train. Language, sign, weight; above nought speaks for concrete.\n")
	for _, lang := range []prose.Lang{prose.English, prose.Japanese} {
		m := Train(lines, lang)
		names := make([]string, 0, len(m))
		for name := range m {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			fmt.Fprintf(&b, "%s %s %g\n", lang, name, m[name])
		}
	}
	return b.Bytes()
}
