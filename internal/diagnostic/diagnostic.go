// Package diagnostic holds what the checker found and writes it in the formats
// that people and machines read.
package diagnostic

import (
	"cmp"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Severity is how much a finding weighs.
type Severity string

// The severities. A file with an error makes check exit with 1.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Rule names a rule of the checker.
type Rule string

// The rules, as the contract spells them.
const (
	FrontMatter            Rule = "front-matter"
	SectionMissing         Rule = "section-missing"
	SectionEmpty           Rule = "section-empty"
	TimelineOrder          Rule = "timeline-order"
	TimelineEmpty          Rule = "timeline-empty"
	Blame                  Rule = "blame"
	ActionNone             Rule = "action-none"
	ActionFieldMissing     Rule = "action-field-missing"
	ActionVague            Rule = "action-vague"
	ActionOwner            Rule = "action-owner"
	ActionDue              Rule = "action-due"
	ActionTicketMissing    Rule = "action-ticket-missing"
	ActionTicketUnverified Rule = "action-ticket-unverified"
	ActionTicketMismatch   Rule = "action-ticket-mismatch"
	TicketShared           Rule = "ticket-shared"
	KPIUnreadable          Rule = "kpi-unreadable"
	ReportUnreadable       Rule = "report-unreadable"
	LinkBroken             Rule = "link-broken"
	Gate                   Rule = "gate"
	IgnoreComment          Rule = "ignore" // an ignore comment that does not hold
)

// Rules lists the rules in the order in which they are documented.
func Rules() []Rule {
	return []Rule{
		FrontMatter, SectionMissing, SectionEmpty, TimelineOrder, TimelineEmpty,
		Blame, ActionNone, ActionFieldMissing, ActionVague, ActionOwner, ActionDue,
		ActionTicketMissing, ActionTicketUnverified, ActionTicketMismatch, TicketShared,
		KPIUnreadable, ReportUnreadable, LinkBroken, Gate, IgnoreComment,
	}
}

// Fixed tells whether a rule can be neither turned off nor ignored: the gate
// rests on it.
func (r Rule) Fixed() bool {
	switch r {
	case ActionVague, ActionFieldMissing, ActionTicketMissing, ActionTicketUnverified, ActionTicketMismatch, Gate, IgnoreComment:
		return true
	}
	return false
}

// Diagnostic is one finding in a file. Lines and columns count from 1, columns
// in Unicode code points; the end is exclusive.
type Diagnostic struct {
	Rule       Rule     `json:"rule"`
	Severity   Severity `json:"severity"`
	Line       int      `json:"line"`
	Column     int      `json:"column"`
	EndLine    int      `json:"end_line"`
	EndColumn  int      `json:"end_column"`
	Message    string   `json:"message"`
	Suggestion string   `json:"suggestion"`
	Item       string   `json:"item,omitempty"` // the action item it is about
	Fix        []Edit   `json:"-"`              // what makes it go away without a decision by anybody; none: people decide
	Offer      *Edit    `json:"-"`              // makes the place where a person writes; nil: there is none to make
}

// File is what was found in one file.
type File struct {
	Path        string         `json:"path"`
	Incident    string         `json:"incident"`
	Status      string         `json:"status"`
	Lang        incident.Lang  `json:"-"` // of the document and of the findings
	Diagnostics []Diagnostic   `json:"diagnostics"`
	Source      []byte         `json:"-"` // the text, for formats that show the line
	Linked      []LinkedTicket `json:"-"` // apart from those of which one of Diagnostics says that the file shares them
	Unasked     bool           `json:"-"` // it says it is closed, and nobody was asked about the tickets that it links
}

// Summary counts what was found.
type Summary struct {
	Files    int `json:"files"`
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
}

// Sort orders findings by where they stand, then by rule.
func Sort(ds []Diagnostic) {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule))
	})
}

// Level is what a team makes of a rule in its configuration.
type Level string

// The levels.
const (
	LevelError   Level = "error"
	LevelWarning Level = "warning"
	LevelOff     Level = "off"
)
