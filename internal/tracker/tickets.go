package tracker

import (
	"context"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketRun is what opening tickets needs beside the document. The functions may
// be nil.
type TicketRun struct {
	Provider tickets.Provider
	Clock    tickets.Clock
	Labels   []string      // of new tickets; nil: "postmortem"
	Window   time.Duration // how long a ticket is looked for whose create got no answer; 0: as the provider needs
	Opened   func(OpenedTicket)
	Progress func(done, total int)
	Waiting  func() // another run holds the folder
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

// TicketDrafts gives the tickets that a postmortem still lacks. labels are those
// of new tickets; nil: "postmortem".
func TicketDrafts(d *postmortem.Document, labels []string) ([]tickets.Draft, error) {
	if d.Front.Incident == "" {
		return nil, incident.Errorf(incident.Invalid, "%s", d.Lang.Say(
			"%s names no incident; write incident: in its front matter, the tickets are found again by it",
			"%s にインシデント番号がありません。front matter に incident: を書いてください。チケットはそれで探します", d.Path))
	}
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

// CreateTickets opens the tickets that a postmortem file lacks and writes each
// link into it as soon as its ticket is there. The intent of each is stored
// beside the file before it is sent, and one run at a time works on a folder.
func CreateTickets(ctx context.Context, path string, run TicketRun) error {
	if _, err := LoadFile(path); err != nil { // before anything is made beside it
		return err
	}
	intents, err := openIntents(ctx, path, run.Waiting)
	if err != nil {
		return err
	}
	defer intents.close()
	d, err := LoadFile(path)
	if err != nil {
		return err
	}
	drafts, err := TicketDrafts(d, run.Labels)
	if err != nil {
		return err
	}
	opener := tickets.Opener{
		Provider: run.Provider, Clock: run.Clock, Journal: intents, Progress: run.Progress, Window: run.Window,
		Opened: func(draft tickets.Draft, t tickets.Ticket, o tickets.Outcome) error {
			item := draft.Marker[strings.LastIndexByte(draft.Marker, '/')+1:]
			if err := writeLink(path, item, t.URL); err != nil {
				return err
			}
			if run.Opened != nil {
				run.Opened(openedTicket(item, t, o))
			}
			return nil
		},
	}
	return opener.Open(ctx, drafts, inDoubt(d, intents))
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

// writeLink writes the address of a ticket into its item: that one line and no
// other byte. Somebody who saves the file at the same moment loses nothing: it
// is read and written again.
func writeLink(path, item, address string) error {
	for try := 1; ; try++ {
		d, err := LoadFile(path)
		if err != nil {
			return err
		}
		it, err := d.Item(item)
		if err != nil {
			return err
		}
		if it.Ticket == address {
			return nil
		}
		text, err := d.SetField(item, incident.FieldTicket, address)
		if err != nil {
			return err
		}
		err = saveFile(d, text)
		if err == nil || try == 5 || incident.CodeOf(err) != incident.Refused {
			return err
		}
	}
}
