package postmortem

import (
	"slices"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// ignores takes out the findings that an ignore comment silences, and reports
// the comments that may not: without a reason, of an unknown rule, or of a rule
// on which the gate rests.
func (c *checker) ignores() {
	for _, ig := range c.ignore {
		rule := diagnostic.Rule(ig.Rule)
		switch {
		case !slices.Contains(diagnostic.Rules(), rule):
			c.fail(diagnostic.IgnoreComment, ig.At, "", c.say("there is no rule %q", "「%s」という規則はありません", ig.Rule),
				c.say("write it as <!-- pmtracker:ignore RULE reason -->", "<!-- pmtracker:ignore 規則 理由 --> の形で書いてください"))
		case rule.Fixed():
			c.fail(diagnostic.IgnoreComment, ig.At, "", c.say("%s cannot be ignored", "%s は無視できません", rule),
				c.say("satisfy it; the close gate rests on it", "満たしてください。クローズの判定はこの規則に基づきます"))
		case ig.Reason == "":
			c.fail(diagnostic.IgnoreComment, ig.At, "", c.say("the comment gives no reason", "無視する理由が書かれていません"),
				c.say("say why: <!-- pmtracker:ignore %s reason -->", "理由を書いてください: <!-- pmtracker:ignore %s 理由 -->", rule))
		default:
			c.found = slices.DeleteFunc(c.found, func(f diagnostic.Diagnostic) bool {
				return f.Rule == rule && f.Line <= ig.line && ig.line <= max(f.Line, f.EndLine)
			})
		}
	}
}
