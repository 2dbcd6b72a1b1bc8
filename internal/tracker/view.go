package tracker

import (
	"context"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Viewed is an incident as a page shows it, all of it read at one moment.
type Viewed struct {
	store.Incident
	Roster     incident.Roster
	Checklist  []incident.StepState         // of the first response, while people work on it
	Owed       []incident.Owed              // the reports for which people wait, the next first
	Decisions  map[string]incident.Decision // by event
	Curves     []store.Curve                // of the KPIs, as read from Prometheus
	Alerts     incident.AlertCount
	Items      []store.IndexedItem
	Approvals  []incident.Approval
	Paper      *Paper                         // nil: there is no postmortem
	Discussion Discussion                     // about the postmortem
	LastLook   int                            // the revision of it that the actor looked at last; 0: none
	Tickets    map[string]incident.TicketFact // by action item: what was last seen of its ticket
	SeenAt     map[string]time.Time           // by action item: when that was asked
	Gate       Closing
	Mark       string // another one once any of this changed

	room incident.RoomFacts
}

// Paper is a revision of a postmortem and what the checker says of it.
type Paper struct {
	store.Revision
	Document *postmortem.Document
	Result   postmortem.Result // in the language of the document
	Told     postmortem.Result // the same in the language of who looks
}

// View gives an incident with its postmortem and what the gate says, in the
// language of who asks. The ticket system is not asked: the verdict goes by what
// was last seen of the tickets, or by the links alone, and closing asks.
func (t *Tracker) View(ctx context.Context, a Actor, key string, l incident.Lang) (Viewed, error) {
	if err := a.may(Viewer); err != nil {
		return Viewed{}, err
	}
	if err := t.needsStore(); err != nil {
		return Viewed{}, err
	}
	mark, lastLook, err := t.Store.ViewMark(ctx, key, a.Name)
	if err != nil {
		return Viewed{}, err
	}
	v, ok := t.papers.view(key, mark, l)
	if !ok {
		if v, err = t.readView(ctx, key, l); err != nil {
			return v, err
		}
		v.Mark, v.Gate = mark, t.judge(key, t.viewedSnapshot(v, l), v.State == incident.Closed)
		t.papers.keep(key, l, v)
	}
	v.LastLook = lastLook
	t.atNow(&v)
	return v, nil
}

// readView reads all of an incident, for who reads in a language.
func (t *Tracker) readView(ctx context.Context, key string, l incident.Lang) (v Viewed, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		if err := t.viewRoom(ctx, tx, &v, key); err != nil {
			return err
		}
		if v.Items, err = tx.ActionItems(ctx, key); err != nil {
			return err
		}
		if v.Incident.Revision == 0 {
			return nil
		}
		seen, err := tx.SeenTicketsOf(ctx, key)
		if err != nil {
			return err
		}
		v.Tickets, v.SeenAt = map[string]incident.TicketFact{}, map[string]time.Time{}
		for item, s := range seen {
			v.Tickets[item], v.SeenAt[item] = s.TicketFact, s.AskedAt
		}
		wantOwners(t.Config.People, v.Items, v.Tickets)
		if v.Discussion, err = t.discussion(ctx, tx, key); err != nil {
			return err
		}
		if v.Approvals, v.Discussion.Requests, err = t.verdicts(ctx, tx, key); err != nil {
			return err
		}
		v.Paper, err = t.paper(ctx, tx, paperKey{key, v.Incident.Revision, l})
		return err
	})
	return v, err
}

// wantOwners lets what was seen of tickets say which account each item's owner has
// at the provider, where the mapping knows it: it is asked first by the provider,
// too, and it may be a newer one than what the provider was last asked with.
func wantOwners(people incident.People, items []store.IndexedItem, seen map[string]incident.TicketFact) {
	for _, it := range items {
		fact, ok := seen[it.ID]
		ref, _ := incident.ParseTicketRef(it.Ticket)
		if account, mapped := people.Account(ref.Provider, it.Owner); ok && mapped {
			fact.WantOwner, fact.Nobody = account, nil
			seen[it.ID] = fact
		}
	}
}

// atNow adds what depends on the hour: where the checklist stands, and which
// reports are owed.
func (t *Tracker) atNow(v *Viewed) {
	v.Owed = v.room.ReportsOwed()
	if v.State != incident.Declared && v.State != incident.Contained && v.State != incident.Recovered {
		return
	}
	v.Checklist = v.room.Checklist.Progress(v.Incident.Incident, v.Roster, v.room.Ticks, t.now())
}

// viewRoom reads what the people who work on an incident look at.
func (t *Tracker) viewRoom(ctx context.Context, tx *store.Tx, v *Viewed, key string) error {
	facts, in, err := t.facts(ctx, tx, key)
	if err != nil {
		return err
	}
	v.Incident, v.Roster, v.room = in, facts.Roster, facts
	if v.Decisions, err = tx.Decisions(ctx, key); err != nil {
		return err
	}
	if v.Alerts, err = tx.CountAlerts(ctx, key); err != nil {
		return err
	}
	v.Curves, err = tx.Curves(ctx, key)
	return err
}

