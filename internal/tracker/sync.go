package tracker

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// SyncWrite says which side settles a disagreement between a document and its
// tickets.
type SyncWrite string

// The sides.
const (
	SyncShow   SyncWrite = ""       // neither: it is shown
	SyncDoc    SyncWrite = "doc"    // the document takes over what the ticket says
	SyncTicket SyncWrite = "ticket" // the ticket takes over what the document says
)

// TicketSync is how an action item and its ticket stand to each other.
type TicketSync struct {
	Incident    string           `json:"incident"`
	Item        string           `json:"item"`
	Ticket      string           `json:"ticket"`
	State       string           `json:"state"`            // open, done, dropped: closed, but not as done, missing, moved, unread: nobody could be asked, or may be
	Why         string           `json:"why,omitempty"`    // when it is missing or unread
	Closed      []string         `json:"closed,omitempty"` // further tickets, closed as duplicates of it
	Differences []SyncDifference `json:"differences"`
	Warnings    []string         `json:"warnings,omitempty"`
}

// SyncDifference is one thing that document and ticket say differently.
type SyncDifference struct {
	Field    string `json:"field"` // title, owner, due, ticket (it has moved)
	Document string `json:"document"`
	Ticket   string `json:"ticket"`
	Settled  bool   `json:"settled"` // by this run
}

// SyncTickets asks the provider about the tickets of the postmortem of each
// TARGET, says what differs, and settles it as write says. Tickets that were
// opened twice are healed: the lowest stays. On an incident of the database it
// stores what was seen, from which an item counts as done. Sentences are in the
// language of ctx (tickets.WithLang). A TARGET that cannot be read, and a ticket that
// the provider does not answer about, stop no other; the error then joins why, that of
// the tickets first.
func (t *Tracker) SyncTickets(ctx context.Context, a Actor, targets []string, write SyncWrite) ([]TicketSync, error) {
	for _, target := range targets {
		if err := t.mayOn(ctx, a, Responder, target); err != nil {
			return nil, err
		}
	}
	docs, markers, unreadable := t.linkedItems(ctx, a, targets)
	all := []TicketSync{}
	if len(markers) == 0 {
		return all, unreadable
	}
	p, err := t.Provider()
	if err != nil {
		return nil, err
	}
	listed := t.now()
	found, err := p.FindMarked(ctx, markers)
	if err != nil {
		return nil, err
	}
	if err := p.Dates(ctx, found); err != nil {
		return nil, err
	}
	q := &tickets.Inquiry{Provider: p}
	var unread error
	for _, d := range docs {
		s := &syncing{Tracker: t, actor: a, target: d.target, d: d.Document, p: p, q: q, write: write, listed: listed}
		synced, err := s.items(ctx, found)
		all = append(all, synced...)
		unread = cmp.Or(unread, s.unread)
		if err != nil {
			return all, errors.Join(err, unread, unreadable)
		}
	}
	return all, errors.Join(unread, unreadable)
}

// linkedDocument is the postmortem of a TARGET.
type linkedDocument struct {
	*postmortem.Document
	target string
}

// linkedItems reads the postmortem of each TARGET and gives the markers of the items
// that link a ticket. One whose links belong to no incident is left out, and the error
// names it: of its tickets nothing could be found again.
func (t *Tracker) linkedItems(ctx context.Context, a Actor, targets []string) (docs []linkedDocument, markers []string, unreadable error) {
	for _, target := range targets {
		d, _, err := t.Document(ctx, a, target)
		var linked []string
		if err == nil {
			linked, err = linkedMarkers(d)
		}
		if err != nil {
			unreadable = errors.Join(unreadable, err)
			continue
		}
		docs, markers = append(docs, linkedDocument{d, target}), append(markers, linked...)
	}
	return docs, markers, unreadable
}

// linkedMarkers gives the markers of the items of a document that link a ticket.
func linkedMarkers(d *postmortem.Document) (markers []string, err error) {
	if d.Front.Broken() {
		return nil, namesIncident(d)
	}
	for _, item := range d.ActionItems() {
		if _, ok := incident.ParseTicketRef(item.Ticket); !ok {
			continue
		}
		if err := namesIncident(d); err != nil {
			return nil, err
		}
		markers = append(markers, d.Front.Incident+"/"+item.ID)
	}
	return markers, nil
}

