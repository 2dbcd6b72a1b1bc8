package store_test

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestRangesStayAsTheyWereRead: an end that lies outside of its range does so, too, once it
// was stored.
func TestRangesStayAsTheyWereRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, dsn)
		key, ctx := seed(t, s), context.Background()
		ranges := map[string]*incident.Range{"at most": {Low: math.Inf(-1), High: 1}, "below": {Low: math.Inf(-1), High: 1, Below: true},
			"above": {Low: 0, High: math.Inf(1), Above: true}, "between": {Low: 0, High: 1, Above: true, Below: true}, "unknown": nil}
		err := s.Write(ctx, func(tx *store.Tx) error {
			for name, r := range ranges {
				if err := tx.AppendKPI(ctx, key, incident.KPI{Name: name, Baseline: r}, at(7)); err != nil {
					return err
				}
			}
			kpis, err := tx.KPIs(ctx, key)
			for _, k := range kpis {
				want, ok := ranges[k.Name]
				delete(ranges, k.Name)
				if diff := cmp.Diff(want, k.Baseline); ok && diff != "" {
					t.Errorf("%s: %s", k.Name, diff)
				}
			}
			return err
		})
		if err != nil || len(ranges) > 0 {
			t.Errorf("%v, not read: %v", err, ranges)
		}
	})
}
