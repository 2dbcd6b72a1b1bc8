package postmortem

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// MoveTicket gives the document with the ticket of an action item at another address:
// in the item, and in the table of reports, which name it for the gate.
func (d *Document) MoveTicket(itemID, address string) ([]byte, error) {
	it, err := d.Item(itemID)
	if err != nil {
		return nil, err
	}
	was, wasTicket := incident.ParseTicketRef(it.Ticket)
	text, err := d.SetField(itemID, incident.FieldTicket, address)
	if err != nil || !wasTicket {
		return text, err
	}
	moved, err := d.Edited(text)
	if err != nil {
		return nil, err
	}
	var edits []diagnostic.Edit
	for _, r := range moved.Reports {
		if cell := moved.text(r.tickets); cell != "" {
			edits = append(edits, diagnostic.Edit{Start: r.tickets.Start, End: r.tickets.End, Text: followTicket(cell, was, address)})
		}
	}
	text, _ = diagnostic.Rewrite(moved.Source, edits)
	return text, nil
}

// followTicket gives a cell of tickets with another address for one of them, which
// keeps its form: a whole address, a key, a link.
func followTicket(cell string, was incident.TicketRef, address string) string {
	now, _ := incident.ParseTicketRef(address)
	var b strings.Builder
	for at := 0; at < len(cell); {
		gap := len(cell[at:]) - len(strings.TrimLeftFunc(cell[at:], betweenTickets))
		b.WriteString(cell[at : at+gap])
		at += gap
		word := cell[at:]
		if end := strings.IndexFunc(word, betweenTickets); end >= 0 {
			word = word[:end]
		}
		at += len(word)
		named := ticketAddress(withoutMarks(word))
		if ref, ok := incident.ParseTicketRef(named); ok && ref.Same(was) {
			to := address
			if !strings.Contains(named, "://") {
				to = now.String()
			}
			for _, short := range []incident.TicketRef{was, {Provider: was.Provider, Key: was.Key, Number: was.Number}} {
				word = strings.Replace(word, "["+short.String()+"]", "["+now.String()+"]", 1)
			}
			word = strings.Replace(word, named, to, 1)
		}
		b.WriteString(word)
	}
	return b.String()
}
