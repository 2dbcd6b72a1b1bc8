package tracker_test

import (
	"context"
	"fmt"
	"math"
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

// TestTypedValuesAreHeldToWhatIsKnown: recovery that the numbers refuse is not had by typing
// them, nor by a range of one's own; where nobody knows what is normal, the person answers
// for the value, and Prometheus need not be there.
func TestTypedValuesAreHeldToWhatIsKnown(t *testing.T) {
	today := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	history, up, still, now40 := true, true, false, true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !up {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`, rangeOf(r, func(at time.Time) float64 {
			if now40 && !at.Before(today) {
				return 40
			}
			if still {
				return 0.5
			}
			if !history && at.Before(today.Add(-time.Hour)) {
				return math.NaN()
			}
			return 0.5 + 0.013*float64(at.Minute()%3)
		}))
	}))
	t.Cleanup(server.Close)
	const outside, learnt = "outside its normal range", "fix its low: or high: in .pmtracker.yaml"
	ctx := context.Background()
	n, key := (*tracker.Tracker)(nil), ""
	begin := func() {
		now := &clock{}
		now.at(today)
		n = &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: now.Now,
			Config:     config.Config{KPIs: []config.KPI{{Name: "error_rate", Unit: "%", Query: "error_rate", Window: 10 * time.Minute, Baseline: 29 * 24 * time.Hour, Better: config.Lower}}},
			Prometheus: func() (*kpi.Prometheus, error) { return kpi.New(server.URL, nil) }}
		in, err := n.Declare(ctx, program, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
		must(t, err)
		key = in.Key
		now.at(today.Add(30 * time.Minute))
	}
	try := func(name string, value float64, own *incident.Range, want ...string) {
		t.Helper()
		r, err := n.Recover(ctx, program, key, tracker.RecoveryRequest{Reason: "it ended by itself", KPIs: []incident.KPI{{Name: "error_rate", Value: &value, Baseline: own, ReadBy: "@ben"}}})
		must(t, err)
		if r.Recovered != (len(want) == 0) {
			t.Fatalf("%s: %+v", name, r)
		}
		for _, w := range want {
			if !strings.Contains(r.Unmet[0].Message+r.Unmet[0].Fix, w) {
				t.Errorf("%s: %+v does not say %q", name, r.Unmet, w)
			}
		}
	}
	wide := &incident.Range{Low: 0, High: 100}

	begin()
	try("a value outside", 40, nil, "KPI error_rate is 40%", outside, learnt)
	try("and a range of one's own", 40, wide, outside, "≤ 0.5", "the range 0–100% that was given does not count", learnt)
	try("outside of one's own range alone", 0.5, &incident.Range{Low: 1, High: 2}, outside, "1–2%")
	try("a value inside", 0.5, nil)
	if room, err := n.Room(ctx, program, key); err != nil || len(room.Incident.KPIs) != 1 || !room.Incident.KPIs[0].Recovered() || *room.Incident.KPIs[0].Baseline != room.Incident.KPIs[0].Baseline.Rounded() {
		t.Errorf("what was known stands beside the value, with the digits that people read: %+v, %v", room.Incident.KPIs, err)
	}

	if shows := "error_rate 0.5% (≤ 0.571%; read by hand; Prometheus showed 40% at 2026-03-01 09:30 UTC)"; !strings.Contains(lastText(t, n, key), shows) {
		t.Errorf("%q does not say what Prometheus showed", lastText(t, n, key))
	}

	begin()
	up = false
	try("Prometheus is away", 40, nil)

	begin()
	up = true
	r, err := n.Recover(ctx, program, key, tracker.RecoveryRequest{Reason: "it ended by itself"})
	if err != nil || r.Recovered {
		t.Fatalf("%+v, %v", r, err)
	}
	up = false
	try("Prometheus went away after it refused", 40, nil, outside, learnt)
	try("and a range of one's own beside what was refused", 40, wide, "does not count")
	try("Prometheus went away, and it is inside", 0.5, nil)

	up, now40 = true, false
	begin()
	try("Prometheus is back to normal, the value is not", 0.7, nil, outside, "≤ 0.5", learnt)
	try("and is outside of a range of one's own", 0.7, &incident.Range{Low: 0, High: 0.6}, outside, "0–0.6%")
	try("but it is inside of it", 0.7, &incident.Range{Low: 0, High: 1})
	if text := lastText(t, n, key); strings.Contains(text, "Prometheus") {
		t.Errorf("%q: Prometheus said nothing else", text)
	}

	still = true
	begin()
	try("how far a value that never moves may move is not known", 0.7, nil)
	begin()
	try("and the person's own range counts", 0.7, &incident.Range{Low: 0, High: 0.6}, outside, "0–0.6%")
	now40 = true
	begin()
	try("but Prometheus shows that it moved", 40, wide, outside, "≤ 0.5", "does not count", learnt)
	try("with no range either", 40, nil, outside, "≤ 0.5", learnt)
	still = false

	begin()
	up, history = true, false
	try("too little is known, and the person's own range speaks against it", 40, &incident.Range{Low: 0, High: 1}, outside)
	try("no range is kept that a person gave", 40, nil)
}

// lastText gives what the last event of an incident says.
func lastText(t *testing.T, n *tracker.Tracker, key string) string {
	t.Helper()
	room, err := n.Room(context.Background(), program, key)
	must(t, err)
	return room.Events[len(room.Events)-1].Text
}
