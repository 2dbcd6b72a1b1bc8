package corpus

import (
	"fmt"
	"slices"

	"github.com/pmtracker/pmtracker/internal/prose"
)

// Rule is a judgement that is learned: what it goes by, and where the line is drawn.
type Rule struct {
	Name     string
	look     func(string) prose.Look
	draws    map[prose.Lang]drawing
	glances  map[prose.Lang]drawing           // of models that pass sentences over at a glance
	Teaching func(dir string) ([]Line, error) // the lines that the models are made from
}

// drawing is of one language: the size of the model's table, a power of two, and
// what is added to a score; above nought finds more. The smaller a table the nearer
// it stays to the processor; these sizes lose nothing that a larger one finds.
type drawing struct {
	places int
	lean   float64
	ruled  float64 // what is added beside it where a rule finds something
	schooling
}

// The rules that are learned. Of blame, the examples are nearly all neutral, as
// the sentences of documents are; the line is drawn where a sentence that is blame
// as likely as not in a list of half and half is found. An English one in which no rule
// finds anything is found only where the odds are a little better: of such findings in
// real text most were wrong, however right they were in invented lines. An action item
// is found only where the odds are two to one: real ones are worded more weakly than
// invented ones. A glance lets pass one of seven sentences of documents, and of those
// that would be found rightly hardly any less, but fewer of those that would be found
// wrongly.
var (
	ActionVague = Rule{"action", prose.LookAtAction, map[prose.Lang]drawing{prose.English: {1 << 17, -0.8, 0, ofItems}, prose.Japanese: {1 << 17, -0.9, 0, ofItems}}, nil, ActionItems}
	BlameRule   = Rule{"blame", prose.LookAtSentence, map[prose.Lang]drawing{prose.English: {1 << 20, -0.2, 0.3, ofSentences}, prose.Japanese: {1 << 18, 1.2, 0, ofSentences}},
		map[prose.Lang]drawing{prose.English: {1 << 16, 2.2, 0, ofSentences}}, blameTeaching}
	learnedRules = []Rule{ActionVague, BlameRule}
)

// blameTeaching gives the labelled sentences, and what is neutral: action items, this
// project's own sentences, whole documents.
func blameTeaching(dir string) ([]Line, error) {
	lines, err := Blame(dir)
	if err != nil {
		return nil, err
	}
	items, err := ActionItems(dir)
	if err != nil {
		return nil, err
	}
	for _, l := range items { // what is to be done blames nobody, vague or not
		l.Label, l.Borderline = "neutral", false
		lines = append(lines, l)
	}
	neutral, err := Neutral(dir)
	if err != nil {
		return nil, err
	}
	lines = append(lines, neutral...)
	sentences, err := Documents(dir)
	if err != nil {
		return nil, err
	}
	for _, s := range sentences {
		lines = append(lines, s.Line)
	}
	return lines, nil
}

// The schooling was chosen on lines of hands that the models had not read. Of sentences
// the pull matters most: a stronger one finds less where nobody is at fault.
var (
	ofItems     = schooling{rounds: 20, rate: 0.1, pull: 1e-3}
	ofSentences = schooling{rounds: 16, rate: 0.2, pull: 1e-3}
)

// pupil is all that a rule learns of one language.
type pupil struct {
	rule             Rule
	lang             prose.Lang
	examples, glance []*example // of the same lines; glance: nil where all are weighed at once
}

// pupils reads lines, by language.
func (r Rule) pupils(lines []Line) map[prose.Lang]*pupil {
	pupils := map[prose.Lang]*pupil{}
	for _, l := range lines {
		look := r.look(l.Text)
		p := pupils[look.Written]
		if p == nil {
			p = &pupil{rule: r, lang: look.Written}
			pupils[look.Written] = p
		}
		p.examples = append(p.examples, newExample(l, look.Signs, r.draws[look.Written].places))
		if g, glances := r.glances[look.Written]; glances {
			p.glance = append(p.glance, newExample(l, look.Glance, g.places))
		}
	}
	return pupils
}

// train makes the model, and the one for a glance, from the lines that are taken;
// the latter is empty where all are weighed at once.
func (p *pupil) train(take func(Line) bool) (model, glance string) {
	draw := p.rule.draws[p.lang]
	model = draw.train(taken(p.examples, take))
	if draw, glances := p.rule.glances[p.lang]; glances {
		glance = draw.train(taken(p.glance, take))
	}
	return model, glance
}

func taken(examples []*example, take func(Line) bool) []*example {
	return slices.DeleteFunc(slices.Clone(examples), func(e *example) bool { return !take(e.line) })
}

// Models makes the files that the package prose embeds, by their names.
func Models(dir string) (map[string]string, error) {
	files := map[string]string{}
	for _, r := range learnedRules {
		lines, err := r.Teaching(dir)
		if err != nil {
			return nil, err
		}
		for lang, p := range r.pupils(lines) {
			model, glance := p.train(func(Line) bool { return true })
			files[fmt.Sprintf("%s_%s.weights", r.Name, lang)] = model
			if glance != "" {
				files[fmt.Sprintf("glance_%s.weights", lang)] = glance
			}
		}
	}
	return files, nil
}
