package tracker

import (
	"context"
	"slices"
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

// Search finds the incidents whose title, timeline, reports or postmortem have
// every word of a query as a part: those whose title has them first, then the
// newest. A query of two characters or more misses nothing.
func (t *Tracker) Search(ctx context.Context, a Actor, query string, limit int) ([]Hit, error) {
	q := search.ParseQuery(query)
	if q.Empty() {
		return nil, incident.Tell(incident.Invalid, "there is nothing to search for; write at least one word", "検索語がありません。一語以上入力してください")
	}
	if err := t.freshenSearch(ctx, a); err != nil {
		return nil, err
	}
	var hits []Hit
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		hits, err = find(ctx, tx, q, limit)
		return err
	})
	return hits, err
}

func find(ctx context.Context, tx *store.Tx, q search.Query, limit int) ([]Hit, error) {
	var hits []Hit
	var found []store.SearchDoc
	for _, inTitle := range []bool{true, false} {
		if inTitle && len(q.Grams()) == 0 {
			continue
		}
		err := tx.Search(ctx, q.Grams(), inTitle, func(d store.SearchDoc) bool {
			texts := []string{d.Title, d.Body}
			if inTitle {
				texts = texts[:1]
			}
			if q.Matches(texts...) && !slices.ContainsFunc(found, func(o store.SearchDoc) bool { return o.Key == d.Key }) {
				found = append(found, d)
			}
			return len(found) >= limit
		})
		if err != nil || len(found) >= limit {
			if err != nil {
				return nil, err
			}
			break
		}
	}
	for _, d := range found[:min(limit, len(found))] {
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
