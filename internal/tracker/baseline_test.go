package tracker_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestEarlierIncidentsAreNotNormal: the errors came back in three of five weeks at
// the same hour. What was measured while the incidents that the database knows
// burned is left out of the baseline: else half of it would be errors, and those of
// today would pass for normal. Where too little is left, that is said.
func TestEarlierIncidentsAreNotNormal(t *testing.T) {
	today := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	weeksAgo := func(n int) time.Time { return today.AddDate(0, 0, -7*n) }
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`, rangeOf(r, func(at time.Time) float64 {
			for _, began := range []time.Time{today, weeksAgo(1), weeksAgo(2)} {
				if !at.Before(began) && at.Before(began.Add(time.Hour)) {
					return 9
				}
			}
			return 0.5 + 0.01*float64(at.Minute()%3)
		}))
	}))
	t.Cleanup(server.Close)
	for _, c := range []struct {
		weeks int // of the baseline
		want  string
	}{
		{4, "KPI error_rate is 9%, outside its normal range 0.4"},
		{3, "too little data to know what is normal: 12 values on 1 days at this hour of the week in the 22 days before the incident"},
	} {
		ctx, now := context.Background(), &clock{}
		n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: now.Now,
			Config:     config.Config{KPIs: []config.KPI{{Name: "error_rate", Unit: "%", Query: "error_rate", Window: 10 * time.Minute, Baseline: time.Duration(c.weeks*7+1) * 24 * time.Hour}}},
			Prometheus: func() (*kpi.Prometheus, error) { return kpi.New(server.URL, nil) }}
		burn := func(began time.Time) string {
			now.at(began)
			in, err := n.Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := n.Log(ctx, program, in.Key, tracker.Entry{Kind: incident.KindContainment, Text: "rolled back"}); err != nil {
				t.Fatal(err)
			}
			return in.Key
		}
		value := 0.5
		for _, week := range []int{2, 1} {
			key := burn(weeksAgo(week))
			now.at(weeksAgo(week).Add(time.Hour))
			if r, err := n.Recover(ctx, program, key, tracker.RecoveryRequest{KPIs: []incident.KPI{{Name: "error_rate", Value: &value, ReadBy: "@ben"}}}); err != nil || !r.Recovered {
				t.Fatalf("%+v, %v", r, err)
			}
		}
		key := burn(today)
		now.at(today.Add(30 * time.Minute))
		r, err := n.Recover(ctx, program, key, tracker.RecoveryRequest{})
		if err != nil || r.Recovered || len(r.Unmet) != 1 || !strings.Contains(r.Unmet[0].Message, c.want) {
			t.Errorf("%d weeks: %+v, %v; want %q", c.weeks, r, err, c.want)
		}
	}
}

// rangeOf gives the values of a range query as Prometheus writes them.
func rangeOf(r *http.Request, value func(time.Time) float64) string {
	number := func(name string) float64 {
		n, _ := strconv.ParseFloat(r.FormValue(name), 64)
		return n
	}
	var values []string
	for at := number("start"); number("step") > 0 && at <= number("end"); at += number("step") {
		values = append(values, fmt.Sprintf(`[%.3f,"%g"]`, at, value(time.Unix(int64(at), 0).UTC())))
	}
	return strings.Join(values, ",")
}
