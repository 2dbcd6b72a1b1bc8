package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestCurvesOutlivePrometheus: the curves are kept with the incident when recovery
// is declared, also when it is refused. Once Prometheus has forgotten them, every
// page that shows the course still draws them, from another node, too.
func TestCurvesOutlivePrometheus(t *testing.T) {
	var level atomic.Value
	level.Store("9")
	prometheus := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`, everyStep(t, r, level.Load().(string)))
	}))
	t.Cleanup(prometheus.Close)
	dsn := storetest.SQLite(t)
	s := newSiteOn(t, dsn, nil)
	high := 2.0
	s.tracker.Config.KPIs = []config.KPI{{Name: "error_rate", Unit: "%", Query: "error_rate", Window: 10 * time.Minute, Baseline: 24 * time.Hour, High: &high}}
	s.tracker.Prometheus = func() (*kpi.Prometheus, error) { return kpi.New(prometheus.URL, nil) }
	p := s.person("en")
	recovering := func(title string, status int) (base string) {
		base = p.must(p.post("/declare", "title", title, "severity", "SEV2"), 303).location
		p.must(p.post(base+"/log", "text", "containment: the deploy is rolled back"), 303)
		if strings.Contains(p.get(base).body, `class="curve"`) {
			t.Errorf("%s has a curve before anybody asked for one", base)
		}
		p.must(p.post(base+"/recover"), status)
		return base
	}
	refused := recovering("Checkout answers 500", 422)
	level.Store("0.4")
	granted := recovering("Search is slow", 303)
	prometheus.Close() // what is not kept by now is lost
	p.must(p.post(granted+"/generate"), 303)
	for _, node := range []*person{p, newSiteOn(t, dsn, nil).person("en")} {
		for _, base := range []string{refused, granted} {
			paths := []string{base, base + "/timeline.svg"}
			if base == granted { // the other has no postmortem yet
				paths = append(paths, base+"/export.html")
			}
			for _, path := range paths {
				if body := node.must(node.get(path), 200).body; !strings.Contains(body, `class="curve"`) || !strings.Contains(body, "error_rate") {
					t.Errorf("%s shows no curve", path)
				}
			}
		}
	}
}

// everyStep gives the same value at every step that a range query asks for.
func everyStep(t *testing.T, r *http.Request, value string) string {
	var asked [3]float64
	for i, name := range []string{"start", "end", "step"} {
		var err error
		if asked[i], err = strconv.ParseFloat(r.FormValue(name), 64); err != nil {
			t.Errorf("%s: %v", name, err)
			return ""
		}
	}
	var values []string
	for at := asked[0]; at <= asked[1]; at += asked[2] {
		values = append(values, fmt.Sprintf(`[%.3f,"%s"]`, at, value))
	}
	return strings.Join(values, ",")
}
