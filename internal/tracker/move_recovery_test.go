package tracker_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestARecoveryIsMovedByItsOwnValues: by those until it was declared, whatever came later;
// a relapse before the declaration is its own, and what a person read is not judged anew.
func TestARecoveryIsMovedByItsOwnValues(t *testing.T) {
	began := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	minute := func(n int) time.Time { return began.Add(time.Duration(n) * time.Minute) }
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`, rangeOf(r, func(at time.Time) float64 {
			switch m := int(at.Sub(began) / time.Minute); {
			case m >= 0 && m < 10, m >= 30 && m < 35, m >= 180:
				return 40
			}
			return 0.5
		}))
	}))
	t.Cleanup(server.Close)
	ctx, now, high := context.Background(), &clock{}, 1.0
	now.at(began)
	n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: now.Now,
		Config: config.Config{KPIs: []config.KPI{{Name: "error_rate", Unit: "%", Query: "error_rate", Window: 10 * time.Minute, High: &high},
			{Name: "orders", Query: "orders", Window: 10 * time.Minute, Baseline: 29 * 24 * time.Hour}}},
		Prometheus: func() (*kpi.Prometheus, error) { return kpi.New(server.URL, nil) }}
	in, err := n.Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
	must(t, err)
	now.at(minute(60))
	orders := 0.5
	r, err := n.Recover(ctx, program, in.Key, tracker.RecoveryRequest{Reason: "it ended by itself", KPIs: []incident.KPI{{Name: "orders", Value: &orders, ReadBy: "@ben"}}})
	if err != nil || !r.Recovered {
		t.Fatalf("%+v, %v", r, err)
	}
	room, err := n.Room(ctx, program, in.Key)
	must(t, err)
	recovery, _ := room.Incident.First(incident.KindRecovery)
	now.at(minute(200)) // the next incident burns
	for at, want := range map[int]string{5: "was 40% at 2026-03-01 09:05 UTC", 25: "but outside again from 2026-03-01 09:30 UTC on", 50: ""} {
		_, err := n.Log(ctx, program, in.Key, tracker.Entry{Kind: incident.KindCorrection, Corrects: recovery.ID, CorrectedAt: minute(at), Text: "it was earlier"})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("moved to minute %d: %v, want %q", at, err, want)
		}
	}
}
