package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// LinkTicket lets an action item take an existing ticket. One of another
// organisation or server, and one that nobody can confirm, is Refused with the
// reason: the gate would not count it. The warnings say in what the two differ.
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
	for _, u := range incident.TicketDisagreements(taking, fact, tickets.LangOf(ctx)) {
		warnings = append(warnings, u.Message)
	}
	warnings = append(warnings, besides(d, item, ticket, tickets.LangOf(ctx))...)
	err = t.edit(ctx, a, untilClosed, "ticket.link", target, func(d *postmortem.Document) (edited, error) {
		text, err := d.SetField(item, incident.FieldTicket, ticket.URL)
		return edited{text, item + " " + ticket.URL}, err
	})
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
	if ticket.Done {
		warnings = append(warnings, l.Say("the ticket is closed already, so the item counts as done", "チケットはすでにクローズされているため、この恒久対応は完了として扱います"))
	}
	return warnings
}

// linkable asks for the ticket of an address.
func (t *Tracker) linkable(ctx context.Context, p tickets.Provider, address string) (tickets.Ticket, error) {
	ref, ok := incident.ParseTicketRef(address)
	if !ok {
		return tickets.Ticket{}, incident.Tell(incident.Invalid, "%q is not the address or key of a ticket; write for example https://github.com/acme/checkout/issues/812 or PAY-12",
			"「%s」はチケットのURLでもキーでもありません。例: https://github.com/acme/checkout/issues/812、PAY-12", address)
	}
	if ref.Provider != p.Name() {
		return tickets.Ticket{}, incident.Tell(incident.Refused, "%s belongs to %s, but tickets are configured to be at %s; choose it with --provider",
			"%s は %s のチケットですが、設定では %s を使うことになっています。--provider で選べます", address, ref.Provider, p.Name())
	}
	if home := p.Home(); ref.Owner != "" && !strings.EqualFold(ref.Owner, home.Owner) {
		return tickets.Ticket{}, incident.Tell(incident.Refused, "%s belongs to the organisation %s, and tickets of this team are in %s; link one from there, or open it with pmtracker tickets create",
			"%s は組織 %s のものですが、このチームのチケットは %s にあります。そこのチケットを書くか、pmtracker tickets create で起票してください", address, ref.Owner, home.Owner)
	}
	ticket, err := p.Get(ctx, ref)
	if err != nil && incident.CodeOf(err) == incident.NotFound { // moved, too
		return ticket, incident.Tell(incident.Refused, "%s cannot be linked: %s", "%s は結びつけられません: %s", address, err)
	}
	return ticket, err
}
