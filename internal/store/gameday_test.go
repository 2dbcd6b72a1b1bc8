package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestGameDaysOfTwoNodes plans game days on two nodes at once: each gets a number of
// its own.
func TestGameDaysOfTwoNodes(t *testing.T) {
	ctx := context.Background()
	storetest.Each(t, func(t *testing.T, dsn string) {
		const each = 8
		planned := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
		nodes := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		var plans sync.WaitGroup
		for _, n := range nodes {
			plans.Go(func() {
				for range each {
					if err := n.Write(ctx, func(tx *store.Tx) error {
						_, err := tx.InsertGameDay(ctx, store.GameDay{Title: "Rollback", PlannedFor: civil.Date{Year: 2027, Month: 1, Day: 20}, PlannedBy: "@akiko", PlannedAt: planned})
						return err
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		plans.Wait()
		if err := nodes[0].Read(ctx, func(tx *store.Tx) error {
			all, err := tx.GameDays(ctx)
			if want := each * len(nodes); len(all) != want || all[want-1].Key != "GD-2027-0016" {
				t.Errorf("not %d game days in a row: %v", want, all)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}