// syncing is the sync of one document.
type syncing struct {
	*Tracker
	actor  Actor
	target string
	d      *postmortem.Document
	p      tickets.Provider
	q      *tickets.Inquiry // of all documents
	write  SyncWrite
	listed time.Time // before the provider was asked for the listing
	unread error     // why the first ticket that was not answered about was not
}

func (s *syncing) items(ctx context.Context, found map[string][]tickets.Ticket) ([]TicketSync, error) {
	var all []TicketSync
	for _, item := range s.d.ActionItems() {
		ref, ok := incident.ParseTicketRef(item.Ticket)
		if !ok {
			continue
		}
		one := TicketSync{Incident: s.d.Front.Incident, Item: item.ID, Ticket: item.Ticket, Differences: []SyncDifference{}}
		marked := found[s.d.Front.Incident+"/"+item.ID]
		if err := s.heal(ctx, &one, &item, &ref, marked); err != nil {
			return all, err
		}
		var ticket tickets.Ticket
		var seen store.SeenTicket
		err := s.q.Ask(func() (err error) {
			ticket, seen, err = s.ask(ctx, item, ref, marked)
			return err
		})
		if ctx.Err() != nil && err != nil {
			return all, err
		}
		if err != nil {
			one.State, one.Why = "unread", incident.Sentence(err, tickets.LangOf(ctx))
			all, s.unread = append(all, one), cmp.Or(s.unread, err)
			continue
		}
		err = s.compare(ctx, &one, item, ticket, &seen.TicketFact)
		all = append(all, one) // what was settled before it failed, too
		if err != nil {
			return all, err
		}
		if err := s.see(ctx, one, item, ticket, seen); err != nil {
			return all, err
		}
	}
	return all, nil
}

// heal closes all but one of the tickets that were opened for an item and lets the
// document point to the one that stays. A document that links a ticket by hand
// keeps it, and a copy that people made of a ticket is told and stays.
func (s *syncing) heal(ctx context.Context, one *TicketSync, item *incident.ActionItem, ref *incident.TicketRef, marked []tickets.Ticket) error {
	linked := false
	for _, t := range marked {
		linked = linked || t.Ref.Same(*ref)
	}
	if !linked || len(marked) < 2 {
		return nil
	}
	stays, twins, copies := tickets.Sort(marked, ref)
	one.Warnings = append(one.Warnings, tickets.CopyWarnings(copies, stays, tickets.LangOf(ctx))...)
	for _, t := range twins {
		if t.Done {
			continue
		}
		if err := s.p.CloseDuplicate(ctx, t, stays, s.d.Lang); err != nil {
			one.Warnings = append(one.Warnings, incident.Sentence(err, tickets.LangOf(ctx)))
			continue
		}
		one.Closed = append(one.Closed, t.URL)
		if err := s.note(ctx, "ticket.duplicate", duplicateNote(item.ID, t.URL, stays.URL)); err != nil {
			return err
		}
	}
	if stays.Ref.Same(*ref) {
		return nil
	}
	one.Ticket, item.Ticket, *ref = stays.URL, stays.URL, stays.Ref
	return s.edit(ctx, s.actor, afterClosing, "ticket.link", s.target, func(d *postmortem.Document) (edited, error) {
		text, err := d.MoveTicket(item.ID, stays.URL)
		return edited{text, item.ID + " ticket"}, err
	})
}

// ask gives what the provider says of the ticket now, and when it was asked. A
// listing that is not of the present is not enough.
func (s *syncing) ask(ctx context.Context, item incident.ActionItem, ref incident.TicketRef, marked []tickets.Ticket) (t tickets.Ticket, seen store.SeenTicket, err error) {
	if listed, ok := tickets.Listed(s.p, ref, marked); ok {
		seen.AskedAt = s.listed
		seen.TicketFact, err = tickets.FactOf(ctx, s.p, item, listed)
		return listed, seen, err
	}
	seen.AskedAt = s.now()
	if ref.Provider != s.p.Name() {
		seen.TicketFact, err = (&tickets.Inquiry{Provider: s.p}).Fact(ctx, item, nil)
		return t, seen, err
	}
	t, err = s.p.Get(ctx, ref)
	if code := incident.CodeOf(err); err != nil && (code == incident.NotFound || code == incident.Refused) {
		seen.TicketFact = tickets.Unconfirmed(err)
		return t, seen, nil
	}
	if err != nil {
		return t, seen, err
	}
	seen.TicketFact, err = tickets.FactOf(ctx, s.p, item, t)
	return t, seen, err
}

