package incident

import (
	"slices"
	"strings"
)

// Level is a rough size: of an uncertainty, or of what it costs to roll back.
type Level string

// The levels.
const (
	Low    Level = "low"
	Medium Level = "medium"
	High   Level = "high"
)

// Valid tells whether v is one of the three.
func (v Level) Valid() bool { return v.rank() >= 0 }

func (v Level) rank() int { return slices.Index([]Level{Low, Medium, High}, v) }

// Label names the level for people.
func (v Level) Label(l Lang) string {
	switch v {
	case Low:
		return l.Say("low", "低")
	case Medium:
		return l.Say("medium", "中")
	}
	return l.Say("high", "高")
}

// Option is one thing that could be done.
type Option struct {
	Text        string `json:"text"`
	Uncertainty Level  `json:"uncertainty"` // how unsure it is that it helps
	Rollback    Level  `json:"rollback"`    // what it costs to take it back
}

// Decision is a choice between options, with its reason where one is needed.
type Decision struct {
	Question string   `json:"question"`
	Options  []Option `json:"options"`
	Chosen   int      `json:"chosen"` // index into Options
	Reason   string   `json:"reason"`
}

// UnderHighUncertainty tells whether an option is highly uncertain: then the
// cheapest rollback wins.
func (d Decision) UnderHighUncertainty() bool {
	return slices.ContainsFunc(d.Options, func(o Option) bool { return o.Uncertainty == High })
}

// Marked tells which options are cheapest to roll back, where the uncertainty is
// high; none are where it is not.
func (d Decision) Marked() []bool {
	marked := make([]bool, len(d.Options))
	if !d.UnderHighUncertainty() {
		return marked
	}
	cheapest := High.rank()
	for _, o := range d.Options {
		cheapest = min(cheapest, o.Rollback.rank())
	}
	for i, o := range d.Options {
		marked[i] = o.Rollback.rank() == cheapest
	}
	return marked
}

// Check tells whether the decision may be recorded. Its error is Invalid for an
// incomplete one, and Refused where another option than the cheapest to roll
// back was chosen under high uncertainty without a reason.
func (d Decision) Check() error {
	if strings.TrimSpace(d.Question) == "" || len(d.Options) == 0 {
		return Tell(Invalid, "a decision needs what is decided and at least one option", "判断には、何を決めるかと、選択肢が一つ以上必要です")
	}
	for _, o := range d.Options {
		if strings.TrimSpace(o.Text) == "" || !o.Uncertainty.Valid() || !o.Rollback.Valid() {
			return Tell(Invalid, "option %q needs a text, an uncertainty and a rollback cost, each low, medium or high", "選択肢 %q には、内容と、不確実性・切り戻しコスト（low, medium, high）が必要です", o.Text)
		}
	}
	if d.Chosen < 0 || d.Chosen >= len(d.Options) {
		return Tell(Invalid, "choose one of the options 1 to %d", "選択肢 1〜%d から一つ選んでください", len(d.Options))
	}
	marked := d.Marked()
	if d.UnderHighUncertainty() && !marked[d.Chosen] && SaysNothing(d.Reason) {
		cheapest := d.Options[slices.Index(marked, true)].Text
		return refuse(RuleCheapestRollback, Tell(Refused, "the uncertainty is high and %q is cheaper to roll back than %q; choose it, or give a reason",
			"不確実性が高く、%q のほうが %q より切り戻しが容易です。そちらを選ぶか、理由を書いてください", cheapest, d.Options[d.Chosen].Text))
	}
	return nil
}

// Text tells the decision in one line, as the timeline has it.
func (d Decision) Text(l Lang) string {
	chosen := d.Options[d.Chosen]
	var b strings.Builder
	b.WriteString(l.Say("%s: decided for %s", "%s: 「%s」に決定", strings.TrimSpace(d.Question), chosen.Text))
	b.WriteString(l.Say(" (uncertainty %s, rollback cost %s)", "（不確実性 %s、切り戻しコスト %s）", chosen.Uncertainty.Label(l), chosen.Rollback.Label(l)))
	var others []string
	for i, o := range d.Options {
		if i != d.Chosen {
			mark := ""
			if d.Marked()[i] && !d.Marked()[d.Chosen] {
				mark = l.Say(", the cheapest rollback", "、切り戻しが最も容易")
			}
			others = append(others, l.Say("%s (uncertainty %s, rollback cost %s%s)", "%s（不確実性 %s、切り戻しコスト %s%s）", o.Text, o.Uncertainty.Label(l), o.Rollback.Label(l), mark))
		}
	}
	if len(others) > 0 {
		b.WriteString(l.Say("; not taken: ", "。採らなかった案: ") + strings.Join(others, l.Say(", ", "、")))
	}
	if d.Reason != "" {
		b.WriteString(l.Say("; reason: ", "。理由: ") + strings.TrimSpace(d.Reason))
	}
	return b.String()
}
