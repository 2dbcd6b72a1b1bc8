package tracker

import (
	"context"
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
	if linked, err := t.mayBeLinked(ctx, r.Ref); err != nil || !linked {
		return 0, err // also where no ticket system is set up at all
	}
	p, err := t.Provider()
	if err != nil {
		return 0, err
	}
	if p.Name() != r.Provider {
		return 0, incident.Tell(incident.Refused, "tickets are configured to be at %s", "チケットの管理先は %s に設定されています", p.Name())
	}
	links, err := t.linksTo(ctx, p, r)
	if err != nil || len(links) == 0 {
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
			if err := tx.RefreshItemStates(ctx, link.Incident); err != nil {
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

// mayBeLinked tells, before the ticket system is asked for, whether anything links a
// ticket of that key or number, wherever it is.
func (t *Tracker) mayBeLinked(ctx context.Context, ref incident.TicketRef) (linked bool, err error) {
	ends := []string{ref.Key}
	if ref.Provider == incident.GitHub {
		number := strconv.Itoa(ref.Number)
		ends = []string{"#" + number, "/issues/" + number}
	}
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		linked, err = tx.LinksTicketLike(ctx, ends)
		return err
	})
	return linked, err
}

// linksTo gives who links a ticket in any spelling and has not read it after the
// reported change.
func (t *Tracker) linksTo(ctx context.Context, p tickets.Provider, r TicketReport) ([]store.TicketLink, error) {
	home, ref := p.Home(), r.Ref
	if ref.Host == "" {
		ref.Host = home.Host
	}
	var links []store.TicketLink
	err := t.Store.Read(ctx, func(tx *store.Tx) error {
		links = nil
		all, err := tx.TicketLinks(ctx, inEverySpelling(ref))
		if err != nil {
			return err
		}
		for _, link := range all {
			if !means(link.Ticket, ref, home) {
				continue
			}
			_, seen, err := tx.SeenTicket(ctx, link.Ticket)
			if err != nil {
				return err
			}
			if r.At.IsZero() || !seen.After(r.At.Add(clockSkew)) {
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
	return incident.TicketFact{Exists: true, URL: ticket.URL, Title: ticket.Title, Done: ticket.Done, Owners: ticket.Owners, Due: ticket.Due}, nil
}
