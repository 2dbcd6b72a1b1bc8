package corpus

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/prose"
)

// Verdict is what the checker says of a line, beside what people said.
type Verdict struct {
	Line
	Found bool // vague, or blame
}

// Right tells whether checker and people agree.
func (v Verdict) Right() bool { return v.Found == v.Wanted() }

// JudgeBlame judges each sentence by the model that the program carries.
func JudgeBlame(lines []Line) []Verdict {
	return judgeEach(lines, func(text string) bool { return len(prose.Blame(text, prose.English)) > 0 })
}

// JudgeVague judges each action item by the model that the program carries.
func JudgeVague(lines []Line) []Verdict {
	return judgeEach(lines, func(text string) bool {
		_, vague := prose.Vague(prose.Change{After: text}, prose.English)
		return vague
	})
}

func judgeEach(lines []Line, found func(string) bool) []Verdict {
	verdicts := make([]Verdict, len(lines))
	for i, l := range lines {
		verdicts[i] = Verdict{Line: l, Found: found(l.Text)}
	}
	return verdicts
}

// Into how many parts the sources are dealt: each part is judged by a model that all
// others taught. Sources that are real and those that were written for the purpose are
// in parts of their own, so that a repository is judged by what every hand has taught,
// as the program judges one that it has never seen.
const (
	realParts    = 12
	writtenParts = 8
	parts        = realParts + writtenParts
)

// JudgeUnseen judges each line by models that were taught by other sources alone:
// what a repository, a page or a writer says of its own lines plays no part.
func (r Rule) JudgeUnseen(lines []Line) ([]Verdict, error) {
	dealt := deal(lines)
	pupils := r.pupils(lines)
	var verdicts []Verdict
	for _, lang := range []prose.Lang{prose.English, prose.Japanese} {
		p := pupils[lang]
		if p == nil {
			continue
		}
		found := make([]bool, len(p.examples))
		errs := make([]error, parts)
		var judges sync.WaitGroup
		for part := range parts {
			judges.Go(func() { errs[part] = p.judgePart(dealt, part, found) })
		}
		judges.Wait()
		if err := errors.Join(errs...); err != nil {
			return nil, fmt.Errorf("rule %s: %w", r.Name, err)
		}
		for i, e := range p.examples {
			verdicts = append(verdicts, Verdict{e.line, found[i]})
		}
	}
	return verdicts, nil
}

// judgePart fills in what is found of the examples of one part.
func (p *pupil) judgePart(dealt map[string]int, part int, found []bool) error {
	raw, rawGlance := p.train(func(l Line) bool { return dealt[l.Group()] != part })
	model, err := prose.ReadWeights(raw)
	if err != nil {
		return err
	}
	var glance *prose.Weights
	if rawGlance != "" {
		if glance, err = prose.ReadWeights(rawGlance); err != nil {
			return err
		}
	}
	for i, e := range p.examples {
		if dealt[e.line.Group()] != part {
			continue
		}
		look := p.rule.look(e.line.Text)
		found[i] = finds(look, model, glance)
	}
	return nil
}

// finds judges a text as the program does.
func finds(look prose.Look, model, glance *prose.Weights) bool {
	if look.Short {
		return look.Ruled
	}
	return model.Score(look.Signs) > 0 && (glance == nil || look.Ruled || glance.Score(look.Glance) > 0)
}

// deal gives each source its part, the largest first to the smallest part.
func deal(lines []Line) map[string]int {
	sizes, written := map[string]int{}, map[string]bool{}
	for _, l := range lines {
		sizes[l.Group()]++
		written[l.Group()] = l.Written()
	}
	groups := slices.SortedFunc(maps.Keys(sizes), func(a, b string) int {
		if sizes[a] != sizes[b] {
			return sizes[b] - sizes[a]
		}
		return strings.Compare(a, b)
	})
	dealt, filled := map[string]int{}, [parts]int{}
	for _, g := range groups {
		first, end := 0, realParts
		if written[g] {
			first, end = realParts, parts
		}
		least := first
		for p := first; p < end; p++ {
			if filled[p] < filled[least] {
				least = p
			}
		}
		dealt[g] = least
		filled[least] += sizes[g]
	}
	return dealt
}
