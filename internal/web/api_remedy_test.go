package web

import (
	"strings"
	"testing"
)

// TestTheAPITeachesNoCommandLine: what is refused names the field or the operation that
// puts it right.
func TestTheAPITeachesNoCommandLine(t *testing.T) {
	s := newSite(t, nil)
	for _, lang := range []string{"en", "ja"} {
		p := s.person(lang)
		base := "/incidents/" + p.recovered("Checkout fails")
		p.must(p.call("POST", base+"/roles", `{"role":"IC","person":"@chie","do":"assign"}`), 200)
		for _, c := range []struct{ path, body, says string }{
			{"/incidents", `{"title":" ","severity":"SEV2"}`, "title"},
			{base + "/action-items/AI-1/verification", `{"evidence":" "}`, "evidence"},
			{"/incidents/INC-2026-9999/events", `{"kind":"note","text":"x"}`, "GET /incidents"},
			{base + "/reopen", `{"reason":" "}`, "reason"},
			{base + "/events", `{"kind":"note","text":"x","corrected_at":"2026-01-01T00:00:00Z"}`, "correction"},
			{base + "/events", `{"kind":"correction","text":"x","corrects":"none"}`, "/incidents/{key}"},
			{base + "/checklist/nothing", ``, "/incidents/{key}/checklist"},
			{base + "/roles", `{"role":"IC","person":"@ben","do":"assign"}`, "@chie"},
			{base + "/reports", `{"kind":"completion","next_at":"2027-01-01T00:00:00Z"}`, "next_at"},
			{base + "/close", ``, "/incidents/{key}/"},
			{base + "/events", `{"kind":"note","text":"x","links":["https://example.com/` + strings.Repeat("x", 5000) + `"]}`, "https://example.com/"},
		} {
			a := p.call("POST", c.path, c.body)
			if a.status < 400 || a.status >= 500 || strings.Contains(a.body, " --") || strings.Contains(a.body, "pmtracker ") || strings.Contains(a.body, `\\\"`) || !strings.Contains(a.body, c.says) {
				t.Errorf("%s %s: %d %s", c.path, c.body[:min(len(c.body), 80)], a.status, a.body)
			}
		}
	}
}

// TestTheGateNamesWhatAServerHas: what puts right a missing report or recovery is an
// operation or a form, not a line of a file.
func TestTheGateNamesWhatAServerHas(t *testing.T) {
	s := newSite(t, nil)
	for _, lang := range []string{"en", "ja"} {
		p := s.person(lang)
		key := p.declared(1)
		gate := p.must(p.call("GET", "/incidents/"+key, ""), 200).body
		panel := p.must(p.get("/incidents/"+key), 200).body
		for what, text := range map[string]string{"the API": gate, "the panel": between(panel, `id="gate"`, "</section>")} {
			for _, file := range []string{"recovered_at:", "report table", "連絡の表"} {
				if strings.Contains(text, file) {
					t.Errorf("%s names %s: %s", what, file, text)
				}
			}
		}
		for _, operation := range []string{"POST /incidents/{key}/recovery", "POST /incidents/{key}/reports"} {
			if !strings.Contains(gate, operation) {
				t.Errorf("the API does not name %s: %s", operation, gate)
			}
		}
	}
}
