package incident

import (
	"time"
)

// Finding is what the checker found in the postmortem, as far as the gate asks.
type Finding struct {
	Rule    string // "blame", "action-vague"
	Item    string // the action item it is about; empty: none
	Line    int    // of the document, from 1
	Message string
	Fix     string
}

// The checker's rules on which the gate rests.
const (
	FindingBlame   = "blame"
	FindingVague   = "action-vague"
	FindingUnclear = "action-field-missing" // an action that is not written as one, or a field that is written twice
	FindingPrompt  = "section-empty"        // nobody answered why recovery was declared without a containment
	FindingReport  = "report-unreadable"    // a report, or a table of them, that is not read
	FindingDue     = "action-due"           // a due date that is written in another form, or is none
	FindingKPI     = "kpi-unreadable"       // a table of KPIs that is not read
)

// Approval is a reviewer's word for one revision of the postmortem.
type Approval struct {
	By       string
	Revision string
	At       time.Time // zero in a file
}

// Snapshot is everything that the gate looks at.
type Snapshot struct {
	Key           string // of an incident in the database; empty: it is a file
	Lang          Lang
	Zone          *time.Location
	NoPostmortem  bool      // there is none yet, so nothing is known of what it would say
	Now           time.Time // of the verdict; zero: not known, and nothing is in the future
	OccurredAt    time.Time // when the incident began, as far as it is known
	Author        string
	WrittenBy     string // who had pmtracker write the postmortem, and may not approve it either; empty: not known
	Revision      string // digest of the postmortem as it stands
	ActionItems   []ActionItem
	NoActionItems string // the recorded reason why none is needed
	Findings      []Finding
	TicketsAsked  bool                  // whether the provider was asked about every ticket
	Tickets       map[string]TicketFact // by action item, what it said; an item that is not in it: it did not answer
	Approvals     []Approval
	Requests      Verdicts // for changes, which stand; empty also where they are shown beside the gate
	Reports       []Report
	RecoveredAt   time.Time
	KPIs          []KPI
	People        People
	Policy        Policy
}

// Unmet is one reason why an incident may not close yet.
type Unmet struct {
	Rule    GateRule `json:"rule"`
	Item    string   `json:"item,omitempty"`
	Message string   `json:"message"`
	Fix     string   `json:"fix"`
	Remedy  Remedy   `json:"-"`
	Field   Field    `json:"-"` // of the item, that puts it right; empty: not one field
	Line    int      `json:"-"` // of the document, from 1, where the words stand; 0: not one line
}

// Gate gives every rule of the close gate that does not hold, in the order of
// the rules and of the action items; none means that the incident may close.
// Of a ticket that the provider was not asked about (Unasked), the ticket rule only
// looks at the link: such a verdict never closes anything.
func Gate(s Snapshot) []Unmet {
	g := gate{Snapshot: s}
	for _, rule := range []struct {
		name  GateRule
		check func()
	}{
		{RuleActionItems, g.actionItems},
		{RuleBehaviour, g.behaviour},
		{RuleOwnerAndDue, g.ownerAndDue},
		{RuleTicket, g.tickets},
		{RuleBlameless, g.blameless},
		{RuleReview, g.review},
		{RuleReports, g.reports},
		{RuleRecoveryByKPIs, g.recovery},
	} {
		if s.Policy.On(rule.name) {
			g.rule = rule.name
			rule.check()
		}
	}
	return g.unmet
}

// gate collects the unmet rules of one snapshot.
type gate struct {
	Snapshot
	rule  GateRule
	unmet []Unmet
}

// refuse gives the reason, for what else is known of it.
func (g *gate) refuse(item, message, fix string) *Unmet {
	return g.refuseUntil(g.rule.remedy(), item, message, fix)
}

// refuseUntil refuses for a reason that something else puts right than what the
// rule is mostly put right by.
func (g *gate) refuseUntil(r Remedy, item, message, fix string) *Unmet {
	g.unmet = append(g.unmet, Unmet{Rule: g.rule, Item: item, Message: message, Fix: fix, Remedy: r})
	return &g.unmet[len(g.unmet)-1]
}

// refuseFindings refuses for each finding of a rule, by its line; false: there is none.
func (g *gate) refuseFindings(rule string) bool {
	any := false
	for _, f := range g.Findings {
		if f.Rule == rule {
			g.refuse(f.Item, g.Lang.Say("line %d: %s", "%d行目: %s", f.Line, f.Message), f.Fix).Line = f.Line
			any = true
		}
	}
	return any
}

// approver gives who approved this very revision and is not the author.
func (g *gate) approver() (string, bool) {
	for _, a := range g.Approvals {
		if g.People.CanApprove(a.By) && a.Revision == g.Revision && !Unwritten(g.Author) && g.People.Identified(g.Author) && g.People.Distinct(a.By, g.Author) {
			return a.By, true
		}
	}
	return "", false
}
