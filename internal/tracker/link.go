package tracker

import (
	"context"
	"errors"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// LinkTicket lets an action item take an existing ticket. One of another
// organisation or server, and one that nobody can confirm, is Refused with the
// reason: the gate would not count it. The warnings say in what the two differ.
func (t *Tracker) LinkTicket(ctx context.Context, a Actor, target, item, address string) (url string, warnings []string, err error) {
	if err := a.may(Responder); err != nil {
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
	ticket, err := t.linkable(tickets.WithLang(ctx, d.Lang), d, p, address)
	if err != nil {
		return "", nil, err
	}
	fact, err := tickets.FactOf(ctx, p, it.ActionItem, ticket)
	if err != nil {
		return "", nil, err
	}
	for _, u := range incident.TicketDisagreements(it.ActionItem, fact, d.Lang) {
		warnings = append(warnings, u.Message)
	}
	err = t.edit(ctx, a, Responder, "ticket.link", target, func(d *postmortem.Document) (edited, error) {
		text, err := d.SetField(item, incident.FieldTicket, ticket.URL)
		return edited{text, item + " " + ticket.URL}, err
	})
	return ticket.URL, warnings, err
}

// linkable asks for the ticket of an address.
func (t *Tracker) linkable(ctx context.Context, d *postmortem.Document, p tickets.Provider, address string) (tickets.Ticket, error) {
	l := d.Lang
	ref, ok := incident.ParseTicketRef(address)
	if !ok {
		return tickets.Ticket{}, incident.Errorf(incident.Invalid, "%s", l.Say("%q is not the address or key of a ticket; write for example https://github.com/acme/checkout/issues/812 or PAY-12",
			"「%s」はチケットのURLでもキーでもありません。例: https://github.com/acme/checkout/issues/812、PAY-12", address))
	}
	if ref.Provider != p.Name() {
		return tickets.Ticket{}, incident.Errorf(incident.Refused, "%s", l.Say("%s belongs to %s, but tickets are configured to be at %s; choose it with --provider",
			"%s は %s のチケットですが、設定では %s を使うことになっています。--provider で選べます", address, ref.Provider, p.Name()))
	}
	if home := p.Home(); ref.Owner != "" && !strings.EqualFold(ref.Owner, home.Owner) {
		return tickets.Ticket{}, incident.Errorf(incident.Refused, "%s", l.Say("%s belongs to the organisation %s, and tickets of this team are in %s; link one from there, or open it with pmtracker tickets create",
			"%s は組織 %s のものですが、このチームのチケットは %s にあります。そこのチケットを書くか、pmtracker tickets create で起票してください", address, ref.Owner, home.Owner))
	}
	ticket, err := p.Get(ctx, ref)
	var moved *tickets.Moved
	switch {
	case errors.As(err, &moved):
		return ticket, incident.Errorf(incident.Refused, "%s", l.Say("%s cannot be linked: %s", "%s は結びつけられません: %s", address, moved))
	case incident.CodeOf(err) == incident.NotFound && err != nil:
		return ticket, incident.Errorf(incident.Refused, "%s", l.Say("%s cannot be linked: %s", "%s は結びつけられません: %s", address, err))
	}
	return ticket, err
}
