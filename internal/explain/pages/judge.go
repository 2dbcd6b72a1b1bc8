package main

import (
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// said is what the present build says of an example, under one rule.
type said struct {
	message, fix string
	line         int // of the whole document
}

// judge lists what the rule finds in an example. others tells how many findings
// the checker has besides.
func judge(name, example string, l incident.Lang) (found []said, others int, err error) {
	text, err := compose(example, l)
	if err != nil {
		return nil, 0, err
	}
	d, err := postmortem.Parse("example.md", []byte(text))
	if err != nil {
		return nil, 0, err
	}
	options := postmortem.CheckOptions{Tickets: providerSays(d), Exists: func(string) bool { return false }}
	result := postmortem.Check(d, options)
	if rule := incident.GateRule(name); rule.Title(l) != "" {
		for _, u := range incident.Gate(snapshot(d, result.Findings, options, rule)) {
			if u.Rule == rule {
				found = append(found, said{message: u.Message, fix: u.Fix})
			}
		}
		return found, 0, nil
	}
	for _, f := range result.Diagnostics {
		if f.Rule == diagnostic.Rule(name) {
			found = append(found, said{f.Message, f.Suggestion, f.Line})
		} else {
			others++
		}
	}
	return found, others, nil
}

// providerSays stands for a provider that knows the issues 812 and 814 alone, as the
// complete document describes the first.
func providerSays(d *postmortem.Document) map[string]incident.TicketFact {
	facts := map[string]incident.TicketFact{}
	for _, item := range d.Items {
		facts[item.ID] = incident.TicketFact{}
		if strings.HasSuffix(item.Ticket, "/812") || strings.HasSuffix(item.Ticket, "/814") {
			facts[item.ID] = incident.TicketFact{Exists: true, Owners: []string{"akiko"}, Due: civil.Date{Year: 2026, Month: 12, Day: 15}}
		}
	}
	return facts
}

// snapshot is what the gate looks at. A page cannot show the digest of the
// document that it is in: "sha256:…" means the right one. Where the example is
// about another rule, the document counts as approved.
func snapshot(d *postmortem.Document, findings []incident.Finding, o postmortem.CheckOptions, rule incident.GateRule) incident.Snapshot {
	s := d.Snapshot(findings, o)
	if rule != incident.RuleReview {
		s.Approvals = []incident.Approval{{By: "ben@example.com", Revision: s.Revision}}
	}
	for i, a := range s.Approvals {
		if strings.HasSuffix(a.Revision, "…") {
			s.Approvals[i].Revision = s.Revision
		}
	}
	return s
}
