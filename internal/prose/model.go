package prose

import (
	_ "embed"
	"strings"
	"sync"
)

// The models, made from the corpus by "go run ./internal/corpus/train": of action
// items above nought is vague, of sentences above nought is blame. The glance is of
// fewer signs, and passes over what is plainly no blame.
var (
	//go:embed action_en.weights
	actionEnglish string
	//go:embed action_ja.weights
	actionJapanese string
	//go:embed blame_en.weights
	blameEnglishWeights string
	//go:embed blame_ja.weights
	blameJapaneseWeights string
	//go:embed glance_en.weights
	glanceEnglish string
)

// byLang gives the model of each language.
func byLang(english, japanese string) func() map[Lang]*Weights {
	return sync.OnceValue(func() map[Lang]*Weights {
		return map[Lang]*Weights{English: carried(english), Japanese: carried(japanese)}
	})
}

// carried reads a model that is embedded. It is made and tested by the same build: one
// that cannot be read weighs nothing.
func carried(raw string) *Weights {
	w, err := ReadWeights(raw)
	if err != nil {
		w, _ = ReadWeights(NewWeights(0, make([]float64, 1), nil))
	}
	return w
}

var (
	actionModels = byLang(actionEnglish, actionJapanese)
	blameModels  = byLang(blameEnglishWeights, blameJapaneseWeights)
	glanceModel  = sync.OnceValue(func() *Weights { return carried(glanceEnglish) })
)

// LookAtAction gives what an action item shows.
func LookAtAction(text string) Look {
	var r reader
	written, clean, f := r.read(text)
	r.sign(clean, written)
	return Look{Written: written, Signs: f.appendSigns(r.signs)}
}

// appendSigns adds the signs written by hand as what a model weighs. The class of the
// verb counts whole too: however long an item is, 「…の検討」 at its end decides.
func (f *featureSet) appendSigns(signs []Sign) []Sign {
	for _, name := range f.names {
		signs = append(signs, namedSign(name))
		if strings.HasPrefix(name, "first:") || strings.HasPrefix(name, "last:") {
			whole := namedSign("whole " + name)
			whole.Whole = true
			signs = append(signs, whole)
		}
	}
	return signs
}

// read gives the language of an action item, its text without what tells nothing,
// byte for byte at its place, and the signs written by hand.
func (r *reader) read(text string) (written Lang, clean string, f featureSet) {
	clean = plain(unmarked(withPlainSpaces(text)))
	if writtenIn(text) == Japanese {
		return Japanese, clean, japaneseFeatures(clean)
	}
	return English, clean, r.englishFeatures(clean)
}