// viewedSnapshot is what the gate looks at of an incident that was read.
func (t *Tracker) viewedSnapshot(v Viewed, l incident.Lang) incident.Snapshot {
	s := t.unwritten(v.Incident.Incident, l)
	if v.Paper != nil {
		s = v.Paper.Document.Snapshot(v.Paper.Told.Findings, t.checkOptions(l))
		s.Revision = v.Paper.Digest
	}
	s.Lang = l
	fromRows(&s, v.Incident.Incident, v.Approvals)
	s.Tickets, s.TicketsAsked = v.Tickets, false
	return s
}

// papers keeps the revisions that were judged last: a revision never changes, so
// neither does what the checker says of it.
type papers struct {
	sync.Mutex
	kept  map[paperKey]*Paper
	views map[viewKey]*Viewed // the incidents that were read last
}

type viewKey struct {
	incident string
	lang     incident.Lang
}

// keptViews bounds the memory: some 100 kB an incident of 200 events.
const keptViews = 64

// view gives what was read of an incident while it still has that mark.
func (p *papers) view(key, mark string, l incident.Lang) (Viewed, bool) {
	p.Lock()
	defer p.Unlock()
	if kept := p.views[viewKey{key, l}]; kept != nil && kept.Mark == mark {
		return *kept, true
	}
	return Viewed{}, false
}

func (p *papers) keep(key string, l incident.Lang, v Viewed) {
	p.Lock()
	defer p.Unlock()
	if p.views == nil || len(p.views) >= keptViews {
		p.views = map[viewKey]*Viewed{}
	}
	p.views[viewKey{key, l}] = &v
}

type paperKey struct {
	incident string
	number   int
	reader   incident.Lang
}

// keptPapers bounds the memory: some 50 kB a paper.
const keptPapers = 128

// paper reads and judges a revision, or takes it from those that were.
func (t *Tracker) paper(ctx context.Context, tx *store.Tx, k paperKey) (*Paper, error) {
	t.papers.Lock()
	kept, ok := t.papers.kept[k]
	t.papers.Unlock()
	if ok {
		return kept, nil
	}
	r, err := tx.Revision(ctx, k.incident, k.number)
	if err != nil {
		return nil, err
	}
	p := &Paper{Revision: r}
	if p.Document, err = postmortem.ParseIn(k.incident, []byte(r.Text), t.Config.Zone); err != nil {
		return nil, err
	}
	o := t.checkOptions("")
	o.Kept = true
	p.Result = postmortem.Check(p.Document, o)
	if p.Told = p.Result; k.reader != p.Document.Lang {
		o.Reader = k.reader
		p.Told = postmortem.Check(p.Document, o)
	}
	t.papers.Lock()
	defer t.papers.Unlock()
	if t.papers.kept == nil || len(t.papers.kept) >= keptPapers {
		t.papers.kept = map[paperKey]*Paper{}
	}
	t.papers.kept[k] = p
	return p, nil
}

// Judged is a revision of a postmortem with the verdicts of reviewers on it.
type Judged struct {
	store.Revision
	Approvals []incident.Approval
	Requests  incident.Verdicts // for changes
}

// Revisions gives every revision of an incident's postmortem, oldest first, with the
// last word of each reviewer on it.
func (t *Tracker) Revisions(ctx context.Context, a Actor, key string) (all []Judged, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		if _, err = tx.Incident(ctx, key); err != nil {
			return err
		}
		revisions, err := tx.Revisions(ctx, key)
		if err != nil {
			return err
		}
		verdicts, err := tx.Verdicts(ctx, key)
		for _, r := range revisions {
			j := Judged{Revision: r}
			j.Approvals, j.Requests = verdicts.Of(r.Digest).Standing(t.Config.People)
			all = append(all, j)
		}
		return err
	})
	return all, err
}

// RevisionText gives the text of one revision.
func (t *Tracker) RevisionText(ctx context.Context, a Actor, key string, number int) (text string, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		if _, err := tx.Incident(ctx, key); err != nil {
			return err
		}
		r, err := tx.Revision(ctx, key, number)
		text = r.Text
		return err
	})
	return text, err
}

// Draft judges a text that somebody is writing, as check would, in the language of
// who reads what it says; empty: the text's.
func (t *Tracker) Draft(key, text string, reader incident.Lang) (*postmortem.Document, postmortem.Result, error) {
	d, err := postmortem.ParseIn(key, []byte(text), t.Config.Zone)
	if err != nil {
		return nil, postmortem.Result{}, err
	}
	return d, postmortem.Check(d, t.checkOptions(reader)), nil
}
