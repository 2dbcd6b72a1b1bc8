package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/pmtracker/pmtracker/internal/mcp"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// call sends JSON to the API, whose answer has to be as it is described. headers come as name, value, …
func (p *person) call(method, path, body string, headers ...string) answer {
	p.Helper()
	r := p.request(method, "/api/v1"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	a := p.do(r)
	p.described(method, path, a)
	return a
}

func TestAPIFromDeclarationToGate(t *testing.T) {
	p := newSite(t, nil).person("en")
	declare := `{"title":"Checkout fails","severity":"SEV2","service":"checkout"}`
	first := p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k1"), 201)
	again := p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k1"), 201)
	if first.body != again.body || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("a creation that is sent again is made again: %s, %s", first.body, again.body)
	}
	p.must(p.call("POST", "/incidents", strings.Replace(declare, "fails", "slow", 1), "Idempotency-Key", "k1"), 422)
	p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k2"), 201)
	bad := p.must(p.call("POST", "/incidents", `{"title":"","severity":"SEV9","x":1}`), 422)
	if bad.header.Get("Content-Type") != "application/problem+json" || !strings.Contains(bad.body, "body.severity") {
		t.Errorf("a bad request is answered with %s", bad.body)
	}

	seen := p.must(p.call("GET", "/incidents/INC-2026-0001", ""), 200)
	tag := seen.header.Get("ETag")
	p.must(p.call("POST", "/incidents/INC-2026-0001/events", `{"kind":"containment","text":"rolled back"}`, "If-Match", tag), 201)
	p.must(p.call("POST", "/incidents/INC-2026-0001/events", `{"kind":"note","text":"late"}`, "If-Match", tag), 412)
	p.must(p.call("POST", "/incidents/INC-2026-0001/recovery", `{"kpis":[{"name":"error_rate","unit":"%","value":0.2,"low":0,"high":2,"read_by":"@akiko"}]}`), 200)
	second := p.must(p.call("POST", "/incidents/INC-2026-0001/recovery", `{"kpis":[{"name":"error_rate","unit":"%","value":0.1,"low":0,"high":2,"read_by":"@ben"}]}`), 422)
	if !strings.Contains(second.body, "was declared already at") {
		t.Errorf("a second recovery: %s", second.body)
	}
	if body := p.must(p.call("GET", "/incidents/INC-2026-0001", ""), 200).body; strings.Count(body, `"kind":"recovery"`) != 1 || strings.Contains(body, `"value":0.1`) {
		t.Errorf("a second recovery changed something: %s", body)
	}
	paper := p.must(p.call("POST", "/incidents/INC-2026-0001/postmortem", ""), 200)
	var d struct {
		Text     string `json:"text"`
		Digest   string `json:"digest"`
		Revision int    `json:"revision"`
	}
	if err := json.Unmarshal([]byte(paper.body), &d); err != nil || d.Revision != 1 {
		t.Fatalf("no postmortem: %v %s", err, paper.body)
	}
	edited, err := json.Marshal(map[string]string{"text": d.Text + "\nmore\n"})
	if err != nil {
		t.Fatal(err)
	}
	p.must(p.call("PUT", "/incidents/INC-2026-0001/postmortem", string(edited)), 428) // If-Match is needed
	p.must(p.call("PUT", "/incidents/INC-2026-0001/postmortem", string(edited), "If-Match", paper.header.Get("ETag")), 200)
	p.must(p.call("PUT", "/incidents/INC-2026-0001/postmortem", string(edited), "If-Match", paper.header.Get("ETag")), 412)
	p.must(p.call("POST", "/incidents/INC-2026-0001/reviews", `{"digest":"`+d.Digest+`","verdict":"approve"}`), 409)
	closing := p.must(p.call("POST", "/incidents/INC-2026-0001/close", ""), 422)
	if !strings.Contains(closing.body, "G1") || !strings.Contains(closing.body, "G6") {
		t.Errorf("the refusal does not name the rules: %s", closing.body)
	}
	if strings.Contains(closing.body, ` "`) {
		t.Errorf("a place ends in a space: %s", closing.body)
	}
	p.must(p.call("GET", "/incidents/INC-2026-9999", ""), 404)
	list := p.must(p.call("GET", "/incidents?limit=1", ""), 200)
	if !strings.Contains(list.body, `"next":"INC-2026-0002"`) {
		t.Errorf("the first page names no next: %s", list.body)
	}
	p.must(p.call("GET", "/action-items?overdue=true", ""), 200)
	if a := p.must(p.call("GET", "/openapi.json", ""), 200); !strings.Contains(a.body, `"openapi":"3.1`) {
		t.Error("the description is not OpenAPI 3.1")
	}
	if a := p.must(p.get("/api"), 200); !strings.Contains(a.body, "Run the gate, and close") {
		t.Error("the page does not list the API")
	}
}

func TestAPINeedsAToken(t *testing.T) {
	s, admin := signedSite(t, nil)
	p := s.person("en")
	for _, path := range []string{"/incidents", "/action-items"} {
		if a := p.must(p.call("GET", path, ""), 401); a.header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s does not say how to sign in", path)
		}
	}
	p.must(p.do(p.request(http.MethodPost, "/mcp", strings.NewReader("{}"))), 401)
	page := admin.must(admin.post("/account/tokens", "name", "ci", "access", "viewer", "days", "1"), 200).body
	_, rest, _ := strings.Cut(page, `id="secret">`)
	secret, _, _ := strings.Cut(rest, "<")
	p.must(p.call("GET", "/incidents", "", "Authorization", "Bearer "+secret), 200)
	p.must(p.call("POST", "/incidents", `{"title":"x","severity":"SEV3"}`, "Authorization", "Bearer "+secret), 403)
}

func TestAssistantGetsTheWordsOfTheGate(t *testing.T) {
	s := newSite(t, nil)
	key := s.person("en").recovered("Checkout fails")
	here, there := sdk.NewInMemoryTransports()
	server, err := mcp.NewServer(s.tracker, tracker.CommandLine("@akiko"), false).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	client, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = client.Close(), server.Close() })
	tools, err := client.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range tools.Tools {
		if !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s may change something", tool.Name)
		}
	}
	ask := func(tool string, arguments map[string]any) string {
		t.Helper()
		got, err := client.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got := ask("why_not_closed", map[string]any{"incident": key}); !strings.Contains(got, "the postmortem has no action item") {
		t.Errorf("the gate's words are not there: %s", got)
	}
	if got := ask("get_incident", map[string]any{"incident": key}); !strings.Contains(got, `"mttr":"0 min"`) && !strings.Contains(got, `"mttr":"1 s"`) {
		t.Errorf("the time to recovery is not written as elsewhere: %s", got)
	}
	for tool, arguments := range map[string]map[string]any{"list_incidents": {}, "get_incident": {"incident": key}, "list_action_items": {"overdue": true}, "search": {"words": "Checkout"}} {
		if got := ask(tool, arguments); strings.Contains(got, `"isError":true`) {
			t.Errorf("%s: %s", tool, got)
		}
	}
	if got := ask("get_incident", map[string]any{"incident": "INC-1"}); !strings.Contains(got, "there is no incident") {
		t.Errorf("an incident that is not there gives %s", got)
	}
}
