package postmortem

import "github.com/pmtracker/pmtracker/internal/incident"

// Incident gives what the document says of its incident. It is what Generate
// wrote, names apart.
func (d *Document) Incident() incident.Incident {
	in := incident.Incident{
		Key: d.Front.Incident, Title: d.Front.Title, Severity: d.Front.Severity, Service: d.Front.Service,
		Lang: d.Lang, Zone: d.Zone, OccurredAt: d.Front.OccurredAt, Author: d.Front.Author,
		Events: d.Events(), ActionItems: d.ActionItems(),
	}
	for _, k := range d.KPIs {
		in.KPIs = append(in.KPIs, k.KPI)
	}
	for _, r := range d.Reports {
		if !r.SentAt.IsZero() { // else nobody can tell when, which check says
			in.Reports = append(in.Reports, r.Report)
		}
	}
	return in
}

// State tells where the incident of a document stands.
func (d *Document) State() incident.State {
	switch d.Front.Status {
	case StatusClosed:
		return incident.Closed
	case StatusInReview:
		return incident.InReview
	}
	if !d.Front.RecoveredAt.IsZero() {
		return incident.Recovered
	}
	if !d.Front.ContainedAt.IsZero() {
		return incident.Contained
	}
	return d.Incident().StateFromTimeline()
}
