package tracker

import (
	"cmp"
	"context"
	"path/filepath"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/search"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Alike is an earlier incident that is like another, with the action items that
// should have prevented it.
type Alike struct {
	Key    string
	Title  string
	State  incident.State
	Points float64
	Shared []string // words that both have, the most telling first
	Items  []store.IndexedItem
	Doc    *postmortem.Document // of the file in which it stands; nil: it is in the database
}

// TakeTickets makes the items done whose tickets are closed. Of a database it is known
// without asking.
func (a *Alike) TakeTickets(states TicketStates) {
	for i := range a.Items {
		if it := &a.Items[i]; it.State == store.ItemOpen && states.Done(a.Doc, it.ActionItem) {
			it.State = store.ItemDone
		}
	}
}

// compared is how many incidents, the newest that share a word of the title, are
// compared.
const compared = 2000

// Similar finds earlier incidents like a TARGET, the most alike first: for an incident in
// the database, among the others there; for a postmortem file, among the files
// of folder, without asking about their tickets.
func (t *Tracker) Similar(ctx context.Context, a Actor, target, folder string, limit int) ([]Alike, error) {
	if a.namesFile(target) {
		if err := a.may(Viewer); err != nil {
			return nil, err
		}
		return similarFiles(ctx, target, folder, t.Config.Zone, limit)
	}
	if err := t.freshenSearch(ctx, a); err != nil {
		return nil, err
	}
	var alike []Alike
	err := t.look(ctx, a, func(tx *store.Tx) error {
		_, to, err := searchText(ctx, tx, target)
		if err != nil {
			return err
		}
		this, err := tx.Incident(ctx, target)
		if err != nil {
			return err
		}
		to.Body = "" // its own title says best what it is about; other bodies are read whole
		others, err := candidates(ctx, tx, to)
		if err != nil {
			return err
		}
		alike = nil
		for _, s := range search.Similar(to, others, len(others)) {
			in, err := tx.Incident(ctx, s.Key)
			if err != nil {
				return err
			}
			if !earlier(in, this) {
				continue
			}
			items, err := tx.ActionItems(ctx, s.Key)
			if err != nil {
				return err
			}
			alike = append(alike, Alike{Key: in.Key, Title: in.Title, State: in.State, Points: s.Points, Shared: s.Shared, Items: items})
			if len(alike) == limit {
				break
			}
		}
		return nil
	})
	return alike, err
}

// earlier tells whether an incident began before another, as far as is known: else it
// was declared before.
func earlier(in, than store.Incident) bool {
	began := func(in store.Incident) time.Time {
		if in.OccurredAt.IsZero() {
			return in.DeclaredAt
		}
		return in.OccurredAt
	}
	return cmp.Or(began(in).Compare(began(than)), cmp.Compare(in.Key, than.Key)) < 0
}

// candidates gives the newest incidents that have a word of the title.
func candidates(ctx context.Context, tx *store.Tx, to search.Text) ([]search.Text, error) {
	var groups [][]string
	for _, term := range search.Terms(to.Title) {
		groups = append(groups, search.ParseQuery(term).Grams())
	}
	var others []search.Text
	if len(groups) == 0 {
		return nil, nil
	}
	err := tx.SearchAny(ctx, groups, func(d store.SearchDoc) bool {
		if d.Key != to.Key {
			others = append(others, search.Text{Key: d.Key, Title: d.Title, Body: d.Body})
		}
		return len(others) >= compared
	})
	return others, err
}

// similarFiles compares a postmortem file with the others of a folder.
func similarFiles(ctx context.Context, path, folder string, team *time.Location, limit int) ([]Alike, error) {
	d, err := LoadFile(path, team)
	if err != nil {
		return nil, err
	}
	if folder == "" {
		folder = filepath.Dir(path)
	}
	docs, err := LoadFolder(ctx, folder, team)
	if err != nil && docs == nil {
		return nil, err
	}
	here, _ := filepath.Abs(path)
	byKey := map[string]*postmortem.Document{}
	var others []search.Text
	for _, o := range docs {
		// of one that does not say when it began, nobody can tell
		later := !o.Began().IsZero() && !d.Began().IsZero() && o.Began().After(d.Began())
		if there, _ := filepath.Abs(o.Path); there != here && !later {
			byKey[o.Path] = o
			others = append(others, search.Text{Key: o.Path, Title: o.Front.Title, Body: string(o.Source)})
		}
	}
	var alike []Alike
	for _, s := range search.Similar(search.Text{Title: d.Front.Title, Body: ""}, others, limit) {
		o := byKey[s.Key]
		one := Alike{Key: KeyOf(o), Title: o.Front.Title, State: o.State(), Points: s.Points, Shared: s.Shared, Doc: o}
		for _, it := range o.DatedItems() {
			state := store.ItemOpen
			if it.IsVerified() {
				state = store.ItemVerified
			}
			one.Items = append(one.Items, store.IndexedItem{ActionItem: it, State: state})
		}
		alike = append(alike, one)
	}
	return alike, nil
}
