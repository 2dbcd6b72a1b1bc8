package store_test

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestCurvesKeepWhatIsInfinite: JSON has no word for it.
func TestCurvesKeepWhatIsInfinite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, dsn)
		key, ctx := seed(t, s), context.Background()
		points := []store.CurvePoint{{At: at(1), Value: 120.25}, {At: at(2), Value: math.Inf(1)}, {At: at(3), Value: math.Inf(-1)}, {At: at(4), Value: -1e-7}}
		err := s.Write(ctx, func(tx *store.Tx) error {
			if err := tx.SaveCurve(ctx, key, store.Curve{Name: "p95", Points: points, At: at(5)}); err != nil {
				return err
			}
			curves, err := tx.Curves(ctx, key)
			if len(curves) == 1 {
				if diff := cmp.Diff(points, curves[0].Points); diff != "" {
					t.Error(diff)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
