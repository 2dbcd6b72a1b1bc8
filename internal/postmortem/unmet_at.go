package postmortem

import "github.com/pmtracker/pmtracker/internal/incident"

// UnmetAt gives where in the document stands what the gate misses: the field or heading
// of the action item, the line, the section; false: nowhere but in its state.
func (d *Document) UnmetAt(u incident.Unmet) (from, to Position, ok bool) {
	if u.Line > 0 {
		return Position{u.Line, 1}, Position{u.Line, 1}, true
	}
	at, ok := d.unmetSpan(u)
	return d.Position(at.Start), d.Position(at.End), ok
}

func (d *Document) unmetSpan(u incident.Unmet) (Span, bool) {
	if it, err := d.Item(u.Item); u.Item != "" && err == nil {
		field := u.Field
		if u.Remedy == incident.RemedyOpenTicket {
			field = incident.FieldTicket
		}
		return it.place(field), true
	}
	section, ok := map[incident.GateRule]SectionName{
		incident.RuleActionItems: SectionActions, incident.RuleRecoveryByKPIs: SectionResponse, incident.RuleReports: SectionResponse,
	}[u.Rule]
	for _, s := range d.Sections {
		if ok && s.Name == section {
			return s.Heading, true
		}
	}
	return Span{}, false
}
