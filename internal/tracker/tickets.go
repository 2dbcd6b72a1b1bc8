package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketDrafts gives the tickets that a postmortem file still lacks.
func TicketDrafts(d *postmortem.Document) ([]tickets.Draft, error) {
	if d.Front.Incident == "" {
		return nil, incident.Errorf(incident.Invalid, "%s names no incident; write incident: in its front matter, the tickets are found again by it", d.Path)
	}
	var drafts []tickets.Draft
	for _, item := range d.ActionItems() {
		if item.Ticket != "" {
			continue
		}
		body, err := d.TicketBody(item)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, tickets.Draft{
			Marker: d.Front.Incident + "/" + item.ID, Title: item.Title, Body: body, Owner: item.Owner, Due: item.Due,
			Labels: []string{"postmortem"}, Lang: d.Lang,
		})
	}
	return drafts, nil
}

// CreateTickets opens the tickets that a postmortem file lacks and writes each
// link into it as soon as its ticket is there. opened is told of each.
func CreateTickets(ctx context.Context, path string, p tickets.Provider, clock tickets.Clock, opened func(marker, url string, warnings []string)) error {
	d, err := LoadFile(path)
	if err != nil {
		return err
	}
	drafts, err := TicketDrafts(d)
	if err != nil {
		return err
	}
	key := d.Front.Incident
	return tickets.Open(ctx, p, clock, drafts, func(draft tickets.Draft, t tickets.Ticket, o tickets.Outcome) error {
		now, err := LoadFile(path)
		if err != nil {
			return err
		}
		text, err := now.SetField(draft.Marker[len(key)+1:], incident.FieldTicket, t.URL)
		if err != nil {
			return err
		}
		if err := saveFile(now, text); err != nil {
			return err
		}
		opened(draft.Marker, t.URL, o.Warnings)
		return nil
	})
}
