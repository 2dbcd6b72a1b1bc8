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
	"github.com/pmtracker/pmtracker/internal/postmortem"
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
		{3, "too little data to know what is normal: 12 values on 1 days at this hour of the week in the 22 days before the incident (needed: 20 values on 2 days); the values during INC-2026-0001, INC-2026-0002 are left out"},
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

// TestAnIncidentWithoutRecoveryEndsSomewhere: one that never recovered takes no baseline
// away for ever where it was closed, or where it is of another service; where it does,
// it is named.
func TestAnIncidentWithoutRecoveryEndsSomewhere(t *testing.T) {
	today := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`,
			rangeOf(r, func(at time.Time) float64 { return 0.5 + 0.01*float64(at.Minute()%3) }))
	}))
	t.Cleanup(server.Close)
	off, err := incident.NewPolicy([]string{"G6", "G7", "G8"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, service string // of the old incident
		closed        bool
		want          string // empty: recovery is declared
	}{
		{"it burns", "", false, "; the values during INC-2026-0001 are left out"},
		{"it burns in the same service", "search, Checkout", false, "; the values during INC-2026-0001 are left out"},
		{"it burns elsewhere", "search", false, ""},
		{"it was closed", "checkout", true, ""},
	} {
		ctx, now := context.Background(), &clock{}
		n := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: now.Now,
			Config:     config.Config{Policy: off, KPIs: []config.KPI{{Name: "error_rate", Unit: "%", Query: "error_rate", Window: 10 * time.Minute, Baseline: 22 * 24 * time.Hour}}},
			Prometheus: func() (*kpi.Prometheus, error) { return kpi.New(server.URL, nil) }}
		now.at(today.AddDate(0, 0, -22))
		old, err := n.Declare(ctx, program, tracker.Declaration{Title: "Search is slow", Severity: "SEV3", Service: c.service})
		if err != nil {
			t.Fatal(err)
		}
		if c.closed {
			paper, err := n.Generate(ctx, akiko, old.Key, "", postmortem.Template{})
			must(t, err)
			_, err = n.Edit(ctx, akiko, old.Key, paper.Revision, strings.Replace(string(paper.Text), "\nauthor:", "\nno_action_items: the service is gone\nauthor:", 1), "none")
			must(t, err)
			must(t, n.Approve(ctx, ben, old.Key))
			closing, err := n.Close(ctx, ben, old.Key, incident.English, false)
			if err != nil || !closing.Closed {
				t.Fatalf("%+v, %v", closing, err)
			}
		}
		now.at(today)
		in, err := n.Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2", Service: "checkout"})
		if err != nil {
			t.Fatal(err)
		}
		now.at(today.Add(30 * time.Minute))
		r, err := n.Recover(ctx, program, in.Key, tracker.RecoveryRequest{Reason: "it went by itself"})
		if err != nil || r.Recovered != (c.want == "") || !r.Recovered && !strings.Contains(r.Unmet[0].Message, c.want) {
			t.Errorf("%s: %+v, %v; want %q", c.name, r, err, c.want)
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
