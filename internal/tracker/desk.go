package tracker

import (
	"context"
	"crypto/rand"
	"maps"
	"time"

	"github.com/pmtracker/pmtracker/internal/faultpoint"
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
	// link writes the address of a ticket into the item for which it was opened, and
	// changes nothing else. It tells whether the address was another before.
	link(ctx context.Context, item incident.ActionItem, address string) (changed bool, err error)
	// see keeps what the provider said of a ticket.
	see(ctx context.Context, seen store.SeenTicket) error
	// note writes down what was done to tickets at the provider, beside the links.
	note(ctx context.Context, detail string) error
	// context is that of the run: it ends, too, when the desk is lost.
	context() context.Context
	close()
}

// desk takes the desk of a TARGET. Where another run has it, it waits and says so
// once.
func (t *Tracker) desk(ctx context.Context, a Actor, target string, waiting func()) (desk, error) {
	if err := t.mayOn(ctx, a, Responder, target); err != nil {
		return nil, err
	}
	if a.namesFile(target) {
		if _, err := LoadFile(target, t.Config.Zone); err != nil { // before anything is made beside it
			return nil, err
		}
		intents, err := openIntents(ctx, target, waiting)
		if err != nil {
			return nil, err
		}
		return &fileDesk{intents, target, t.Config.Zone, ctx}, nil
	}
	if err := t.needsStore(); err != nil {
		return nil, err
	}
	return t.storeDesk(ctx, a, target, waiting)
}

type fileDesk struct {
	*intentFile
	path string
	team *time.Location // zone of the times of the file that say none
	run  context.Context
}

func (f *fileDesk) context() context.Context { return f.run }

func (f *fileDesk) document(context.Context) (*postmortem.Document, error) {
	return LoadFile(f.path, f.team)
}

// link writes also when the run was stopped meanwhile: the ticket is there.
func (f *fileDesk) link(ctx context.Context, item incident.ActionItem, address string) (changed bool, err error) {
	ctx, cancel := lastWord(ctx)
	defer cancel()
	err = editFile(ctx, f.path, f.team, func(d *postmortem.Document) ([]byte, error) {
		text, err := linked(d, item, address)
		changed = text != nil
		return text, err
	})
	return changed, err
}

// see does nothing: a file is judged by what the provider says then.
func (*fileDesk) see(context.Context, store.SeenTicket) error { return nil }

// note does nothing: a repository keeps no log beside the document and its commits,
// and what was closed says why in a comment of its own.
func (*fileDesk) note(context.Context, string) error { return nil }

// linked gives the text with the address in its item, nil where it is there. Where the
// number is another item's meanwhile that is a Conflict.
func linked(d *postmortem.Document, item incident.ActionItem, address string) ([]byte, error) {
	it, err := d.Item(item.ID)
	if err != nil || it.Ticket == address {
		return nil, err
	}
	if err := stillThe(item, d); err != nil {
		return nil, err
	}
	return d.SetField(item.ID, incident.FieldTicket, address)
}

// leaseFor is how long the tickets of an incident are left alone of whose run
// nothing was heard: a node that is killed keeps them no longer.
const leaseFor = 15 * time.Second

// ticketLease names the lease under which the tickets of an incident are opened.
func ticketLease(key string) string { return "tickets/" + key }

// storeDesk keeps intents in rows. Several nodes of a server share them.
type storeDesk struct {
	t       *Tracker
	actor   Actor
	key     string
	held    *store.Held
	under   context.Context // of the run, ends when the lease is lost
	intents map[string]time.Time
}

