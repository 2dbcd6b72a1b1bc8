package tracker

import (
	"context"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// LinkTicket lets an action item take an existing ticket. One that nobody can
// confirm is Refused with the reason, since the gate would not count it. So is one
// of another organisation, which is mostly a slip of the pen: the gate counts one
// that stands in the document. The warnings say in what item and ticket differ, and
// which ticket of the item is left open.
func (t *Tracker) LinkTicket(ctx context.Context, a Actor, target, item, address string) (url string, warnings []string, err error) {
	if err := t.mayOn(ctx, a, Responder, target); err != nil {
		return "", nil, err
	}
	d, _, err := t.Document(ctx, a, target)
	if err != nil {
		return "", nil, err
	}
	it, err := d.Item(item)
	if err != nil {
		return "", nil, err
	}
	p, err := t.Provider()
	if err != nil {
		return "", nil, err
	}
	asked := t.now()
	ticket, err := t.linkable(ctx, p, address)
	if err != nil {
		return "", nil, err
	}
	fact, err := tickets.FactOf(ctx, p, it.ActionItem, ticket)
	if err != nil {
		return "", nil, err
	}
	taking := it.ActionItem
	taking.Ticket = ticket.URL
	for _, u := range incident.TicketDisagreements(taking, fact, t.Config.People, tickets.LangOf(ctx)) {
		warnings = append(warnings, u.Message)
	}
	warnings = append(warnings, besides(d, item, ticket, tickets.LangOf(ctx))...)
	warnings = append(warnings, leftOpen(ctx, p, d.Front.Incident, it.ActionItem, ticket)...)
	err = t.edit(ctx, a, untilClosed, "ticket.link", target, func(d *postmortem.Document) (edited, error) {
		text, err := d.SetField(item, incident.FieldTicket, ticket.URL)
		return edited{text, item + " " + ticket.URL}, err
	})
	if err == nil && !a.namesFile(target) {
		err = t.keepSeen(ctx, store.SeenTicket{Ticket: ticket.URL, Owner: it.Owner, TicketFact: fact, AskedAt: asked})
	}
	return ticket.URL, warnings, err
}

// besides says what people may not have meant: a ticket that another item links,
// and one that is closed.
func besides(d *postmortem.Document, item string, ticket tickets.Ticket, l incident.Lang) (warnings []string) {
	for _, other := range d.ActionItems() {
		if ref, ok := incident.ParseTicketRef(other.Ticket); ok && other.ID != item && ref.Same(ticket.Ref) {
			warnings = append(warnings, l.Say("%s links the same ticket; give each action item a ticket of its own", "%s も同じチケットを指しています。恒久対応ごとに別のチケットにしてください", other.ID))
		}
	}
	if ticket.Dropped {
		warnings = append(warnings, l.Say("the ticket was closed as not planned or as a duplicate, so the item is not done", "チケットは対応しないまま、または重複としてクローズされているため、この恒久対応は未完了のままです"))
	} else if ticket.Done {
		warnings = append(warnings, l.Say("the ticket is closed already, so the item counts as done", "チケットはすでにクローズされているため、この恒久対応は完了として扱います"))
	}
	return warnings
}

// leftOpen tells of the ticket that pmtracker opened for an item which now takes
// another one: nobody would look at it any more. Where nobody can say that it is
// open, there is nothing to tell.
func leftOpen(ctx context.Context, p tickets.Provider, key string, item incident.ActionItem, takes tickets.Ticket) []string {
	ref, ok := incident.ParseTicketRef(item.Ticket)
	if !ok || ref.Provider != p.Name() || ref.Same(takes.Ref) {
		return nil
	}
	before, err := p.Get(ctx, ref)
	if err != nil || before.Done || before.Ref.Same(takes.Ref) || !slices.Contains(before.Markers, key+"/"+item.ID) {
		return nil
	}
	return []string{tickets.LangOf(ctx).Say("%s, which pmtracker opened for %s, is still open and no longer linked; close it, or link it again if it is the right one",
		"pmtracker が %[2]s のために作成した %[1]s は、未完了のままリンクから外れます。閉じるか、こちらが正しければ改めて結びつけてください", before.URL, item.ID)}
}

// linkable asks for the ticket of an address.
func (t *Tracker) linkable(ctx context.Context, p tickets.Provider, address string) (tickets.Ticket, error) {
	ref, ok := incident.ParseTicketRef(incident.TicketAsTyped(address))
	if !ok {
		return tickets.Ticket{}, incident.Tell(incident.Invalid, "%q is not the address or key of a ticket; write for example https://github.com/acme/checkout/issues/812 or PAY-12",
			"「%s」はチケットのURLでもキーでもありません。例: https://github.com/acme/checkout/issues/812、PAY-12", address)
	}
	if ref.Provider != p.Name() {
		return tickets.Ticket{}, incident.Tell(incident.Refused, "%s belongs to %s, but tickets are configured to be at %s; choose it with --provider",
			"%s は %s のチケットですが、設定では %s を使うことになっています。--provider で選べます", address, ref.Provider, p.Name())
	}
	if home := p.Home(); ref.Owner != "" && !strings.EqualFold(ref.Owner, home.Owner) {
		return tickets.Ticket{}, incident.Tell(incident.Refused, "%s belongs to the organisation %s, and tickets of this team are in %s; link one from there, open it with pmtracker tickets create, or, if that one is meant, write it into the document yourself",
			"%s は組織 %s のものですが、このチームのチケットは %s にあります。そこのチケットを指定するか、pmtracker tickets create で起票してください。そのチケットで正しければ、文書に直接書いてください", address, ref.Owner, home.Owner)
	}
	ticket, err := p.Get(ctx, ref)
	if err != nil && incident.CodeOf(err) == incident.NotFound { // moved, too
		return ticket, incident.Tell(incident.Refused, "%s cannot be linked: %s", "%s は結びつけられません: %s", address, err)
	}
	return ticket, err
}
