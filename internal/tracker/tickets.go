package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketRun is how a run of CreateTickets tells what it does. Each may be nil.
type TicketRun struct {
	Opened   func(OpenedTicket)
	Progress func(done, total int)
	Waiting  func()        // another run works on the same tickets
	Clock    tickets.Clock // nil: the machine's
}

// OpenedTicket is a ticket that was opened, or found where an earlier run had
// opened it, and that the document now links.
type OpenedTicket struct {
	Item     string   `json:"item"`
	Ticket   string   `json:"ticket"`
	Found    bool     `json:"found"`              // it existed already
	Closed   []string `json:"closed,omitempty"`   // tickets closed as duplicates of it
	Warnings []string `json:"warnings,omitempty"` // single sentences
}

// TicketDrafts gives the tickets that a postmortem still lacks.
func (t *Tracker) TicketDrafts(d *postmortem.Document) ([]tickets.Draft, error) {
	if d.Front.Incident == "" {
		return nil, incident.Errorf(incident.Invalid, "%s", d.Lang.Say(
			"%s names no incident; write incident: in its front matter, the tickets are found again by it",
			"%s にインシデント番号がありません。front matter に incident: を書いてください。チケットはそれで探します", d.Path))
	}
	labels := t.Config.Tickets.Labels
	if labels == nil {
		labels = []string{"postmortem"}
	}
	var drafts []tickets.Draft
	for _, item := range d.ActionItems() {
		if item.Ticket != "" {
			continue
		}
		if _, err := d.SetField(item.ID, incident.FieldTicket, "https://example.com/1"); err != nil {
			return nil, err // the link could not be written
		}
		body, err := d.TicketBody(item)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, tickets.Draft{
			Marker: d.Front.Incident + "/" + item.ID, Title: item.Title, Body: body, Owner: item.Owner, Due: item.Due,
			Labels: labels, Lang: d.Lang,
		})
	}
	return drafts, nil
}

// CreateTickets opens the tickets that the postmortem of a TARGET lacks and
// writes each link into it as soon as its ticket is there. The intent of each is
// stored before it is sent, and one run at a time works on a folder of files or
// on an incident.
func (t *Tracker) CreateTickets(ctx context.Context, a Actor, target string, run TicketRun) error {
	if err := a.mayFor(Responder, ""); err != nil {
		return err
	}
	provider, err := t.Provider()
	if err != nil {
		return err
	}
	desk, err := t.desk(ctx, a, target, run.Waiting)
	if err != nil {
		return err
	}
	defer desk.close()
	d, err := desk.document(ctx)
	if err != nil {
		return err
	}
	drafts, err := t.TicketDrafts(d)
	if err != nil {
		return err
	}
	if run.Clock == nil {
		run.Clock = tickets.SystemClock{}
	}
	opener := tickets.Opener{
		Provider: provider, Clock: run.Clock, Journal: desk, Progress: run.Progress, Window: t.Config.Tickets.Window,
		Opened: func(draft tickets.Draft, ticket tickets.Ticket, o tickets.Outcome) error {
			item := draft.Marker[strings.LastIndexByte(draft.Marker, '/')+1:]
			changed, err := desk.link(ctx, item, ticket.URL)
			if err == nil && run.Opened != nil && (changed || len(o.Closed)+len(o.Warnings) > 0) {
				run.Opened(openedTicket(item, ticket, o))
			}
			return err
		},
	}
	return opener.Open(ctx, drafts, inDoubt(d, desk))
}

// inDoubt gives the items that are linked, but of which a further create may
// have come true.
func inDoubt(d *postmortem.Document, journal tickets.Journal) []tickets.Draft {
	var drafts []tickets.Draft
	intents := journal.Intents()
	for _, item := range d.ActionItems() {
		marker := d.Front.Incident + "/" + item.ID
		if _, ok := intents[marker]; ok && item.Ticket != "" {
			drafts = append(drafts, tickets.Draft{Marker: marker, Lang: d.Lang})
		}
	}
	return drafts
}

func openedTicket(item string, t tickets.Ticket, o tickets.Outcome) OpenedTicket {
	opened := OpenedTicket{Item: item, Ticket: t.URL, Found: o.Found, Warnings: o.Warnings}
	for _, c := range o.Closed {
		opened.Closed = append(opened.Closed, c.URL)
	}
	return opened
}
