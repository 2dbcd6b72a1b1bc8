package postmortem

import (
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// CheckOptions is what a check may know beside the document itself. The zero
// value checks what stands in the text alone.
type CheckOptions struct {
	Levels  map[diagnostic.Rule]diagnostic.Level // rules whose level a team changed
	Exists  func(path string) bool               // whether a relative link leads somewhere; nil: do not ask
	Tickets map[string]incident.TicketFact       // what the provider said of each item's ticket; nil: it was not asked
	Policy  incident.Policy
	People  incident.People
}

// Result is what a check gives: what to show, and what the gate looks at.
type Result struct {
	Diagnostics []diagnostic.Diagnostic
	Findings    []incident.Finding
}

// Check judges a document by every rule. Diagnostics come in the order of the
// text.
func Check(d *Document, o CheckOptions) Result {
	c := &checker{Document: d, CheckOptions: o}
	c.frontMatter()
	c.sections()
	c.timeline()
	c.blame()
	c.actionItems()
	c.strayActions()
	c.tickets()
	c.links()
	c.ignores()
	result := Result{Findings: c.findings()}
	c.gate(result.Findings)
	result.Diagnostics = c.leveled()
	diagnostic.Sort(result.Diagnostics)
	return result
}

// checker collects what the rules find.
type checker struct {
	*Document
	CheckOptions
	found []diagnostic.Diagnostic
}

// report adds a finding about a stretch of the source.
func (c *checker) report(rule diagnostic.Rule, severity diagnostic.Severity, at Span, item, message, fix string) {
	start := c.Position(at.Start)
	end := c.Position(max(at.Start, at.End))
	c.found = append(c.found, diagnostic.Diagnostic{
		Rule: rule, Severity: severity, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
		Message: message, Suggestion: fix, Item: item,
	})
}

// fail reports an error.
func (c *checker) fail(rule diagnostic.Rule, at Span, item, message, fix string) {
	c.report(rule, diagnostic.Error, at, item, message, fix)
}

// findings gives what the gate asks of the checker. A level that a team changed
// makes no difference to it.
func (c *checker) findings() []incident.Finding {
	var findings []incident.Finding
	for _, d := range c.found {
		stray := d.Rule == diagnostic.ActionFieldMissing && d.Item == ""
		if d.Rule == diagnostic.Blame || d.Rule == diagnostic.ActionVague || stray {
			findings = append(findings, incident.Finding{Rule: string(d.Rule), Item: d.Item, Line: d.Line, Message: d.Message, Fix: d.Suggestion})
		}
	}
	return findings
}

// leveled gives the findings with the team's levels.
func (c *checker) leveled() []diagnostic.Diagnostic {
	kept := make([]diagnostic.Diagnostic, 0, len(c.found))
	for _, d := range c.found {
		switch c.Levels[d.Rule] {
		case diagnostic.LevelOff:
			if !d.Rule.Fixed() {
				continue
			}
		case diagnostic.LevelWarning:
			d.Severity = diagnostic.Warning
		case diagnostic.LevelError:
			d.Severity = diagnostic.Error
		}
		kept = append(kept, d)
	}
	return kept
}

// docStart is where a finding about the whole document stands.
func (c *checker) docStart() Span {
	if len(c.Sections) > 0 {
		return c.Sections[0].Heading
	}
	return Span{c.base, c.base}
}
