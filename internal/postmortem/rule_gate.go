package postmortem

import (
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// gate is rule gate: a document that says it is closed passes the close gate.
// Editing status: by hand closes nothing.
func (c *checker) gate(findings []incident.Finding) {
	if c.Front.Status != StatusClosed || c.Kept {
		return
	}
	e, _ := c.Front.entry("status")
	for _, u := range incident.Gate(c.Snapshot(findings, c.CheckOptions)) {
		subject := string(u.Rule)
		if u.Item != "" {
			subject += " " + u.Item
		}
		c.fail(diagnostic.Gate, e.valueSpan(), u.Item, c.say("status is closed, but %s: %s", "status が closed ですが、%s: %s", subject, u.Message), u.Fix)
	}
}

// Snapshot gives what the gate looks at, as the document says it.
func (d *Document) Snapshot(findings []incident.Finding, o CheckOptions) incident.Snapshot {
	in := d.Incident()
	s := incident.Snapshot{
		Lang: o.wording(d), Zone: d.Zone, Now: o.Now, OccurredAt: d.Began(), Author: d.Front.Author, Revision: d.Revision(),
		ActionItems: in.ActionItems, NoActionItems: d.Front.NoActionItems, Findings: findings,
		TicketsAsked: o.Tickets != nil, Tickets: o.Tickets, Reports: in.Reports, KPIs: in.KPIs,
		RecoveredAt: d.firstTime(d.Front.RecoveredAt, incident.KindRecovery), People: o.People, Policy: o.Policy,
	}
	if s.Approvals = o.Approvals; s.Approvals == nil {
		s.Approvals = d.Approvals()
	}
	return s
}
