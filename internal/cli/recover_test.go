package cli_test

import (
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pmtracker/pmtracker/internal/kpi/prometheustest"
)

// TestRecoverByPrometheus declares recovery against a real Prometheus with 31
// days of history: an incident began on 2026-03-01 at 09:10 in Tokyo and the
// error rate went back at 09:35.
func TestRecoverByPrometheus(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*3600)
	began := time.Date(2026, 3, 1, 9, 10, 0, 0, tokyo)
	errors := func(at time.Time) (float64, bool) {
		if !at.Before(began) && at.Before(began.Add(25*time.Minute)) {
			return 9, true
		}
		return 0.5 + 0.1*math.Sin(float64(at.Unix()/60)), true
	}
	p95 := func(at time.Time) (float64, bool) { // nothing was measured from 09:50 to 10:10
		return 120 + 5*math.Cos(float64(at.Unix()/60)), at.Before(began.Add(40*time.Minute)) || at.After(began.Add(time.Hour))
	}
	address := prometheustest.Start(t, began.AddDate(0, 0, -31), began.Add(2*time.Hour),
		prometheustest.Series{Name: "error_rate", Value: errors}, prometheustest.Series{Name: "p95", Value: p95})
	testscript.Run(t, testscript.Params{
		Dir: "testdata/prometheus", RequireExplicitExec: true, RequireUniqueNames: true, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"now": func(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv("PMTRACKER_NOW", args[0]) },
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("PROMETHEUS_URL", address)
			env.Setenv("PROMETHEUS_DOWN", "http://user:s3cret@127.0.0.1:1")
			env.Setenv("PROMETHEUS_HOST", strings.TrimPrefix(address, "http://"))
			return setUp(env)
		},
	})
}
