package kpi_test

import (
	"context"
	"math"
	"net/http"
	"net/http/httptest"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/kpi/prometheustest"
)

// The incident of these tests begins on a Sunday morning in Tokyo; an earlier one
// burned for 40 minutes at the same hour a week before.
var (
	tokyo     = time.FixedZone("JST", 9*3600)
	began     = time.Date(2026, 3, 1, 9, 10, 0, 0, tokyo)
	lastWeek  = kpi.Window{From: began.AddDate(0, 0, -7).Add(-5 * time.Minute), Until: began.AddDate(0, 0, -7).Add(35 * time.Minute)}
	recovered = began.Add(25 * time.Minute)
)

// errorRate is 0.5% on a working day and 1.2% on a Sunday, swings by 0.2, and is
// 9% while an incident burns.
func errorRate(at time.Time) (float64, bool) {
	if !at.Before(lastWeek.From) && !at.After(lastWeek.Until) || !at.Before(began) && at.Before(recovered) {
		return 9, true
	}
	level := 0.5
	if at.In(tokyo).Weekday() == time.Sunday {
		level = 1.2
	}
	return level + 0.2*math.Sin(float64(at.Unix()/60)), true
}

// latency falls silent for a quarter of an hour from 09:40.
func latency(at time.Time) (float64, bool) {
	silent := began.Add(30 * time.Minute)
	return 120 + 5*math.Cos(float64(at.Unix()/60)), at.Before(silent) || at.After(silent.Add(15*time.Minute))
}

// newborn has two days of history.
func newborn(at time.Time) (float64, bool) { return 1, at.After(began.AddDate(0, 0, -2)) }

func question(name string) kpi.Question {
	return kpi.Question{KPI: config.KPI{Name: name, Unit: "%", Query: name, Window: 10 * time.Minute, Baseline: 30 * 24 * time.Hour}, Began: began, Zone: tokyo, Lang: incident.English, Incidents: []kpi.Window{lastWeek}}
}

