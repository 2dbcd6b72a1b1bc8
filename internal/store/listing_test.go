package store_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

var listServices = []string{"", "checkout", "search", "mail"}

// seedItems writes incidents whose action items differ in everything that a list
// goes by, and gives what was written.
func seedItems(t *testing.T, s *store.Store) []store.ListedItem {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	var all []store.ListedItem
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		for n := range 40 {
			in := store.Incident{State: incident.InReview, DeclaredAt: time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC), DeclaredBy: "x"}
			in.Key, in.Title, in.Severity, in.Lang, in.Zone, in.Service = fmt.Sprintf("INC-2026-%04d", n), "t", "SEV2", incident.English, time.UTC, listServices[n%4]
			if err := tx.InsertIncident(t.Context(), in); err != nil {
				return err
			}
			var items []store.IndexedItem
			for i := range r.IntN(14) {
				it := store.IndexedItem{State: store.ItemOpen}
				it.ID, it.Title, it.Owner = fmt.Sprintf("AI-%d", i+1), "t", []string{"", "@akiko", "akiko@example.com", "@ben"}[r.IntN(4)]
				if r.IntN(5) > 0 {
					it.Due = civil.Date{Year: 2026, Month: 3, Day: 1}.AddDays(r.IntN(20))
				}
				if r.IntN(3) == 0 {
					it.Verified, it.State = "2026-02-03 @ben: seen", store.ItemVerified
				}
				items = append(items, it)
				all = append(all, store.ListedItem{IndexedItem: it, Incident: in.Key, Service: in.Service})
			}
			_, err := tx.SaveRevision(t.Context(), in.Key, 0, store.Revision{Text: "x", SavedBy: "x", SavedAt: in.DeclaredAt}, items)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func dueOrLast(it store.ListedItem) string {
	if !it.HasDue() {
		return "9999-99-99"
	}
	return it.Due.String()
}

// chosen is what a list has to give: the same filter, said in Go over everything.
func chosen(all []store.ListedItem, f store.ItemFilter) []string {
	var rows []store.ListedItem
	for _, it := range all {
		if (f.State == "" || it.State == f.State) && (f.Owners == nil || slices.Contains(f.Owners, it.Owner)) && (f.Service == "" || it.Service == f.Service) &&
			(!f.DueBefore.IsValid() || it.HasDue() && it.Due.Before(f.DueBefore)) {
			rows = append(rows, it)
		}
	}
	slices.SortStableFunc(rows, func(a, b store.ListedItem) int {
		return cmp.Or(strings.Compare(dueOrLast(a), dueOrLast(b)), strings.Compare(a.Incident, b.Incident))
	})
	var names []string
	for _, it := range rows {
		names = append(names, it.Cursor())
	}
	return names
}

// Every filter gives what the same filter over all of them gives, in pages of any
// size.
func TestItemsAreListedByPages(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		all := seedItems(t, s)
		for _, state := range []store.ItemState{"", store.ItemOpen, store.ItemDone, store.ItemVerified} {
			for _, owners := range [][]string{nil, {"@akiko", "akiko@example.com"}, {""}, {}} {
				for _, service := range []string{"", "checkout", "nothing"} {
					for _, before := range []civil.Date{{}, {Year: 2026, Month: 3, Day: 9}} {
						f := store.ItemFilter{State: state, Owners: owners, Service: service, DueBefore: before}
						want := chosen(all, f)
						for _, limit := range []int{0, 1, 7, 1000} {
							f.Limit = limit
							if got := walk(t, s, f); !slices.Equal(got, want) {
								t.Fatalf("%+v: got %v, want %v", f, got, want)
							}
						}
					}
				}
			}
		}
	})
}