// compare writes down what differs and settles it; fact is then what the ticket says
// after that.
func (s *syncing) compare(ctx context.Context, one *TicketSync, item incident.ActionItem, ticket tickets.Ticket, fact *incident.TicketFact) error {
	switch {
	case !fact.Exists && fact.URL != "":
		one.State, one.Why = "moved", incident.Sentence(fact.Why, tickets.LangOf(ctx))
		one.Differences = append(one.Differences, SyncDifference{Field: "ticket", Document: item.Ticket, Ticket: fact.URL})
	case !fact.Exists:
		one.State, one.Why = "missing", incident.Sentence(fact.Why, tickets.LangOf(ctx))
		if incident.CodeOf(fact.Why) == incident.Refused { // it may be there
			one.State = "unread"
		}
		return nil
	case fact.Done:
		one.State = "done"
	case fact.Dropped:
		one.State = "dropped"
		if message, fix, ok := incident.DroppedTicket(item, *fact, tickets.LangOf(ctx)); ok {
			one.Warnings = append(one.Warnings, message+tickets.LangOf(ctx).Say("; ", "。")+fix)
		}
	default:
		one.State = "open"
	}
	if fact.Exists {
		one.Differences = append(one.Differences, differences(item, *fact)...)
	}
	switch s.write {
	case SyncDoc:
		return s.writeDoc(ctx, one, ticket)
	case SyncTicket:
		return s.writeTicket(ctx, one, item, ticket, fact)
	}
	return nil
}

// differences lists the fields in which item and ticket differ.
func differences(item incident.ActionItem, fact incident.TicketFact) (all []SyncDifference) {
	differ := func(field, document, ticket string) {
		all = append(all, SyncDifference{Field: field, Document: document, Ticket: ticket})
	}
	if !tickets.SameTitle(item.Title, fact.Title) {
		differ("title", strings.Join(strings.Fields(item.Title), " "), strings.Join(strings.Fields(fact.Title), " "))
	}
	if !fact.OwnedBy(item.Owner) && (item.Owner != "" || len(fact.Owners) > 0) {
		differ("owner", item.Owner, strings.Join(fact.Owners, ", "))
	}
	if fact.Due != item.Due {
		differ("due", dayText(item.Due), dayText(fact.Due))
	}
	return all
}

func dayText(d civil.Date) string {
	if !d.IsValid() {
		return ""
	}
	return d.String()
}

// note writes into the audit log what was done at the provider. A file has none.
func (s *syncing) note(ctx context.Context, action, detail string) error {
	if s.actor.namesFile(s.target) {
		return nil
	}
	return s.noteTicket(ctx, s.actor, action, s.target, detail)
}

// see stores in the database what was seen of a ticket. Of the address to which it moved
// nobody was asked yet; that it did is kept of the one that it had.
func (s *syncing) see(ctx context.Context, one TicketSync, item incident.ActionItem, ticket tickets.Ticket, seen store.SeenTicket) error {
	if s.actor.namesFile(s.target) {
		return nil
	}
	seen.Ticket, seen.Owner = item.Ticket, item.Owner
	tookOwner := func(d SyncDifference) bool { return d.Field == string(incident.FieldOwner) && d.Settled }
	if s.write == SyncDoc && slices.ContainsFunc(one.Differences, tookOwner) {
		seen.Owner, seen.WantOwner, seen.Nobody = s.documentName(ctx, ticket), ticket.Owners[0], nil
	}
	return s.keepSeen(ctx, seen)
}

// TicketTargets gives the incidents of the database that link tickets.
func (t *Tracker) TicketTargets(ctx context.Context, a Actor) (keys []string, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		keys, err = tx.IncidentsWithTickets(ctx)
		return err
	})
	return keys, err
}
