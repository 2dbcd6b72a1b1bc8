package prose

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// modelText is the linear model that says how much each sign of a change weighs:
// one line "language feature weight" each, made from the corpus by
// "go run ./internal/prose/train".
//
//go:embed model.txt
var modelText string

// Model weighs the signs of one language. A positive sum means that the change
// is concrete.
type Model map[string]float64

// Bias is the name of the weight that every text has.
const Bias = "bias"

// Score sums the weights of the signs.
func (m Model) Score(features []string) float64 {
	sum := m[Bias]
	for _, f := range features {
		sum += m[f]
	}
	return sum
}

var models = sync.OnceValue(func() map[Lang]Model {
	read := map[Lang]Model{English: {}, Japanese: {}}
	for line := range strings.Lines(modelText) {
		fields := strings.Fields(line)
		if len(fields) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		if w, err := strconv.ParseFloat(fields[2], 64); err == nil && read[Lang(fields[0])] != nil {
			read[Lang(fields[0])][fields[1]] = w
		}
	}
	return read
})

// Features gives the signs that the model weighs, and in which language the text
// is written.
func Features(text string) (Lang, []string) {
	l, f := read(text)
	return l, f.names
}

func read(text string) (Lang, featureSet) {
	if isJapanese(text) {
		return Japanese, japaneseFeatures(text)
	}
	return English, englishFeatures(text)
}
