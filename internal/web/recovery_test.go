package web

import (
	"html"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestRecoveryFormKeepsWhatWasTyped: a value is read as the command line reads it, and
// what is refused comes back as it was written.
func TestRecoveryFormKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
	if n := strings.Count(p.get(base+"/recover").body, `name="value"`); n != 3 {
		t.Errorf("without configured KPIs there are %d rows", n)
	}
	form := []string{"name", "error_rate", "value", "０．４％", "low", "0", "high", "1%", "name", "p95", "value", "about 180", "low", "", "high", "250",
		"read_by", "@ben", "reason", "the load went away"}
	kept := func(a answer, want ...string) {
		t.Helper()
		for _, text := range append(want, `value="p95"`, `value="@ben"`, `value="the load went away"`, `value="error_rate"`, `value="０．４％"`) {
			if !strings.Contains(html.UnescapeString(a.body), text) {
				t.Errorf("the form lacks %s: %s", text, plainText(a.body))
			}
		}
	}
	kept(p.must(p.post(base+"/recover", form...), 400), `"about 180" is not a number`, `value="about 180"`)
	more := p.must(p.post(base+"/recover", append(form, "more", "1")...), 200)
	kept(more, `value="about 180"`)
	if n := strings.Count(more.body, `name="value"`); n < 4 {
		t.Errorf("there are %d rows after more were asked for", n)
	}
	form[11] = "900 ms"
	kept(p.must(p.post(base+"/recover", form...), 422), "p95", `value="900 ms"`)
	form[11], form[19] = "180 ms", ""
	if a := p.must(p.post(base+"/recover", form...), 422); !strings.Contains(a.body, `value="180 ms"`) {
		t.Error("a refusal for want of a reason loses the values")
	}
	form[19] = "the load went away"
	p.must(p.post(base+"/recover", form...), 303)
	if text := plainTextAll(p.get(base + "/recover").body); !strings.Contains(text, "0.4%") || !strings.Contains(text, "180 ms") {
		t.Errorf("the values are not kept: %s", text)
	}
}

// TestRecoveryBelongsToSomebody: where nobody is named who read a value, who declares
// did; and the range that the team fixed is not another one for one recovery.
func TestRecoveryBelongsToSomebody(t *testing.T) {
	s := newSite(t, nil)
	low := 99.5
	s.tracker.Config.KPIs = []config.KPI{{Name: "success_rate", Unit: "%", Low: &low}}
	p := s.person("en")
	base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
	p.must(p.call("POST", base+"/events", `{"kind":"containment","text":"rolled back"}`), 201)
	if a := p.must(p.post(base+"/recover", "name", "success_rate", "value", "99.4", "low", "0", "high", "100", "read_by", ""), 422); !strings.Contains(a.body, "fixed in .pmtracker.yaml") {
		t.Errorf("the form takes another range: %s", plainText(a.body))
	}
	if a := p.must(p.call("POST", base+"/recovery", `{"kpis":[{"name":"success_rate","unit":"%","value":99.4,"low":0,"high":100,"read_by":""}]}`), 422); !strings.Contains(a.body, "fixed in .pmtracker.yaml") {
		t.Errorf("the API takes another range: %s", a.body)
	}
	for _, open := range []string{`"value":9}`, `"value":9,"unit":null,"low":null,"high":null,"read_by":"@ben"}`, `"value":9,"unit":"%","low":null}`} {
		if a := p.must(p.call("POST", base+"/recovery", `{"kpis":[{"name":"success_rate",`+open+`]}`), 422); strings.Contains(a.body, "required property") || !strings.Contains(a.body, "99.5") {
			t.Errorf("%s: without a range it is not held against the one that is fixed: %s", open, a.body)
		}
	}
	p.must(p.post(base+"/recover", "name", "success_rate", "value", "99.9", "low", "99.5", "high", "", "read_by", " "), 303)
	if body := p.must(p.call("GET", base, ""), 200).body; !strings.Contains(body, `"read_by":"@akiko"`) {
		t.Errorf("nobody read the value: %s", body)
	}
}

func TestValuesOfAnOpenRangeStandEmpty(t *testing.T) {
	var v recoverView
	high := 2.0
	v.ask([]incident.KPI{{Name: "error_rate", Baseline: incident.RangeOf(nil, &high)}})
	if v.rows[0].low != "" || v.rows[0].high != "2" {
		t.Errorf("%+v", v.rows[0])
	}
}
