package tracker_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestCurvesBesideAreAskedForAtOnce: a Prometheus that answers only once all the curves
// are asked for gives them all, and so one that hangs holds nobody up for each.
func TestCurvesBesideAreAskedForAtOnce(t *testing.T) {
	var all sync.WaitGroup
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all.Done()
		all.Wait()
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`, rangeOf(r, func(time.Time) float64 { return 1 }))
	}))
	t.Cleanup(server.Close)
	ctx, now := context.Background(), &clock{}
	now.set(0, 0)
	n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: now.Now, Prometheus: func() (*kpi.Prometheus, error) { return kpi.New(server.URL, nil) }}
	var read []incident.KPI
	high := 2.0 // fixed: what is normal is not asked for
	for i := range 4 {
		value, name := 1.0, fmt.Sprint("kpi_", i)
		n.Config.KPIs = append(n.Config.KPIs, config.KPI{Name: name, Query: name, Window: 10 * time.Minute, High: &high})
		read = append(read, incident.KPI{Name: name, Value: &value, ReadBy: "@ben"})
		all.Add(1)
	}
	in, err := n.Declare(ctx, program, tracker.Declaration{Title: "x", Severity: "SEV2"})
	must(t, err)
	r, err := n.Recover(ctx, program, in.Key, tracker.RecoveryRequest{KPIs: read, Reason: "it ended by itself"})
	must(t, err)
	room, err := n.Room(ctx, program, in.Key)
	if err != nil || !r.Recovered || len(room.Curves) != 4 {
		t.Errorf("%+v, %d curves, %v", r, len(room.Curves), err)
	}
}
