package tracker

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Closing is what the gate said of an incident.
type Closing struct {
	Incident string              `json:"incident"`
	Closed   bool                `json:"closed"` // it is, whatever the gate would say by now
	Unmet    []incident.Unmet    `json:"unmet"`
	Off      []incident.GateRule `json:"off"`
	Unasked  []string            `json:"-"` // action items about whose ticket nobody has asked; none where the gate was run to close
	Lang     incident.Lang       `json:"-"`

	SaysClosed bool `json:"-"` // a file's status: is closed, whether or not the gate holds
}

// Close runs the gate on a TARGET and closes it when every rule holds. The ticket
// system is asked only where an item has a ticket to be confirmed. A dry run only
// says what the gate says. What is missing is said in the language of who asks.
func (t *Tracker) Close(ctx context.Context, a Actor, target string, l incident.Lang, dryRun bool) (Closing, error) {
	need := Reviewer
	if dryRun {
		need = Viewer
	}
	if err := a.mayFor(need, ""); err != nil {
		return Closing{}, err
	}
	if a.namesFile(target) {
		return t.closeFile(ctx, target, l, dryRun)
	}
	return t.closeIncident(ctx, a, target, l, dryRun)
}

// judge runs the gate on a snapshot of an incident that is closed or not.
func (t *Tracker) judge(key string, s incident.Snapshot, closed bool) Closing {
	return Closing{
		Incident: key, Lang: s.Lang, Closed: closed, Unmet: append([]incident.Unmet{}, incident.Gate(s)...),
		Off: append([]incident.GateRule{}, s.Policy.Off()...), Unasked: incident.Unasked(s),
	}
}

func (t *Tracker) closeFile(ctx context.Context, path string, l incident.Lang, dryRun bool) (Closing, error) {
	d, err := LoadFile(path, t.Config.Zone)
	if err != nil {
		return Closing{}, err
	}
	s, err := t.snapshot(ctx, d, l)
	if err != nil {
		return Closing{}, err
	}
	c := t.judge(d.Front.Incident, s, false)
	c.SaysClosed = d.Front.Status == postmortem.StatusClosed
	if len(c.Unmet) > 0 || dryRun {
		return c, nil
	}
	text, err := d.SetFront("status", string(postmortem.StatusClosed))
	if err != nil {
		return c, err
	}
	err = saveFile(ctx, d, text)
	c.Closed = err == nil
	return c, err
}

// snapshot is what the gate looks at, as a document says it, with what the
// provider says of its tickets, in the language of who reads it.
func (t *Tracker) snapshot(ctx context.Context, d *postmortem.Document, l incident.Lang) (incident.Snapshot, error) {
	facts, err := ticketFacts(ctx, d, t.Provider)
	if err != nil {
		return incident.Snapshot{}, err
	}
	o := t.checkOptions(l)
	o.Tickets = facts
	return d.Snapshot(postmortem.Check(d, o).Findings, o), nil
}

// closeIncident asks the provider outside the transaction, which then closes only
// the very revision that was judged.
func (t *Tracker) closeIncident(ctx context.Context, a Actor, key string, l incident.Lang, dryRun bool) (Closing, error) {
	asked := t.now()
	s, base, state, err := t.storedSnapshot(ctx, a, key, l)
	if err != nil {
		return Closing{}, err
	}
	if err := t.keepSeen(ctx, seenBy(s, asked)...); err != nil {
		return Closing{}, err
	}
	c := t.judge(key, s, state == incident.Closed)
	if c.Closed || len(c.Unmet) > 0 || dryRun {
		return c, nil
	}
	err = t.change(ctx, a, Reviewer, actionClose, func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := tx.LockIncident(ctx, key)
		if err != nil {
			return err
		}
		d, r, err := t.document(ctx, tx, key, 0)
		if err != nil {
			return err
		}
		if r.Number != base {
			return incident.Tell(incident.Conflict, "the postmortem of %s was changed while it was judged; run close again", "%s のポストモーテムは判定中に変更されました。もう一度クローズしてください", key)
		}
		if d, err = t.tellSkipped(ctx, tx, a, key, d); err != nil {
			return err
		}
		text, err := d.SetFront("status", string(postmortem.StatusClosed))
		if err != nil {
			return err
		}
		if err := tx.SetState(ctx, key, incident.Closed); err != nil {
			return err
		}
		in.State = incident.Closed
		entry.Incident, entry.Detail = key, r.Digest
		_, err = t.save(ctx, tx, a, in, base, text, "closed")
		return err
	})
	c.Closed = err == nil
	return c, err
}

