package postmortem

import (
	"slices"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// ignores takes out the findings that an ignore comment silences, and reports
// the comments that may not: without a reason (TODO is none), of an unknown rule, or of a rule
// on which the gate rests.
func (c *checker) ignores() {
	type place struct {
		rule diagnostic.Rule
		line int
	}
	silent := map[place]bool{}
	judged := c.placed // what follows is about the comments themselves, and has no place yet
	for _, ig := range c.ignore {
		if rule := diagnostic.Rule(ig.Rule); c.ignoreHolds(ig, rule) {
			silent[place{rule, ig.line}] = true
		}
	}
	if len(silent) == 0 {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(c.found[:judged]), func(f finding) bool {
		for line := f.Line; line <= max(f.Line, f.EndLine) && line-f.Line < 100; line++ {
			if silent[place{f.Rule, line}] {
				return true
			}
		}
		return false
	})
	c.placed = len(kept)
	c.found = append(kept, c.found[judged:]...)
}

// ignoreHolds tells whether a comment may silence its rule, and reports why not.
func (c *checker) ignoreHolds(ig Ignore, rule diagnostic.Rule) bool {
	form := c.say("write it as <!-- pmtracker:ignore RULE ⟨reason⟩ -->", "<!-- pmtracker:ignore 規則 ⟨理由⟩ --> の形で書いてください")
	switch {
	case ig.Rule == "":
		c.fail(diagnostic.IgnoreComment, ig.At, "", c.say("the comment names no rule", "無視する規則が書かれていません"), form)
	case !slices.Contains(diagnostic.Rules(), rule):
		c.fail(diagnostic.IgnoreComment, ig.At, "", c.say("there is no rule %q", "「%s」という規則はありません", ig.Rule), form)
	case rule.Fixed():
		c.fail(diagnostic.IgnoreComment, ig.At, "", c.say("%s cannot be ignored", "%s は無視できません", rule),
			c.say("satisfy it; the close gate rests on it", "満たしてください。クローズの判定はこの規則に基づきます"))
	case incident.Unwritten(ig.Reason):
		c.fail(diagnostic.IgnoreComment, ig.At, "", c.say("the comment gives no reason", "無視する理由が書かれていません"),
			c.say("say why: <!-- pmtracker:ignore %s ⟨reason⟩ -->", "理由を書いてください: <!-- pmtracker:ignore %s ⟨理由⟩ -->", rule))
	default:
		return true
	}
	return false
}
