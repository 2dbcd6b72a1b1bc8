package kpi_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
)

// answering gives a Prometheus that answers a range query with what value says, as it
// writes numbers.
func answering(t *testing.T, value func(time.Time) string) *kpi.Prometheus {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		number := func(name string) float64 {
			n, _ := strconv.ParseFloat(r.FormValue(name), 64)
			return n
		}
		var values []string
		for at := number("start"); at <= number("end"); at += number("step") {
			values = append(values, fmt.Sprintf(`[%.3f,%q]`, at, value(time.Unix(int64(at), 0).UTC())))
		}
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`, strings.Join(values, ","))
	}))
	t.Cleanup(server.Close)
	p, err := kpi.New(server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestInfiniteValuesAreValues: they lie outside of a range that ends on their side, and
// never stand for a number where it is open to it.
func TestInfiniteValuesAreValues(t *testing.T) {
	low, high := 0.0, 300.0
	every := func(even, odd string) func(time.Time) string {
		return func(at time.Time) string {
			if at.Second() == 30 {
				return odd
			}
			return even
		}
	}
	for _, c := range []struct {
		name, even, odd string // values of the even half minutes, of which one is the last, and of the others
		low, high       *float64
		want            string // what speaks against recovery; empty: nothing does
	}{
		{"every second one", "120", "+Inf", &low, &high, "KPI p95 is 120 ms, inside its normal range 0–300 ms only just now: it was outside since "},
		{"every second one and the last", "+Inf", "120", &low, &high, "KPI p95 is +Inf ms, outside its normal range 0–300 ms since "},
		{"all", "+Inf", "+Inf", &low, &high, "KPI p95 is +Inf ms, outside its normal range 0–300 ms since "},
		{"below", "120", "-Inf", &low, nil, "KPI p95 is 120 ms, inside its normal range ≥ 0 ms only just now: it was outside since "},
		{"open to their side", "+Inf", "120", &low, nil, ""},
		{"open to their side, and nothing else", "+Inf", "+Inf", &low, nil, "KPI p95: Prometheus has infinite values only"},
		{"no number", "NaN", "NaN", &low, &high, "KPI p95: Prometheus has no values"},
	} {
		q := question("p95")
		q.Unit, q.Low, q.High = "ms", c.low, c.high
		m, err := answering(t, every(c.even, c.odd)).Measure(context.Background(), q, began.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		var got string
		for _, u := range incident.JudgeRecovery([]incident.Reading{m.Reading}, tokyo, incident.English) {
			got += u.Message
		}
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.want == "" && *m.Value != 120 {
			t.Errorf("%s: the value is %v", c.name, *m.Value)
		}
	}
}
