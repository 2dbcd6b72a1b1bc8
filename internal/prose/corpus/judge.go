package corpus

import (
	"slices"

	"github.com/pmtracker/pmtracker/internal/prose"
)

// Verdict is what the checker says of a line, beside what people said.
type Verdict struct {
	Line
	Found bool // vague, or blame
	Words string
}

// Wanted tells whether people found what the checker looks for.
func (v Verdict) Wanted() bool { return v.Label == "vague" || v.Label == "blame" }

// Right tells whether checker and people agree.
func (v Verdict) Right() bool { return v.Found == v.Wanted() }

// JudgeBlame runs the rules over each line. They are written by hand: nothing is
// trained.
func JudgeBlame(lines []Line) []Verdict {
	verdicts := make([]Verdict, len(lines))
	for i, l := range lines {
		verdicts[i] = Verdict{Line: l}
		if found := prose.Blame(l.Text, prose.English); len(found) > 0 {
			verdicts[i].Found = true
			verdicts[i].Words = l.Text[found[0].Start:found[0].End]
		}
	}
	return verdicts
}

// JudgeVague judges each action item by the model that the program carries.
func JudgeVague(lines []Line) []Verdict {
	verdicts := make([]Verdict, len(lines))
	for i, l := range lines {
		found, vague := prose.Vague(prose.Change{After: l.Text}, prose.English)
		verdicts[i] = Verdict{Line: l, Found: vague}
		if vague {
			verdicts[i].Words = l.Text[found.Start:found.End]
		}
	}
	return verdicts
}

// JudgeUnseen judges each action item by a model trained on the lines of all
// other sources: what a source says of its own lines plays no part.
func JudgeUnseen(lines []Line) []Verdict {
	var groups []string
	for _, l := range lines {
		if g := l.Group(); !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	verdicts := make([]Verdict, 0, len(lines))
	for _, group := range groups {
		var train, test []Line
		for _, l := range lines {
			if l.Group() == group {
				test = append(test, l)
			} else {
				train = append(train, l)
			}
		}
		verdicts = append(verdicts, judge(test, train)...)
	}
	return verdicts
}

func judge(test, train []Line) []Verdict {
	models := map[prose.Lang]prose.Model{}
	verdicts := make([]Verdict, len(test))
	for i, l := range test {
		lang, features := prose.Features(l.Text)
		if models[lang] == nil {
			models[lang] = Train(train, lang)
		}
		verdicts[i] = Verdict{Line: l, Found: models[lang].Score(features) <= 0}
	}
	return verdicts
}

// Count is agreement in numbers; what is looked for is the vague, or the blaming.
type Count struct{ Hit, FalseAlarm, Miss, Silent int }

// Add counts one verdict.
func (c *Count) Add(found, wanted bool) {
	switch {
	case found && wanted:
		c.Hit++
	case found:
		c.FalseAlarm++
	case wanted:
		c.Miss++
	default:
		c.Silent++
	}
}

// Precision, Recall and F1 are as usual; -1 where they have no value.
func (c Count) Precision() float64 { return ratio(c.Hit, c.Hit+c.FalseAlarm) }

// Recall is the part of what people found that the checker finds.
func (c Count) Recall() float64 { return ratio(c.Hit, c.Hit+c.Miss) }

// F1 is the harmonic mean of the two.
func (c Count) F1() float64 { return ratio(2*c.Hit, 2*c.Hit+c.FalseAlarm+c.Miss) }

func ratio(a, b int) float64 {
	if b == 0 {
		return -1
	}
	return float64(a) / float64(b)
}