// walk goes over the pages of a list.
func walk(t *testing.T, s *store.Store, f store.ItemFilter) []string {
	t.Helper()
	var names []string
	for {
		var page []store.ListedItem
		err := s.Read(t.Context(), func(tx *store.Tx) (err error) {
			page, err = tx.ListItems(t.Context(), f)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range page {
			names = append(names, it.Cursor())
		}
		if f.Limit == 0 || len(page) < f.Limit {
			return names
		}
		f.After = page[len(page)-1].Cursor()
	}
}

func TestWhatThereIsToChooseAndToCount(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		all := seedItems(t, s)
		on := civil.Date{Year: 2026, Month: 3, Day: 15}
		overdue, open := map[string]int{}, map[string]int{}
		for _, it := range all {
			if it.State == store.ItemOpen {
				open[it.Incident]++
				if it.HasDue() && it.Due.Before(on) {
					overdue[it.Owner]++
				}
			}
		}
		err := s.Read(t.Context(), func(tx *store.Tx) error {
			ctx := t.Context()
			owners, err := tx.ItemOwners(ctx)
			if want := []string{"@akiko", "@ben", "akiko@example.com"}; err != nil || !slices.Equal(owners, want) {
				t.Errorf("owners %v, want %v: %v", owners, want, err)
			}
			services, err := tx.Services(ctx)
			if want := []string{"checkout", "mail", "search"}; err != nil || !slices.Equal(services, want) {
				t.Errorf("services %v, want %v: %v", services, want, err)
			}
			counts, err := tx.OverdueByOwner(ctx, on)
			if err != nil || len(counts) != len(overdue) {
				t.Errorf("overdue %v, want %v: %v", counts, overdue, err)
			}
			for i, c := range counts {
				if overdue[c.Owner] != c.Items || i > 0 && counts[i-1].Items < c.Items {
					t.Errorf("overdue %v, want %v, the most first", counts, overdue)
				}
			}
			var keys []string
			for _, it := range all {
				keys = append(keys, it.Incident)
			}
			slices.Sort(keys)
			got, err := tx.OpenItems(ctx, slices.Compact(keys))
			for key, n := range open {
				if got[key] != n {
					t.Errorf("%s has %d open items, want %d: %v", key, got[key], n, err)
				}
			}
			_, err = tx.ListItems(ctx, store.ItemFilter{After: "INC-2026-0001/AI-99"})
			if incident.CodeOf(err) != incident.Invalid {
				t.Errorf("a cursor of nothing gives %v", err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// A page of the list is a stretch of an index, on SQLite as on PostgreSQL: the
// plans name it, and sort nothing.
func TestAPageOfTheListReadsAnIndex(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		seedItems(t, s)
		explain := map[store.Dialect]string{store.SQLite: "EXPLAIN QUERY PLAN ", store.PostgreSQL: "EXPLAIN "}[s.Dialect()]
		if s.Dialect() == store.PostgreSQL { // on a table this small reading all of it would be right
			s.DB().SetMaxOpenConns(1)
			if _, err := s.DB().ExecContext(context.Background(), "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off"); err != nil {
				t.Fatal(err)
			}
		}
		for query, index := range map[string]string{
			"SELECT a.id FROM action_item a JOIN incident i ON i.key = a.incident_key WHERE a.state = 'open' ORDER BY CASE WHEN a.due = '' THEN '9999-99-99' ELSE a.due END, a.incident_key, a.position LIMIT 100": "action_item_due",
			"SELECT min(owner) FROM action_item WHERE owner > 'a'":                                                                          "action_item_owner",
			"SELECT min(service) FROM incident WHERE service > 'a'":                                                                         "incident_service",
			"SELECT min(at) FROM event WHERE incident_key = 'x' AND kind IN ('detection', 'containment', 'recovery') AND kind = 'recovery'": "event_course",
		} {
			rows, err := s.DB().QueryContext(t.Context(), explain+query)
			if err != nil {
				t.Fatal(err)
			}
			var plan strings.Builder
			columns, _ := rows.Columns()
			for rows.Next() {
				cells := make([]any, len(columns))
				for i := range cells {
					cells[i] = new(any)
				}
				if err := rows.Scan(cells...); err != nil {
					t.Fatal(err)
				}
				fmt.Fprintln(&plan, *cells[len(cells)-1].(*any))
			}
			if err := rows.Close(); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(plan.String(), index) || strings.Contains(plan.String(), "TEMP B-TREE") {
				t.Errorf("%s does not go by %s:\n%s", query, index, &plan)
			}
		}
	})
}
