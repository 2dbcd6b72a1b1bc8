package tracker

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketReport is a provider's word, by webhook, that a ticket has changed.
type TicketReport struct {
	Provider incident.ProviderName
	Delivery string // the same in every repetition
	Ref      incident.TicketRef
	At       time.Time // when it changed, by the provider's clock; zero: not said
}

// clockSkew is how far a provider's clock may be ahead of ours, beyond what a
// report says.
const clockSkew = time.Minute

// keepDeliveries is how long a delivery is known again. GitHub lets people send
// one again for three days.
const keepDeliveries = 30 * 24 * time.Hour

// TicketReported reads a ticket again that a provider reports as changed, and
// stores what it says now. It gives how many incidents that concerns: none where
// nobody links the ticket, where the delivery came before, or where the ticket
// was read after the change already. A ticket of another repository, project or
// server than those linked here is nobody's.
func (t *Tracker) TicketReported(ctx context.Context, a Actor, r TicketReport) (incidents int, err error) {
	if err := a.may(Responder); err != nil {
		return 0, err
	}
	if err := t.needsStore(); err != nil {
		return 0, err
	}
	links, err := t.linksAnywhere(ctx, r.Ref)
	if err != nil || len(links) == 0 {
		return 0, err // also where no ticket system is set up at all
	}
	p, err := t.Provider()
	if err != nil {
		return 0, err
	}
	if p.Name() != r.Provider {
		return 0, incident.Tell(incident.Refused, "tickets are configured to be at %s", "チケットの管理先は %s に設定されています", p.Name())
	}
	if links, err = t.unreadSince(ctx, links, r, p.Home()); err != nil || len(links) == 0 {
		return 0, err
	}
	asked := t.now()
	fact, err := readNow(ctx, p, r.Ref)
	if err != nil {
		return 0, err
	}
	err = t.change(ctx, a, Responder, "ticket.reported", func(tx *store.Tx, entry *store.AuditEntry) error {
		first, err := tx.TakeDelivery(ctx, string(r.Provider), r.Delivery, t.now())
		if err != nil || !first {
			links = nil
			return err
		}
		entry.Detail = r.Ref.String()
		var keys []string
		for _, link := range links {
			keys = append(keys, link.Incident)
			if err := tx.SeeTicket(ctx, store.SeenTicket{Ticket: link.Ticket, TicketFact: fact, AskedAt: asked}); err != nil {
				return err
			}
		}
		if err := tx.ForgetDeliveries(ctx, string(r.Provider), t.now().Add(-keepDeliveries)); err != nil {
			return err
		}
		return auditEach(ctx, tx, entry, keys)
	})
	return len(links), err
}

// linksAnywhere gives who links a ticket of that key or number, in any spelling and
// wherever it is.
func (t *Tracker) linksAnywhere(ctx context.Context, ref incident.TicketRef) (links []store.TicketLink, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		links, err = tx.TicketLinks(ctx, inEverySpelling(ref))
		return err
	})
	anywhere := incident.TicketRef{Provider: ref.Provider, Key: ref.Key, Number: ref.Number}
	return slices.DeleteFunc(links, func(l store.TicketLink) bool { return !means(l.Ticket, anywhere, incident.TicketRef{}) }), err
}

// unreadSince gives those of some links that mean the reported ticket and were not read
// after the reported change.
func (t *Tracker) unreadSince(ctx context.Context, all []store.TicketLink, r TicketReport, home incident.TicketRef) ([]store.TicketLink, error) {
	ref := r.Ref
	if ref.Host == "" {
		ref.Host = home.Host
	}
	var links []store.TicketLink
	err := t.Store.Read(ctx, func(tx *store.Tx) error {
		links = nil
		for _, link := range all {
			if !means(link.Ticket, ref, home) {
				continue
			}
			seen, err := tx.SeenTicket(ctx, link.Ticket)
			if err != nil {
				return err
			}
			if r.At.IsZero() || !seen.AskedAt.After(r.At.Add(clockSkew)) {
				links = append(links, link)
			}
		}
		return nil
	})
	return links, err
}

// inEverySpelling is what stands in every spelling of a ticket.
func inEverySpelling(ref incident.TicketRef) string {
	if ref.Provider == incident.Jira {
		return ref.Key
	}
	return strconv.Itoa(ref.Number)
}

// means tells whether a document that writes a ticket so means that of ref. What a
// short form leaves out is that of the configured home.
func means(ticket string, ref, home incident.TicketRef) bool {
	written, ok := incident.ParseTicketRef(ticket)
	if !ok {
		return false
	}
	if written.Owner == "" {
		written.Owner, written.Repo = home.Owner, home.Repo
	}
	return written.Same(ref)
}

// readNow asks the provider. That a ticket is gone is a fact too.
func readNow(ctx context.Context, p tickets.Provider, ref incident.TicketRef) (incident.TicketFact, error) {
	ticket, err := p.Get(ctx, ref)
	if code := incident.CodeOf(err); err != nil && (code == incident.NotFound || code == incident.Refused) {
		return tickets.Unconfirmed(err), nil
	}
	if err != nil {
		return incident.TicketFact{}, err
	}
	return incident.TicketFact{Exists: true, URL: ticket.URL, Title: ticket.Title, Done: ticket.Done && !ticket.Dropped, Dropped: ticket.Dropped, Owners: ticket.Owners, Due: ticket.Due}, nil
}
