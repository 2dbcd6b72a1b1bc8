package incident

// Remedy names what puts right what a rule misses. Unmet.Fix or an error says it in
// the words of somebody who writes a file or a command; a page has a button or a
// form for it, and leads there.
type Remedy string

// The remedies of the gate.
const (
	RemedyText       Remedy = "text"        // edit the text of the postmortem
	RemedyGenerate   Remedy = "generate"    // write the postmortem, which there is none of
	RemedyItem       Remedy = "item"        // fill in the fields of the action item
	RemedyOpenTicket Remedy = "open-ticket" // open the ticket of the action item
	RemedyRelink     Remedy = "relink"      // link another ticket, or open one
	RemedyWording    Remedy = "wording"     // say it without blame
	RemedyApproval   Remedy = "approval"    // have this revision approved
	RemedyReport     Remedy = "report"      // send the completion report
	RemedyDelivery   Remedy = "delivery"    // send again the completion report that reached nobody
	RemedyRecovery   Remedy = "recovery"    // declare the recovery by its KPIs
)

// The remedies of what else is refused.
const (
	RemedyDeclare    Remedy = "declare"    // declare another incident
	RemedyRole       Remedy = "role"       // give the role by its rules
	RemedyHandOver   Remedy = "hand-over"  // who holds the role hands it over
	RemedyDecision   Remedy = "decision"   // record a decision instead of an action of the IC
	RemedyCorrection Remedy = "correction" // correct a line from where it stands
	RemedyReopen     Remedy = "reopen"     // reopen the incident first

	RemedyStep         Remedy = "step"          // name a step of the checklist
	RemedyReason       Remedy = "reason"        // say why
	RemedyEvidence     Remedy = "evidence"      // say how it was seen to hold
	RemedyKind         Remedy = "kind"          // only a correction has a corrected time
	RemedyEvent        Remedy = "event"         // name an event of the timeline
	RemedyNextAt       Remedy = "next-at"       // give the time of the next report as such, not as a text
	RemedyNoNext       Remedy = "no-next"       // leave out the time of the next report
	RemedyClose        Remedy = "close"         // close by the gate
	RemedyReadBy       Remedy = "read-by"       // name who read a KPI
	RemedyTitle        Remedy = "title"         // give the incident a title
	RemedyContain      Remedy = "contain"       // record the containment, or why there is none
	RemedyNextReport   Remedy = "next-report"   // name the time of the next report
	RemedyRecoverFirst Remedy = "recover-first" // declare the recovery before it is reported
	RemedySeverity     Remedy = "severity"      // change the incident's severity, which a report has

	RemedyFind     Remedy = "find"     // look for the incident in the list
	RemedyProvider Remedy = "provider" // give the program access to the ticket system
)

// remedy is what puts a rule right where nothing else is said.
func (r GateRule) remedy() Remedy {
	switch r {
	case RuleBehaviour, RuleOwnerAndDue, RuleTicket:
		return RemedyItem
	case RuleBlameless:
		return RemedyWording
	case RuleReview:
		return RemedyApproval
	case RuleReports:
		return RemedyReport
	case RuleRecoveryByKPIs:
		return RemedyRecovery
	}
	return RemedyText
}
