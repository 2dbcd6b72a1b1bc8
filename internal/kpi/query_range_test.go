package kpi

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// ask puts one question to a server that answers as told.
func ask(t *testing.T, answer http.HandlerFunc) (found, error) {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL + "/prefix/")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 3, 1, 9, 0, 0, 500e6, time.UTC)
	q := queryRange{query: `sum(rate(x{a="b"}[5m]))`, from: from, until: from.Add(time.Hour), step: 90 * time.Second}
	return q.ask(context.Background(), server.Client(), address)
}

// TestQueryRange follows the example of the documentation, with values that are
// no numbers, for a server that takes POST and one that takes only GET.
func TestQueryRange(t *testing.T) {
	for _, refused := range []int{0, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotImplemented} {
		found, err := ask(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && refused != 0 {
				w.WriteHeader(refused)
				return
			}
			if got, want := r.FormValue("query")+r.FormValue("start")+r.FormValue("end")+r.FormValue("step"), `sum(rate(x{a="b"}[5m]))`+"1772355600.5"+"1772359200.5"+"90"; got != want || r.URL.Path != "/prefix/api/v1/query_range" {
				t.Errorf("asked %s with %s, not %s", r.URL.Path, got, want)
			}
			_, _ = w.Write([]byte(`{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"a"},"values":[
				[1435781430.781,"1.5"],[1435781445.781,"NaN"],[1435781460.781,"+Inf"]]}]},"warnings":["PromQL info: metric might not be a counter","a store is down"]}`))
		})
		if err != nil || len(found.series) != 1 || len(found.series[0].Values) != 3 || found.warning != "a store is down" {
			t.Fatalf("%v, %v", found, err)
		}
		v := found.series[0].Values
		if !v[0].at.Equal(time.UnixMilli(1435781430781)) || v[0].value != 1.5 || !math.IsNaN(v[1].value) || !math.IsInf(v[2].value, 1) {
			t.Errorf("%v", v)
		}
	}
}

func TestAnswersThatHoldNoValues(t *testing.T) {
	for body, want := range map[string]string{
		`{"status":"error","errorType":"bad_data","error":"parse error"}`: "parse error",
		`{"status":"success","data":{"result":[{"values":[[1,2,"3"]]}]}}`: "not that of Prometheus",
		`{"status":"success","data":{"result":[{"values":[[1,"x"]]}]}}`:   `"x" is no number`,
		`{"status":"success","data":{"result":[{"values":[[1]]}]}}`:       "no number",
		`{"status":"unheard of"}`:                    `"unheard of"`,
		`null`:                                       `status ""`,
		strings.Repeat(" ", maxAnswer+1) + `{}`:      "longer than 32 MB",
		`{"status":"success","data":{"result":"x"}}`: "not that of Prometheus",
	} {
		found, err := ask(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
		var said *refusal
		if !errors.As(err, &said) || !strings.Contains(said.said, want) {
			t.Errorf("%.80s: %v, %v", body, found, err)
		}
	}
}
