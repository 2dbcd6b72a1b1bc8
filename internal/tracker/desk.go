package tracker

import (
	"context"
	"crypto/rand"
	"maps"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// desk is where the tickets of one postmortem are worked on: a file with its
// intents beside it, or an incident of the database with its intents in rows. One
// run at a time has it.
type desk interface {
	tickets.Journal
	document(ctx context.Context) (*postmortem.Document, error)
	// link writes the address of a ticket into an item and changes nothing else. It
	// tells whether the address was another before.
	link(ctx context.Context, item, address string) (changed bool, err error)
	close()
}

// desk takes the desk of a TARGET. Where another run has it, it waits and says so
// once.
func (t *Tracker) desk(ctx context.Context, a Actor, target string, waiting func()) (desk, error) {
	if err := a.may(Responder); err != nil {
		return nil, err
	}
	if IsFile(target) {
		if _, err := LoadFile(target); err != nil { // before anything is made beside it
			return nil, err
		}
		intents, err := openIntents(ctx, target, waiting)
		if err != nil {
			return nil, err
		}
		return &fileDesk{intents, target}, nil
	}
	if err := t.needsStore(); err != nil {
		return nil, err
	}
	return t.storeDesk(ctx, a, target, waiting)
}

type fileDesk struct {
	*intentFile
	path string
}

func (f *fileDesk) document(context.Context) (*postmortem.Document, error) { return LoadFile(f.path) }

// link reads and writes the file again when somebody else saves it at the same
// moment.
func (f *fileDesk) link(_ context.Context, item, address string) (bool, error) {
	for try := 1; ; try++ {
		d, err := LoadFile(f.path)
		if err != nil {
			return false, err
		}
		text, err := linked(d, item, address)
		if err != nil || text == nil {
			return false, err
		}
		err = saveFile(d, text)
		if err == nil || try == 5 || incident.CodeOf(err) != incident.Refused {
			return true, err
		}
	}
}

// linked gives the text with the address in its item, nil where it is there.
func linked(d *postmortem.Document, item, address string) ([]byte, error) {
	it, err := d.Item(item)
	if err != nil || it.Ticket == address {
		return nil, err
	}
	return d.SetField(item, incident.FieldTicket, address)
}

// leaseFor is how long a run has the tickets of an incident without a word. It
// says a word before each request; waiting for limits may take longer than that,
// and whoever takes over then looks before it creates.
const leaseFor = 2 * time.Minute

// storeDesk keeps intents in rows. Several nodes of a server share them.
type storeDesk struct {
	t           *Tracker
	actor       Actor
	key, holder string
	ctx         context.Context // of the run: a journal's methods have none
	intents     map[string]time.Time
}

func (t *Tracker) storeDesk(ctx context.Context, a Actor, key string, waiting func()) (*storeDesk, error) {
	d := &storeDesk{t: t, actor: a, key: key, holder: rand.Text(), ctx: ctx}
	for told := false; ; {
		held := false
		err := t.Store.Write(ctx, func(tx *store.Tx) (err error) {
			if _, err = tx.Incident(ctx, key); err != nil {
				return err
			}
			if held, err = tx.LeaseTickets(ctx, key, d.holder, t.now(), t.now().Add(leaseFor)); err != nil || !held {
				return err
			}
			d.intents, err = tx.TicketIntents(ctx, key)
			return err
		})
		if err != nil {
			return nil, err
		}
		if held {
			return d, nil
		}
		if !told && waiting != nil {
			told = true
			waiting()
		}
		select {
		case <-ctx.Done():
			return nil, incident.Errorf(incident.Unavailable, "stopped while waiting for another run that opens tickets of %s: %w", key, ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (d *storeDesk) document(ctx context.Context) (*postmortem.Document, error) {
	doc, _, err := d.t.Document(ctx, d.actor, d.key)
	return doc, err
}

func (d *storeDesk) link(ctx context.Context, item, address string) (changed bool, err error) {
	err = d.t.change(ctx, d.actor, Responder, "ticket.link", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := tx.LockIncident(ctx, d.key)
		if err != nil {
			return err
		}
		doc, r, err := document(ctx, tx, d.key, 0)
		if err != nil {
			return err
		}
		entry.Incident, entry.Detail = d.key, item+" "+address
		text, err := linked(doc, item, address)
		if err != nil || text == nil {
			return err
		}
		changed = true
		_, err = d.t.save(ctx, tx, d.actor, in, r.Number, text, item+" ticket")
		return err
	})
	return changed, err
}

// Begin stores the intent and renews the lease. One who has lost the lease sends
// nothing more.
func (d *storeDesk) Begin(marker string, at time.Time) error {
	held := false
	err := d.t.Store.Write(d.ctx, func(tx *store.Tx) (err error) {
		if held, err = tx.LeaseTickets(d.ctx, d.key, d.holder, d.t.now(), d.t.now().Add(leaseFor)); err != nil || !held {
			return err
		}
		return tx.SetTicketIntent(d.ctx, d.key, marker, at)
	})
	if err == nil && !held {
		return incident.Errorf(incident.Unavailable, "another run has taken over the tickets of %s; look at them and run it again", d.key)
	}
	d.intents[marker] = at
	return err
}

func (d *storeDesk) End(marker string, inDoubt bool) error {
	if inDoubt {
		return nil
	}
	return d.Drop(marker)
}

func (d *storeDesk) Drop(marker string) error {
	if _, ok := d.intents[marker]; !ok {
		return nil
	}
	delete(d.intents, marker)
	return d.t.Store.Write(d.ctx, func(tx *store.Tx) error { return tx.DropTicketIntent(d.ctx, marker) })
}

func (d *storeDesk) Intents() map[string]time.Time { return maps.Clone(d.intents) }

// close ends the lease, also where the run was stopped.
func (d *storeDesk) close() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(d.ctx), 5*time.Second)
	defer cancel()
	_ = d.t.Store.Write(ctx, func(tx *store.Tx) error { return tx.ReleaseTickets(ctx, d.key, d.holder) })
}
