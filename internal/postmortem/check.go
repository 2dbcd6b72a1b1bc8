package postmortem

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// CheckOptions is what a check may know beside the document itself. The zero
// value checks what stands in the text alone.
type CheckOptions struct {
	Levels   map[diagnostic.Rule]diagnostic.Level // rules whose level a team changed
	Exists   func(path string) bool               // whether a relative link leads somewhere; nil: do not ask
	Tickets  map[string]incident.TicketFact       // what the provider said of each item's ticket; nil: it was not asked; an item that is not in it: it did not answer
	Policy   incident.Policy
	People   incident.People
	TeamZone *time.Location // in which Fix reads the text again; nil: not said
	Now      time.Time      // of the check; zero: not known, and nothing is in the future

	BlameWords   []string // words that the team holds to judge a person
	VagueWords   []string // words that the team holds to change nothing
	AllowedWords []string // words about which blame stays silent
	SkipSections []string // titles of sections that blame does not read

	// Reader is the language in which findings and the gate are worded. It changes no
	// verdict, no place and nothing that a fix writes; empty: the document's.
	Reader incident.Lang

	// Approvals are those that were given outside of the document, such as the
	// reviews of a pull request; nil: what the document says of itself counts.
	Approvals []incident.Approval

	// TicketsAfterMerge tells that tickets are opened once a pull request is merged, so that
	// a document that is not closed need not wait for them.
	TicketsAfterMerge bool

	// Kept tells that the text is one that a database keeps, whose status the gate wrote
	// by rows that stand beside it: whether it may be closed is not asked of the text.
	Kept bool
}

// Result is what a check gives: what to show, and what the gate looks at.
type Result struct {
	Diagnostics []diagnostic.Diagnostic
	Findings    []incident.Finding
	Linked      []diagnostic.LinkedTicket // of which another document may have some
}

// Check judges a document by every rule. Diagnostics come in the order of the
// text.
func Check(d *Document, o CheckOptions) Result {
	c := &checker{Document: d, CheckOptions: o, words: o.wording(d), own: o.ownWords()}
	c.frontMatter()
	c.sections()
	c.timeline()
	c.besideTheTimeline()
	c.blame()
	c.actionItems()
	c.strayActions()
	c.tickets()
	c.ticketsShared()
	c.kpis()
	c.unreadTables()
	c.links()
	c.place()
	c.ignores()
	c.place()
	result := Result{Findings: c.findings(), Linked: c.linked()}
	c.gate(result.Findings)
	c.place()
	result.Diagnostics = c.leveled()
	diagnostic.Sort(result.Diagnostics)
	return result
}

// checker collects what the rules find.
type checker struct {
	*Document
	CheckOptions
	words   incident.Lang // in which findings are worded
	own     ownWords      // that the team lists
	found   []finding
	placed  int        // so many of found have their lines and columns
	extents []itemSpan // where each action item stands; nil: not asked yet
	atEnd   bool       // a missing section was put at the end, and the next one goes behind it
}

// wording gives the language in which what is said about a document is worded.
func (o CheckOptions) wording(d *Document) incident.Lang { return cmp.Or(o.Reader, d.Lang) }

// say formats a sentence in the language of who reads it. What a fix writes into
// the document is in the document's.
func (c *checker) say(english, japanese string, args ...any) string {
	return c.words.Say(english, japanese, args...)
}

// finding is a diagnostic and the bytes that it is about.
type finding struct {
	diagnostic.Diagnostic
	at      Span
	unclear bool // the gate cannot tell which change of behaviour is meant
	waits   bool // a prompt is left there, or what the gate asks for and is not read

	link *incident.TicketRef // nothing is wrong with it in this document; nil: it is found
}

// report adds a finding about a stretch of the source.
func (c *checker) report(rule diagnostic.Rule, severity diagnostic.Severity, at Span, item, message, fix string) *diagnostic.Diagnostic {
	c.found = append(c.found, finding{at: Span{at.Start, max(at.Start, at.End)}, Diagnostic: diagnostic.Diagnostic{
		Rule: rule, Severity: severity, Message: message, Suggestion: fix, Item: item,
	}})
	return &c.found[len(c.found)-1].Diagnostic
}

// fail reports an error.
func (c *checker) fail(rule diagnostic.Rule, at Span, item, message, fix string) *diagnostic.Diagnostic {
	return c.report(rule, diagnostic.Error, at, item, message, fix)
}

// place gives the new findings their lines and columns. It goes through the
// text once: a column is counted on from the finding before it, so that many
// findings on one long line cost no more than the line.
func (c *checker) place() {
	fresh := c.found[c.placed:]
	order := make([]int, len(fresh))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return fresh[a].at.Start - fresh[b].at.Start })
	offset, at := 0, Position{1, 1}
	for _, i := range order {
		f := &fresh[i]
		at = c.positionFrom(offset, at, f.at.Start)
		offset = min(f.at.Start, len(c.Source))
		end := c.positionFrom(offset, at, f.at.End)
		f.Line, f.Column, f.EndLine, f.EndColumn = at.Line, at.Column, end.Line, end.Column
	}
	c.placed = len(c.found)
}

// positionFrom gives the place of an offset, counted from an earlier one.
func (d *Document) positionFrom(from int, at Position, offset int) Position {
	offset = min(offset, len(d.Source))
	if start := d.lineStart(offset); start > from {
		return Position{d.lines.Index(offset) + 1, utf8.RuneCount(d.Source[start:offset]) + 1}
	}
	return Position{at.Line, at.Column + utf8.RuneCount(d.Source[from:offset])}
}

// findings gives what the gate asks of the checker. A level that a team changed
// makes no difference to it.
func (c *checker) findings() []incident.Finding {
	var findings []incident.Finding
	for _, d := range c.found {
		if d.Rule == diagnostic.Blame || d.Rule == diagnostic.ActionVague || d.unclear || d.waits {
			findings = append(findings, incident.Finding{
				Rule: string(d.Rule), Item: d.Item, Line: d.Line, Message: d.Message, Fix: d.Suggestion,
			})
		}
	}
	return findings
}

// leveled gives the findings with the team's levels. What the gate rests on
// keeps its own.
func (c *checker) leveled() []diagnostic.Diagnostic {
	kept := make([]diagnostic.Diagnostic, 0, len(c.found))
	for _, f := range c.found {
		d := f.Diagnostic
		if f.link != nil {
			continue
		}
		if level := c.Levels[d.Rule]; !d.Rule.Fixed() {
			switch level {
			case diagnostic.LevelOff:
				continue
			case diagnostic.LevelWarning:
				d.Severity = diagnostic.Warning
			case diagnostic.LevelError:
				d.Severity = diagnostic.Error
			}
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
