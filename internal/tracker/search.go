package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/search"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Hit is an incident that a search found.
type Hit struct {
	store.Incident
	InTitle bool
	Snippet string // the words around the match, in lower case
}

// Search finds the incidents of a filter whose title, timeline, reports or postmortem have
// every word of a query as a part: those whose title has them first, then the newest. A
// query of two characters or more misses nothing. The page behind one that was found
// begins before that one, as the filter says it.
func (t *Tracker) Search(ctx context.Context, a Actor, query string, f store.Filter) ([]Hit, error) {
	q := search.ParseQuery(query)
	if q.Empty() {
		return nil, incident.Tell(incident.Invalid, "there is nothing to search for; write at least one word", "検索語がありません。一語以上入力してください")
	}
	if err := t.freshenSearch(ctx, a); err != nil {
		return nil, err
	}
	var hits []Hit
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		hits, err = find(ctx, tx, q, f)
		return err
	})
	return hits, err
}

// find looks through the titles first, where the index helps to, then through all of
// what else there is.
func find(ctx context.Context, tx *store.Tx, q search.Query, f store.Filter) ([]Hit, error) {
	titlesFirst := len(q.Grams()) > 0
	var behind *store.SearchDoc
	if f.Before != "" {
		d, err := tx.SearchDocOf(ctx, f.Before)
		if err != nil {
			return nil, err
		}
		behind = &d
	}
	var found []store.SearchDoc
	enough := func() bool { return f.Limit > 0 && len(found) >= f.Limit }
	if titlesFirst && (behind == nil || q.Matches(behind.Title)) {
		err := tx.Search(ctx, q.Grams(), store.SearchRange{Filter: f, InTitle: true, Behind: behind}, func(d store.SearchDoc) bool {
			if q.Matches(d.Title) {
				found = append(found, d)
			}
			return enough()
		})
		if err != nil {
			return nil, err
		}
		behind = nil // all of the others come after the titles
	}
	if !enough() {
		err := tx.Search(ctx, q.Grams(), store.SearchRange{Filter: f, Behind: behind}, func(d store.SearchDoc) bool {
			if q.Matches(d.Title, d.Body) && !(titlesFirst && q.Matches(d.Title)) {
				found = append(found, d)
			}
			return enough()
		})
		if err != nil {
			return nil, err
		}
	}
	return hitsOf(ctx, tx, q, found, f.Limit)
}

// hitsOf gives the incidents of what was found, at most limit; 0: all.
func hitsOf(ctx context.Context, tx *store.Tx, q search.Query, found []store.SearchDoc, limit int) ([]Hit, error) {
	if limit > 0 {
		found = found[:min(limit, len(found))]
	}
	var hits []Hit
	for _, d := range found {
		in, err := tx.Incident(ctx, d.Key)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{Incident: in, InTitle: q.Matches(d.Title), Snippet: q.Snippet(d.Title+" · "+d.Body, 120)})
	}
	return hits, nil
}

// freshenSearch brings what the search looks through up to date. It is derived
// from the other rows, so it leaves no entry in the audit log.
func (t *Tracker) freshenSearch(ctx context.Context, a Actor) error {
	const batch = 200
	for indexed := 0; ; {
		var behind []store.SearchDoc
		err := t.look(ctx, a, func(tx *store.Tx) (err error) {
			behind, err = tx.BehindSearch(ctx, t.now(), batch)
			return err
		})
		if err != nil || len(behind) == 0 && indexed < batch {
			return err
		}
		if len(behind) == 0 {
			return t.Store.Write(ctx, func(tx *store.Tx) error { return tx.LearnSearch(ctx) })
		}
		err = t.Store.Write(ctx, func(tx *store.Tx) error {
			if err := tx.LockSearch(ctx); err != nil {
				return err
			}
			if behind, err = tx.BehindSearch(ctx, t.now(), batch); err != nil {
				return err
			}
			for _, d := range behind {
				if err := indexForSearch(ctx, tx, d); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		indexed += len(behind)
	}
}

// indexForSearch makes anew what the search looks through of an incident.
func indexForSearch(ctx context.Context, tx *store.Tx, d store.SearchDoc) error {
	in, text, err := searchText(ctx, tx, d.Key)
	if err != nil {
		return err
	}
	d.Title, d.Body = search.Fold(text.Title), search.Fold(text.Body)
	d.TitleGrams, d.BodyGrams = search.Grams(d.Title), search.Grams(d.Title, d.Body)
	return tx.PutSearchDoc(ctx, d, in.DeclaredAt)
}

// searchText gives the words of an incident: key, title and service; timeline,
// reports and postmortem.
func searchText(ctx context.Context, tx *store.Tx, key string) (store.Incident, search.Text, error) {
	in, err := tx.WholeIncident(ctx, key)
	if err != nil {
		return in, search.Text{}, err
	}
	body := []string{key, in.Service}
	for _, e := range in.Events {
		body = append(body, e.Text)
	}
	for _, r := range in.Reports {
		body = append(body, r.Text)
	}
	if in.Revision > 0 {
		r, err := tx.Revision(ctx, key, 0)
		if err != nil {
			return in, search.Text{}, err
		}
		body = append(body, r.Text)
	}
	return in, search.Text{Key: key, Title: in.Title, Body: strings.Join(body, "\n")}, nil
}