// storeDesk waits for the lease, where somebody else has it.
func (t *Tracker) storeDesk(ctx context.Context, a Actor, key string, waiting func()) (*storeDesk, error) {
	for told := false; ; {
		d, err := t.tryStoreDesk(ctx, a, key)
		if err != nil || d != nil {
			return d, err
		}
		if !told && waiting != nil {
			told = true
			waiting()
		}
		select {
		case <-ctx.Done():
			return nil, incident.Tell(incident.Unavailable, "stopped while waiting for another run that opens tickets of %s", "%s のチケットを起票中の別の実行を待っている間に中断されました", key)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// tryStoreDesk gives nil where somebody else has the lease.
func (t *Tracker) tryStoreDesk(ctx context.Context, a Actor, key string) (*storeDesk, error) {
	if err := t.Store.Read(ctx, func(tx *store.Tx) error { _, err := tx.Incident(ctx, key); return err }); err != nil {
		return nil, err
	}
	under, held, err := t.Store.Hold(ctx, ticketLease(key), rand.Text(), leaseFor)
	if err != nil || held == nil {
		return nil, err
	}
	d := &storeDesk{t: t, actor: a, key: key, held: held, under: under}
	err = t.Store.Read(ctx, func(tx *store.Tx) (err error) {
		d.intents, err = tx.TicketIntents(ctx, key)
		return err
	})
	if err != nil {
		held.Close()
		return nil, err
	}
	return d, nil
}

func (d *storeDesk) document(ctx context.Context) (*postmortem.Document, error) {
	doc, _, err := d.t.Document(ctx, d.actor, d.key)
	return doc, err
}

// link writes also when the run was stopped meanwhile: the ticket is there.
func (d *storeDesk) link(ctx context.Context, item incident.ActionItem, address string) (changed bool, err error) {
	ctx, cancel := lastWord(ctx)
	defer cancel()
	faultpoint.Here("before the link of " + item.ID + " is stored")
	defer faultpoint.Here("after the link of " + item.ID + " is stored")
	err = d.t.change(ctx, d.actor, Responder, "ticket.link", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := tx.LockIncident(ctx, d.key)
		if err != nil {
			return err
		}
		doc, r, err := d.t.document(ctx, tx, d.key, 0)
		if err != nil {
			return err
		}
		entry.Incident, entry.Detail = d.key, item.ID+" "+address
		text, err := linked(doc, item, address)
		if err != nil || text == nil {
			return err
		}
		changed = true
		_, err = d.t.save(ctx, tx, d.actor, in, r.Number, text, item.ID+" ticket")
		return err
	})
	return changed, err
}

// see writes also when the run was stopped meanwhile, as link does.
func (d *storeDesk) see(ctx context.Context, seen store.SeenTicket) error {
	ctx, cancel := lastWord(ctx)
	defer cancel()
	return d.t.keepSeen(ctx, seen)
}

func (d *storeDesk) note(ctx context.Context, detail string) error {
	return d.t.noteTicket(ctx, d.actor, "ticket.duplicate", d.key, detail)
}

// noteTicket writes into the audit log what was done to a ticket of an incident at
// its provider, also where the run was stopped meanwhile: it is done.
func (t *Tracker) noteTicket(ctx context.Context, a Actor, action, key, detail string) error {
	ctx, cancel := lastWord(ctx)
	defer cancel()
	faultpoint.Here("before the audit log has: " + detail)
	return t.change(ctx, a, Responder, action, func(_ *store.Tx, entry *store.AuditEntry) error {
		entry.Incident, entry.Detail = key, detail
		return nil
	})
}

// duplicateNote says in the audit log which ticket was closed in favour of which.
func duplicateNote(item, closed, stays string) string {
	return item + " closed " + closed + " as a duplicate of " + stays
}

// Begin stores the intent. One who has lost the lease sends nothing more.
func (d *storeDesk) Begin(marker string, at time.Time) error {
	faultpoint.Here("before the intent of " + marker + " is stored")
	err := d.t.Store.Write(d.under, func(tx *store.Tx) error { return tx.SetTicketIntent(d.under, d.key, marker, at) })
	faultpoint.Here("after the intent of " + marker + " is stored")
	if cause := context.Cause(d.under); cause != nil {
		return cause
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
	ctx, cancel := lastWord(d.under)
	defer cancel()
	faultpoint.Here("before the intent of " + marker + " is dropped")
	defer faultpoint.Here("after the intent of " + marker + " is dropped")
	return d.t.Store.Write(ctx, func(tx *store.Tx) error { return tx.DropTicketIntent(ctx, marker) })
}

func (d *storeDesk) Intents() map[string]time.Time { return maps.Clone(d.intents) }

func (d *storeDesk) context() context.Context { return d.under }

func (d *storeDesk) close() {
	faultpoint.Here("before the lease is given back")
	d.held.Close()
}

// lastWord is a context in which a run that was stopped still writes down what it
// did.
func lastWord(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
}
