package web

import (
	"strings"
	"testing"
)

// TestDeclareWithImpact: the page and the API ask for the harm, which proposes the
// severity; where data is at risk, the safe stop is the first step of the checklist.
func TestDeclareWithImpact(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	if page := p.must(p.get("/declare"), 200).body; !strings.Contains(page, `name="data_at_risk"`) || !strings.Contains(page, `name="customers"`) {
		t.Error("the page does not ask for the harm")
	}
	room := p.must(p.post("/declare", "title", "Orders are lost", "severity", "", "customers", "partial", "data_at_risk", "1"), 303).location
	body := p.must(p.get(room), 200).body
	list := body[strings.Index(body, `id="checklist"`):]
	if !strings.Contains(body, "sev-SEV1") || strings.Index(list, "Data is at risk: make it safe first") > strings.Index(list, "T+10") || !strings.Contains(list, "Data is at risk: make it safe first") {
		t.Errorf("the room does not begin with the safe stop: %s", list)
	}
	if plain := p.must(p.post("/declare", "title", "Checkout is slow"), 303).location; !strings.Contains(p.must(p.get(plain), 200).body, "sev-SEV3") {
		t.Error("without any word of the harm the severity is not SEV3")
	}
	p.must(p.post("/declare", "title", "x", "customers", "some"), 400)
	made := p.must(p.call("POST", "/incidents", `{"title":"Orders are lost","customers":"none","data_at_risk":true}`), 201).body
	if !strings.Contains(made, `"severity":"SEV2"`) || !strings.Contains(made, `"data_at_risk":true`) {
		t.Error(made)
	}
	p.must(p.call("POST", "/incidents", `{"title":"x"}`), 422)
}
