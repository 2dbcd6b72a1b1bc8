package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestAMissingIncidentIsSaidFirst: before anything else is asked of a request.
func TestAMissingIncidentIsSaidFirst(t *testing.T) {
	p := newSite(t, nil).person("en")
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/comments", ""}, {"GET", "", ""}, {"GET", "/checklist", ""}, {"GET", "/deliveries", ""},
		{"POST", "/postmortem/check", `{"text":"x"}`},
		{"POST", "/roles", `{"role":"Ops","person":"@chie, @dan","do":"assign"}`},
		{"POST", "/events", `{"kind":"note","text":" "}`},
		{"POST", "/reports/preview", `{"kind":"first"}`},
	} {
		if a := p.must(p.call(c.method, "/incidents/INC-2099-9999"+c.path, c.body), 404); a.header.Get("ETag") != "" || !strings.Contains(a.body, "there is no incident INC-2099-9999") {
			t.Errorf("%s %s: %v %s", c.method, c.path, a.header, a.body)
		}
	}
}

// TestARecoveryNamesEveryKPI: as the command line and the page do.
func TestARecoveryNamesEveryKPI(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
	p.must(p.call("POST", base+"/events", `{"kind":"containment","text":"rolled back"}`), 201)
	a := p.must(p.call("POST", base+"/recovery", `{"kpis":[{"name":"error_rate","unit":"%","value":9,"low":0,"high":2,"read_by":"@akiko"},{"name":"latency_p95","unit":"ms","value":900,"low":0,"high":300,"read_by":"@akiko"}]}`), 422)
	for _, want := range []string{`"location":"error_rate"`, `"location":"latency_p95"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("%s is missing in %s", want, a.body)
		}
	}
}

// TestAReplayIsOfTheVeryRequest: its query counts, and its answer has its ETag again.
func TestAReplayIsOfTheVeryRequest(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	first := p.must(p.call("POST", base+"/postmortem?lang=en", "", "Idempotency-Key", "k"), 200)
	again := p.must(p.call("POST", base+"/postmortem?lang=en", "", "Idempotency-Key", "k"), 200)
	if tag := first.header.Get("ETag"); tag == "" || again.header.Get("ETag") != tag || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("the answer came with %v, and again with %v", first.header, again.header)
	}
	p.must(p.call("POST", base+"/postmortem?lang=ja", "", "Idempotency-Key", "k"), 422)
	r := p.request(http.MethodPost, "/api/v1/incidents", struct{ *strings.Reader }{strings.NewReader(strings.Repeat("x", 5<<20))}) // of no known length: in chunks
	r.Header.Set("Idempotency-Key", "large")
	if a := p.must(p.do(r), 413); !strings.Contains(a.body, "larger than 4 MB") {
		t.Errorf("what is too large is refused with %s", a.body)
	}
}

// TestWhatIsLongIsSaidAtEveryDoor: the same sentence at the page as at the command line.
func TestWhatIsLongIsSaidAtEveryDoor(t *testing.T) {
	s := newSite(t, nil)
	p, ja := s.person("en"), s.person("ja")
	long := strings.Repeat("長", 201)
	if a := p.must(p.post("/declare", "title", long, "severity", "SEV2"), 400); !strings.Contains(plainTextAll(a.body), "title has 201 characters, and 200 are the most") {
		t.Errorf("%s", plainText(a.body))
	}
	if a := ja.must(ja.post("/declare", "title", "x", "service", long, "severity", "SEV2"), 400); !strings.Contains(a.body, "サービス名が 201 文字あり") {
		t.Errorf("%s", plainText(a.body))
	}
	p.must(p.call("POST", "/incidents", `{"title":"`+long+`","severity":"SEV2"}`), 422)
	p.must(p.post("/declare", "title", long[:600], "severity", "SEV2"), 303)
	base := "/incidents/" + p.recovered("Checkout fails")
	text := strings.Repeat("One more sentence.\n", 100_000) // 1.9 MB
	p.must(p.call("POST", base+"/postmortem/check", `{"text":"`+strings.ReplaceAll(text, "\n", `\n`)+`"}`), 200)
}

// TestPreviewAndNames: a preview is of what its sender saw, the scheme of a token is
// known in any case, and a program that asks under another name reads a problem.
func TestPreviewAndNames(t *testing.T) {
	s, admin := signedSite(t, nil)
	p := s.person("en")
	token := admin.token("ci", "admin")
	p.must(p.call("GET", "/incidents", "", "Authorization", "bearer "+token), 200)
	p.must(p.call("GET", "/incidents", "", "Authorization", "Basic "+token), 401)
	base := "/incidents/" + admin.recovered("Checkout fails")
	admin.must(admin.call("POST", base+"/reports/preview", `{"kind":"completion"}`, "If-Match", `"wrong"`), 412)
	r := p.request(http.MethodGet, "/api/v1/incidents", nil)
	r.Host = "elsewhere.example"
	if a := p.must(p.do(r), 421); a.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("a foreign name is answered with %v", a.header)
	}
}
