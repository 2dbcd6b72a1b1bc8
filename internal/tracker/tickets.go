package tracker

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketRun is how a run of CreateTickets tells what it does. Each may be nil.
type TicketRun struct {
	Opened   func(OpenedTicket)
	Progress func(done, total int)
	Limited  func(wait time.Duration, service string) // it waits for a provider's limit
	Waiting  func()                                   // another run works on the same tickets
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

// namesIncident refuses a postmortem that does not say, or not so that it can be
// read, which incident it is of.
func namesIncident(d *postmortem.Document) error {
	switch {
	case d.Front.Broken():
		return incident.Tell(incident.Invalid, "%s: its front matter cannot be read, so nobody knows whose tickets these are; run: pmtracker check %[1]s, which says what is wrong with it",
			"%s: front matter を読み取れないため、どのインシデントのチケットか分かりません。pmtracker check %[1]s で誤りを確認してください", d.Path)
	case d.Front.Incident == "":
		return incident.Tell(incident.Invalid, "%s names no incident; write incident: in its front matter, the tickets are found again by it",
			"%s にインシデント番号がありません。front matter に incident: を書いてください。チケットはそれで探します", d.Path)
	}
	return nil
}

// TicketDrafts gives the tickets that a postmortem still lacks.
func (t *Tracker) TicketDrafts(d *postmortem.Document) ([]tickets.Draft, error) {
	if err := namesIncident(d); err != nil {
		return nil, err
	}
	labels := t.Config.Tickets.Labels
	if labels == nil {
		labels = []string{"postmortem"}
	}
	var drafts []tickets.Draft
	for i, item := range d.ActionItems() {
		if item.Ticket != "" {
			continue
		}
		var err error
		if item.Due, err = d.Items[i].DueDay(); err != nil {
			return nil, err
		}
		if _, err := d.SetField(item.ID, incident.FieldTicket, "https://example.com/1"); err != nil {
			return nil, err // the link could not be written
		}
		body, err := d.TicketBody(item, t.place(d))
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
// on an incident. One that is stopped says how far it came.
func (t *Tracker) CreateTickets(ctx context.Context, a Actor, target string, run TicketRun) error {
	desk, err := t.desk(ctx, a, target, run.Waiting)
	if err != nil {
		return err
	}
	defer desk.close()
	if a.namesFile(target) {
		d, err := LoadFile(target, t.Config.Zone)
		if err != nil {
			return err
		}
		if err := t.onlyOfIncident(d); err != nil {
			return err
		}
	}
	return t.createAt(desk, run)
}

// createAt opens the tickets of the postmortem on a desk.
func (t *Tracker) createAt(desk desk, run TicketRun) error {
	ctx := tickets.OnWait(desk.context(), run.Limited)
	d, err := desk.document(ctx)
	if err != nil {
		return err
	}
	drafts, err := t.TicketDrafts(d)
	if err != nil {
		return err
	}
	provider, err := t.Provider()
	if err != nil {
		return err
	}
	o := &opening{Tracker: t, TicketRun: run, ctx: ctx, desk: desk, d: d, p: provider, asked: t.now(), linked: map[string]bool{}}
	opener := tickets.Opener{
		Provider: provider, Clock: tickets.SystemClock{}, Journal: desk, Progress: o.progress, Opened: o.opened, Window: t.Config.Tickets.Window,
	}
	err = opener.Open(ctx, drafts, inDoubt(d, desk))
	if err != nil && ctx.Err() != nil && !o.untold {
		return howFar(ctx, drafts, o.linked, desk)
	}
	return err
}

// opening is what one run does with the tickets that it opens or finds.
type opening struct {
	*Tracker
	TicketRun
	ctx    context.Context
	desk   desk
	d      *postmortem.Document
	p      tickets.Provider
	asked  time.Time       // before the provider was asked about what it says next
	linked map[string]bool // by marker
	untold bool            // a ticket is there that the document does not link
}

func (o *opening) progress(done, total int) {
	o.asked = o.now()
	if o.Progress != nil {
		o.Progress(done, total)
	}
}

// opened links a ticket, keeps what was told of it, and tells of both.
func (o *opening) opened(draft tickets.Draft, ticket tickets.Ticket, out tickets.Outcome) error {
	item := itemOf(draft.Marker)
	drafted, err := o.d.Item(item)
	if err != nil {
		return err
	}
	changed, err := o.desk.link(o.ctx, drafted.ActionItem, ticket.URL)
	if err == nil {
		o.linked[draft.Marker] = true
		err = o.see(item, ticket)
	} else {
		err = o.unlinked(drafted.ActionItem, ticket.URL, err)
		o.untold = true
	}
	for _, c := range out.Closed {
		err = errors.Join(err, o.desk.note(o.ctx, duplicateNote(item, c.URL, ticket.URL)))
	}
	if err == nil && o.Opened != nil && (changed || len(out.Closed)+len(out.Warnings) > 0) {
		o.Opened(openedTicket(item, ticket, out))
	}
	return err
}

// see keeps what the provider told of the ticket of an item when it was opened or found.
// What would need one more question nobody has asked about yet.
func (o *opening) see(item string, ticket tickets.Ticket) error {
	it, err := o.d.Item(item)
	if err != nil || ticket.Unread {
		return err
	}
	fact, err := tickets.FactOf(o.ctx, o.p, it.ActionItem, ticket) // the owner was asked about before it was opened
	if err != nil {
		return nil
	}
	return o.desk.see(o.ctx, store.SeenTicket{Ticket: ticket.URL, Owner: it.Owner, TicketFact: fact, AskedAt: o.asked})
}

// unlinked names a ticket whose link could not be written, as when its item was
// taken out of the document meanwhile: nobody would learn of it. Where its number is
// another item's by now, the next run would find it for that one.
func (o *opening) unlinked(item incident.ActionItem, address string, err error) error {
	if d, unread := o.desk.document(o.ctx); unread == nil && incident.CodeOf(stillThe(item, d)) == incident.Conflict {
		return incident.Tell(incident.Conflict, "%s was opened for %q and is linked nowhere: %w; link it where it belongs with pmtracker tickets link, or close it",
			"%s は %q のために作成しましたが、どの項目にも結びつけていません: %w。pmtracker tickets link で正しい項目に結びつけるか、チケットを閉じてください", address, item.Title, err)
	}
	return incident.Tell(incident.CodeOf(err), "%s has the ticket %s, and its link could not be written: %w; run pmtracker tickets create again, which finds and links it, or close the ticket if its item is gone",
		"%s のチケット %s は作成済みですが、リンクを書き込めませんでした: %w。pmtracker tickets create を再実行すると、このチケットを見つけて結びつけます。項目が不要になった場合は、チケットを閉じてください", item.ID, address, err)
}

// itemOf gives the id of the item that a marker is of.
func itemOf(marker string) string { return marker[strings.LastIndexByte(marker, '/')+1:] }

// howFar is the error of a run that was stopped.
func howFar(ctx context.Context, drafts []tickets.Draft, linked map[string]bool, journal tickets.Journal) error {
	done, unsure := 0, []string{}
	intents := journal.Intents()
	for _, d := range drafts {
		if linked[d.Marker] {
			done++
		} else if _, sent := intents[d.Marker]; sent {
			unsure = append(unsure, itemOf(d.Marker))
		}
	}
	text := incident.Tell(incident.Unavailable, "stopped: %d of %d tickets are opened and linked, %d remain; run it again, it goes on from here",
		"中断しました。%[2]d 件中 %[1]d 件のチケットを作成してリンクを書き込みました。残りは %[3]d 件です。再実行すると続きから始まります", done, len(drafts), len(drafts)-done)
	if len(unsure) > 0 {
		text = incident.Tell(incident.Unavailable, "%s (nobody knows yet whether the ticket of %s was opened; it looks first and opens no second one)",
			"%s（%s のチケットが作成されたかはまだ分かりません。先に確認するので二重には作成しません）", text, strings.Join(unsure, ", "))
	}
	if lost := context.Cause(ctx); errors.Is(lost, store.ErrLeaseLost) {
		return incident.Errorf(incident.Unavailable, "%s: %w", text, lost)
	}
	return text
}

// inDoubt gives the items that are linked, but of which a further create may
// have come true.
func inDoubt(d *postmortem.Document, journal tickets.Journal) []tickets.Draft {
	var drafts []tickets.Draft
	intents := journal.Intents()
	for _, item := range d.ActionItems() {
		marker := d.Front.Incident + "/" + item.ID
		if _, ok := intents[marker]; ok && item.Ticket != "" {
			drafts = append(drafts, tickets.Draft{Marker: marker, Due: item.Due, Lang: d.Lang})
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
