package incident

import (
	"slices"
	"strings"
)

// GateRule is one rule of the close gate.
type GateRule string

// The rules of the gate.
const (
	RuleActionItems    GateRule = "G1" // there is an action item, or an approved reason why none is needed
	RuleBehaviour      GateRule = "G2" // each says trigger, before, after and check, and after is concrete
	RuleOwnerAndDue    GateRule = "G3" // each has an owner and a due date
	RuleTicket         GateRule = "G4" // each is linked to a ticket that exists and agrees
	RuleBlameless      GateRule = "G5" // the postmortem blames nobody
	RuleReview         GateRule = "G6" // somebody other than the author approved this revision
	RuleReports        GateRule = "G7" // the completion report was sent and names the tickets
	RuleRecoveryByKPIs GateRule = "G8" // recovery was declared by the KPI rule
)

// GateRules lists the rules in order.
func GateRules() []GateRule {
	return []GateRule{
		RuleActionItems, RuleBehaviour, RuleOwnerAndDue, RuleTicket,
		RuleBlameless, RuleReview, RuleReports, RuleRecoveryByKPIs,
	}
}

// Title says what the rule asks for, in a few words.
func (r GateRule) Title(l Lang) string {
	switch r {
	case RuleActionItems:
		return l.Say("there is an action item, or an approved reason why none is needed", "恒久対応がある、または不要である理由が承認されている")
	case RuleBehaviour:
		return l.Say("every action item defines a concrete change of behaviour", "どの恒久対応も行動の変化を具体的に定めている")
	case RuleOwnerAndDue:
		return l.Say("every action item has an owner and a due date", "どの恒久対応にも担当と期限がある")
	case RuleTicket:
		return l.Say("every action item is linked to a ticket that exists and agrees with it", "どの恒久対応も実在するチケットに結びつき、内容が一致している")
	case RuleBlameless:
		return l.Say("the postmortem blames nobody", "ポストモーテムが誰も責めていない")
	case RuleReview:
		return l.Say("a reviewer who is not the author approved this very revision", "作成者でないレビュアーがこの版を承認している")
	case RuleReports:
		return l.Say("the completion report was sent and names the tickets", "完了報が送られ、チケット番号が書かれている")
	case RuleRecoveryByKPIs:
		return l.Say("recovery was declared by the KPI rule", "復旧はKPIの規則によって宣言されている")
	}
	return ""
}

// Policy says which rules of the gate a team has turned off. The zero Policy
// has every rule on.
type Policy struct{ off []GateRule }

// NewPolicy takes the rules to turn off. The behaviour-change rule (G2) and the
// ticket rule (G4) cannot be turned off by anybody.
func NewPolicy(off []string) (Policy, error) {
	var p Policy
	for _, name := range off {
		rule := GateRule(strings.ToUpper(strings.TrimSpace(name)))
		if !slices.Contains(GateRules(), rule) {
			return Policy{}, Tell(Invalid, "gate.off: there is no rule %q; the rules are G1 to G8", "gate.off: 規則 %q はありません。規則は G1〜G8 です", name)
		}
		if rule == RuleBehaviour || rule == RuleTicket {
			return Policy{}, Tell(Invalid, "gate.off: %[1]s (%[2]s) cannot be turned off; take it out of the list", "gate.off: %[1]s（%[3]s）は無効にできません。一覧から外してください",
				rule, rule.Title(English), rule.Title(Japanese))
		}
		p = p.Without(rule)
	}
	return p, nil
}

// Without is the policy with one more rule turned off.
func (p Policy) Without(r GateRule) Policy {
	if !p.On(r) {
		return p
	}
	off := append(p.Off(), r)
	slices.Sort(off)
	return Policy{off}
}

// Off lists the rules that are turned off, in order.
func (p Policy) Off() []GateRule { return slices.Clone(p.off) }

// On tells whether a rule is asked.
func (p Policy) On(r GateRule) bool { return !slices.Contains(p.off, r) }