func TestRealPrometheus(t *testing.T) {
	address := prometheustest.Start(t, began.AddDate(0, 0, -31), began.Add(2*time.Hour),
		prometheustest.Series{Name: "error_rate", Value: errorRate}, prometheustest.Series{Name: "latency", Value: latency}, prometheustest.Series{Name: "newborn", Value: newborn})
	server, err := kpi.New(address, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	measure := func(q kpi.Question, now time.Time) kpi.Measurement {
		t.Helper()
		m, err := server.Measure(ctx, q, now)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	verdict := func(m kpi.Measurement) string {
		var texts []string
		for _, u := range incident.JudgeRecovery([]incident.Reading{m.Reading}, tokyo, incident.English) {
			texts = append(texts, u.Message+"; "+u.Fix)
		}
		return strings.Join(texts, "\n")
	}
	t.Run("refused while it burns, with the value, the range and since when", func(t *testing.T) {
		got := verdict(measure(question("error_rate"), began.Add(20*time.Minute)))
		for _, part := range []string{"KPI error_rate is 9%", "since 2026-03-01 09:10 JST", "10 minutes"} {
			if !strings.Contains(got, part) {
				t.Errorf("%q does not say %q", got, part)
			}
		}
	})
	t.Run("refused while the window still holds values outside", func(t *testing.T) {
		if got := verdict(measure(question("error_rate"), recovered.Add(8*time.Minute))); !strings.Contains(got, "inside its normal range") || !strings.Contains(got, "since 2026-03-01 09:10 JST") {
			t.Error(got)
		}
	})
	t.Run("granted after ten minutes inside", func(t *testing.T) {
		m := measure(question("error_rate"), recovered.Add(12*time.Minute))
		if got := verdict(m); got != "" {
			t.Error(got)
		}
		if len(m.Curve) < 60 || m.Curve[0].At.After(began.Add(-25*time.Minute)) {
			t.Errorf("the curve has %d points from %v", len(m.Curve), m.Curve[0].At)
		}
	})
	t.Run("the baseline is that of the reference", func(t *testing.T) {
		now := recovered.Add(12 * time.Minute)
		m := measure(question("error_rate"), now)
		low, high, n := reference(now)
		if m.Normal.Samples != n || math.Abs(m.Baseline.Low-low) > 1e-9 || math.Abs(m.Baseline.High-high) > 1e-9 {
			t.Errorf("%d values, %v to %v; the reference has %d, %v to %v", m.Normal.Samples, m.Baseline.Low, m.Baseline.High, n, low, high)
		}
	})
	t.Run("a range that the team fixed", func(t *testing.T) {
		q := question("error_rate")
		low, high := 0.0, 0.1
		q.Low, q.High = &low, &high
		if got := verdict(measure(q, recovered.Add(12*time.Minute))); !strings.Contains(got, "0–0.1%") {
			t.Error(got)
		}
	})
	t.Run("a gap in the data", func(t *testing.T) {
		m := measure(question("latency"), began.Add(40*time.Minute))
		if m.Value != nil || !strings.Contains(verdict(m), "no values from") {
			t.Errorf("%+v: %s", m.Reading, verdict(m))
		}
	})
	t.Run("no data at all", func(t *testing.T) {
		q := question("latency")
		q.Query = "does_not_exist"
		if got := verdict(measure(q, began)); !strings.Contains(got, "no values") {
			t.Error(got)
		}
	})
	t.Run("too little data", func(t *testing.T) {
		for l, want := range map[incident.Lang]string{incident.English: "too little data", incident.Japanese: "データが足りません"} {
			q := question("newborn")
			q.Lang = l
			if got := verdict(measure(q, began)); !strings.Contains(got, want) {
				t.Error(got)
			}
		}
	})
	t.Run("an incident that began before the days of the baseline", func(t *testing.T) {
		q := question("error_rate")
		q.Baseline, q.Began = 14*24*time.Hour, began.AddDate(0, 0, -16) // a Friday; today is a Saturday
		if m := measure(q, began.Add(-24*time.Hour)); verdict(m) != "" || m.Normal.Days != 2 || m.Baseline.High > 2 {
			t.Errorf("%+v: %s", m.Normal, verdict(m))
		}
		q.Began = began.AddDate(0, 0, -31)
		if got := verdict(measure(q, began.Add(-24*time.Hour))); !strings.Contains(got, "too little data") {
			t.Error(got)
		}
	})
	t.Run("a time at which it was out, one before the window was inside, and one that holds", func(t *testing.T) {
		now := recovered.Add(30 * time.Minute)
		for at, want := range map[time.Time]string{
			began.Add(10 * time.Minute):     "KPI error_rate was 9% at 2026-03-01 09:20 JST, outside",
			recovered.Add(2 * time.Minute):  "but not for all of the 10 minutes before; the values allow 2026-03-01 09:45 JST",
			recovered.Add(10 * time.Minute): "",
		} {
			q := question("error_rate")
			q.At = at
			m := measure(q, now)
			if got := verdict(m); !strings.Contains(got, want) || want == "" && got != "" {
				t.Errorf("%s: %q, want %q", at, got, want)
			}
			if v, _ := errorRate(at); math.Abs(*m.Value-v) > 1e-9 || !m.Curve[len(m.Curve)-1].At.Equal(now) {
				t.Errorf("%s: value %v, not %v; the curve ends at %s", at, *m.Value, v, m.Curve[len(m.Curve)-1].At)
			}
		}
		q := question("error_rate")
		q.At, q.Began = began.Add(-30*time.Minute), began.Add(-time.Hour) // it was inside then, and is out now
		if got := verdict(measure(q, began.Add(20*time.Minute))); !strings.Contains(got, "KPI error_rate is 9%") {
			t.Error(got)
		}
	})
	t.Run("a wrong query", func(t *testing.T) {
		for _, query := range []string{"sum(", "{__name__=~'error_rate|latency'}"} {
			q := question("error_rate")
			q.Query = query
			if _, err := server.Measure(ctx, q, began); incident.CodeOf(err) != incident.Invalid || !strings.Contains(err.Error(), "error_rate") {
				t.Errorf("%s: %v", query, err)
			}
		}
	})
}

// reference computes the normal range in another way: it walks the weeks back,
// and takes medians by counting.
func reference(now time.Time) (low, high float64, n int) {
	var values []float64
	for at := began.Add(-30 * 24 * time.Hour); !at.After(began); at = at.Add(5 * time.Minute) {
		sameHour := int(at.Sub(now.Truncate(time.Hour)).Hours()+24*7*10)%(24*7) == 0 && at.Sub(now.Truncate(time.Hour).AddDate(0, 0, -70))%(7*24*time.Hour) < time.Hour
		burning := at.After(lastWeek.From.Add(-time.Second)) && at.Before(lastWeek.Until.Add(time.Second))
		if v, _ := errorRate(at.Truncate(time.Minute)); sameHour && !burning && at.Before(began) {
			values = append(values, v)
		}
	}
	middle := byCounting(values)
	var away []float64
	for _, v := range values {
		away = append(away, math.Abs(v-middle))
	}
	width := 3 * 1.4826 * byCounting(away)
	return math.Max(0, middle-width), middle + width, len(values)
}

// byCounting gives the median as the mean of the two values that have as many
// below as above them.
func byCounting(values []float64) float64 {
	rank := func(k int) float64 {
		for _, v := range values {
			below, equal := 0, 0
			for _, w := range values {
				if w < v {
					below++
				} else if w == v {
					equal++
				}
			}
			if below <= k && k < below+equal {
				return v
			}
		}
		return math.NaN()
	}
	n := len(values)
	return (rank((n-1)/2) + rank(n/2)) / 2
}

func TestPrometheusThatFails(t *testing.T) {
	answers := func(status int, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for _, c := range []struct {
		name, address string
		code          incident.Code
	}{
		{"down", strings.Replace(closed.URL, "http://", "http://user:s3cret@", 1), incident.Unavailable},
		{"overloaded", answers(503, `{"status":"error","errorType":"timeout","error":"query timed out"}`), incident.Unavailable},
		{"a proxy's page", answers(502, "<html>"), incident.Unavailable},
		{"no JSON", answers(200, "hello"), incident.Unavailable},
		{"unauthorised", answers(401, "no"), incident.Invalid},
		{"too many questions", answers(429, "slow down"), incident.Unavailable},
		{"too slow a question", answers(408, "timed out"), incident.Unavailable},
	} {
		server, err := kpi.New(c.address, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = server.Measure(context.Background(), question("error_rate"), began)
		if incident.CodeOf(err) != c.code || !strings.Contains(err.Error(), "error_rate") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, address := range []string{"", "prometheus:9090", "ftp://x", "http://", "::"} {
		if _, err := kpi.New(address, nil); incident.CodeOf(err) != incident.Invalid {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// TestPartialAnswer: where a store behind Prometheus did not answer, nothing is judged
// by what the others said.
func TestPartialAnswer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"status":"success","data":{"result":[{"values":[[1772323800,"0.1"]]}]},"warnings":["store eu-1 is\nunreachable"]}`))
	}))
	t.Cleanup(server.Close)
	p, err := kpi.New(server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := question("error_rate")
	high := 1.0
	q.High = &high
	m, err := p.Measure(context.Background(), q, began)
	if err != nil || m.Problem != "Prometheus answered in part only (store eu-1 is unreachable), so it cannot be judged" || m.Value != nil {
		t.Errorf("%+v, %v", m.Reading, err)
	}
	if _, err := p.Try(context.Background(), "error_rate", "x", time.Minute, began, incident.Japanese); err == nil || !strings.Contains(err.Error(), "不完全") {
		t.Errorf("tried: %v", err)
	}
}

// TestRobust: whatever one value in twelve says, the range stays near the others.
func TestRobust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := rapid.SliceOfN(rapid.Float64Range(1, 2), 30, 60).Draw(t, "good")
		bad := rapid.SliceOfN(rapid.Float64Range(50, 1000), 0, len(good)/12).Draw(t, "bad")
		var past []kpi.Point
		for i, v := range append(good, bad...) {
			past = append(past, kpi.Point{At: began.AddDate(0, 0, -7*(1+i%4)).Truncate(time.Hour).Add(time.Duration(i/4) * time.Minute), Value: v})
		}
		n := kpi.Learn(past, began, tokyo, nil, "")
		sort.Float64s(good)
		if !n.Enough() || n.Range.High > 12 || n.Range.Low < 0 || n.Range.Low > 2 {
			t.Fatalf("%+v", n)
		}
		if lower := kpi.Learn(past, began, tokyo, nil, config.Lower); !math.IsInf(lower.Range.Low, -1) || lower.Range.High != n.Range.High {
			t.Fatalf("%+v", lower)
		}
	})
}

func TestValuesThatHardlyMove(t *testing.T) {
	learn := func(odd, of int) kpi.Normal {
		var past []kpi.Point
		for i := range of {
			v := 2.0
			if i < odd {
				v = 2.4
			}
			past = append(past, kpi.Point{At: began.AddDate(0, 0, -7*(1+i%4)).Add(time.Duration(i) * time.Second), Value: v})
		}
		return kpi.Learn(past, began, tokyo, nil, config.Higher)
	}
	for _, c := range []struct {
		odd  int
		want float64
	}{{0, 1.98}, {1, 1.98}, {12, 2 - 3*0.4/1.645}} {
		if n := learn(c.odd, 40); math.Abs(n.Range.Low-c.want) > 1e-9 || !math.IsInf(n.Range.High, 1) {
			t.Errorf("%d of 40 differ: %+v, want the low end %v", c.odd, n, c.want)
		}
	}
	if n := learn(0, 19); n.Enough() {
		t.Errorf("19 values are enough: %+v", n)
	}
}