// seenBy is what the gate was told of an incident's tickets; asked is before the
// provider was.
func seenBy(s incident.Snapshot, asked time.Time) (seen []store.SeenTicket) {
	for _, item := range s.ActionItems {
		fact, told := s.Tickets[item.ID]
		if _, ok := incident.ParseTicketRef(item.Ticket); ok && told {
			seen = append(seen, store.SeenTicket{Ticket: item.Ticket, Owner: item.Owner, TicketFact: fact, AskedAt: asked})
		}
	}
	return seen
}

// keepSeen stores what a provider said of tickets, by which the pages then go.
func (t *Tracker) keepSeen(ctx context.Context, seen ...store.SeenTicket) error {
	if len(seen) == 0 {
		return nil
	}
	return t.Store.Write(ctx, func(tx *store.Tx) error {
		for _, one := range seen {
			if err := tx.SeeTicket(ctx, one); err != nil {
				return err
			}
		}
		return nil
	})
}

// actionClose is what the audit log calls the closing of an incident.
const actionClose = "incident.close"

// storedSnapshot is what the gate looks at of an incident in the database: the
// current revision of the postmortem, and what the rows say of reports,
// approvals and recovery.
func (t *Tracker) storedSnapshot(ctx context.Context, a Actor, key string, l incident.Lang) (s incident.Snapshot, revision int, state incident.State, err error) {
	var d *postmortem.Document
	var r store.Revision
	var in store.Incident
	var approvals []incident.Approval
	var requests incident.Verdicts
	err = t.look(ctx, a, func(tx *store.Tx) error {
		if in, err = tx.WholeIncident(ctx, key); err != nil {
			return err
		}
		if in.Revision > 0 {
			if d, r, err = t.document(ctx, tx, key, 0); err != nil {
				return err
			}
		}
		approvals, requests, err = t.verdicts(ctx, tx, key)
		return err
	})
	if err != nil {
		return s, 0, "", err
	}
	if s = t.unwritten(in.Incident, l); d != nil {
		s, err = t.snapshot(ctx, d, l)
		s.Revision = r.Digest
	}
	fromRows(&s, in.Incident, approvals)
	s.Requests = requests
	return s, in.Revision, in.State, err
}

// unwritten is what the gate looks at of an incident without a postmortem.
func (t *Tracker) unwritten(in incident.Incident, l incident.Lang) incident.Snapshot {
	return incident.Snapshot{Lang: cmp.Or(l, in.Lang), Zone: in.Zone, NoPostmortem: true, Now: t.now(), People: t.Config.People, Policy: t.Config.Policy}
}

// fromRows adds what the rows of the database know of an incident, whatever its
// postmortem says, or does not say so that it can be read.
func fromRows(s *incident.Snapshot, in incident.Incident, approvals []incident.Approval) {
	recovery, _ := in.First(incident.KindRecovery)
	s.Key, s.WrittenBy = in.Key, in.Author
	s.Reports, s.KPIs, s.Approvals, s.RecoveredAt = in.Reports, in.KPIs, approvals, recovery.At
	s.Findings = slices.DeleteFunc(slices.Clone(s.Findings), func(f incident.Finding) bool {
		return f.Rule == incident.FindingReport || f.Rule == incident.FindingKPI
	})
	if !in.OccurredAt.IsZero() {
		s.OccurredAt = in.OccurredAt
	}
}

// ticketFacts is never nil: a gate that closes has asked. The error is of the first
// ticket that the provider did not answer about; the facts are those of the others.
func ticketFacts(ctx context.Context, d *postmortem.Document, provider func() (tickets.Provider, error)) (map[string]incident.TicketFact, error) {
	items, facts := d.ActionItems(), map[string]incident.TicketFact{}
	if !slices.ContainsFunc(items, func(item incident.ActionItem) bool { _, ok := incident.ParseTicketRef(item.Ticket); return ok }) {
		return facts, nil
	}
	p, err := provider()
	if err != nil {
		return facts, err
	}
	facts, unread := tickets.Facts(ctx, p, items)
	for _, item := range items {
		if err := unread[item.ID]; err != nil {
			return facts, err
		}
	}
	return facts, nil
}
