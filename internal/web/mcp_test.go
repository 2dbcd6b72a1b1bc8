package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// bearer sends a token with each request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// assistant connects over HTTP with the token of somebody.
func (s *site) assistant(token string) *sdk.ClientSession {
	s.Helper()
	transport := &sdk.StreamableClientTransport{Endpoint: s.url + "/mcp", HTTPClient: &http.Client{Transport: bearer(token)}, DisableStandaloneSSE: true}
	client, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(s.Context(), transport, nil)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = client.Close() })
	return client
}

// tokenOf makes a token of somebody.
func (s *site) tokenOf(name string, access tracker.Access) string {
	s.Helper()
	actor, err := s.tracker.Account(s.Context(), name, "test")
	if err != nil {
		s.Fatal(err)
	}
	_, token, err := s.tracker.NewToken(s.Context(), actor, "assistant", access, s.tracker.Now().AddDate(0, 0, 1))
	if err != nil {
		s.Fatal(err)
	}
	return token
}

func toolsOf(t *testing.T, c *sdk.ClientSession) []string {
	t.Helper()
	list, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
	}
	return names
}

var writeTools = []string{"log_event", "tick_step", "comment", "set_action_item", "open_tickets"}

func TestAssistantsReadOnlyOverHTTPUnlessAllowed(t *testing.T) {
	s, admin := signedSite(t, nil)
	s.signedIn(admin, "@resp", tracker.Admin)
	names := toolsOf(t, s.assistant(s.tokenOf("@resp", tracker.Admin)))
	if !slices.Contains(names, "why_not_closed") {
		t.Errorf("the tools are %v", names)
	}
	for _, name := range writeTools {
		if slices.Contains(names, name) {
			t.Errorf("%s is offered although nobody allowed it", name)
		}
	}
}

func TestAssistantsWriteAsTheOwnerOfTheirToken(t *testing.T) {
	s, admin := signedSite(t, func(o *Options) { o.AssistantsWrite = true })
	key := s.signedIn(admin, "@resp", tracker.Responder).recovered("Checkout fails")
	call := func(c *sdk.ClientSession, tool string, arguments map[string]any) *sdk.CallToolResult {
		t.Helper()
		got, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
		if err != nil {
			t.Fatalf("%s: %v", tool, err)
		}
		return got
	}
	writer := s.assistant(s.tokenOf("@resp", tracker.Responder))
	if names := toolsOf(t, writer); !slices.Contains(names, "log_event") || slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, "approve") || strings.Contains(n, "close_") }) {
		t.Errorf("the tools are %v", names)
	}
	for tool, arguments := range map[string]map[string]any{
		"log_event": {"incident": key, "kind": "note", "text": "an assistant was here"},
		"comment":   {"incident": key, "line": 2, "text": "who was affected?"},
	} {
		if got := call(writer, tool, arguments); got.IsError {
			t.Errorf("%s is refused: %+v", tool, got.Content[0])
		}
	}
	seen, err := s.tracker.Show(t.Context(), tracker.CommandLine("@root"), key)
	if err != nil {
		t.Fatal(err)
	}
	if e := seen.Events[len(seen.Events)-1]; e.Text != "an assistant was here" || e.RecordedBy != "@resp" {
		t.Errorf("the event is %+v", e)
	}
	// What its owner may not do, an assistant may not: a token that only reads is
	// offered no writes, and an incident's rules hold.
	if names := toolsOf(t, s.assistant(s.tokenOf("@resp", tracker.Viewer))); slices.Contains(names, "log_event") {
		t.Errorf("a token that only reads is offered %v", names)
	}
	if got := call(writer, "set_action_item", map[string]any{"incident": key, "item": "AI-1", "fields": map[string]string{"nonsense": "x"}}); !got.IsError {
		t.Error("a field that there is not is written")
	}
	if got := call(writer, "tick_step", map[string]any{"incident": key, "step": "nonsense"}); !got.IsError {
		t.Error("a step that there is not is ticked")
	}
	admin.must(admin.post("/account/people", "account", "@resp", "access", "viewer"), 303)
	got, err := writer.CallTool(t.Context(), &sdk.CallToolParams{Name: "log_event", Arguments: map[string]any{"incident": key, "kind": "note", "text": "too late"}})
	if err == nil && !got.IsError {
		t.Error("somebody whose access was taken away still writes")
	}
}

// acceptLanguage asks for a language with each request.
type acceptLanguage struct {
	lang string
	next http.RoundTripper
}

func (a acceptLanguage) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Accept-Language", a.lang)
	return a.next.RoundTrip(r)
}

// TestAssistantsAreToldInTheirLanguage: what is refused over HTTP is said in the
// language of the account, and where that one chose none in that of the request.
func TestAssistantsAreToldInTheirLanguage(t *testing.T) {
	s, admin := signedSite(t, nil)
	person := s.signedIn(admin, "@ben", tracker.Viewer)
	token := s.tokenOf("@ben", tracker.Viewer)
	const en, ja = "there is no incident INC-1999-0001", "インシデント INC-1999-0001 はありません"
	for _, c := range []struct{ chosen, asked, want string }{{"", "ja", ja}, {"", "en", en}, {"", "fr", en}, {"ja", "en", ja}, {"en", "ja", en}} {
		person.must(person.post("/preferences", "lang", c.chosen, "zone", "", "back", "/account"), 303)
		transport := &sdk.StreamableClientTransport{Endpoint: s.url + "/mcp", HTTPClient: &http.Client{Transport: acceptLanguage{c.asked, bearer(token)}}, DisableStandaloneSSE: true}
		client, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), transport, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := client.CallTool(t.Context(), &sdk.CallToolParams{Name: "get_incident", Arguments: map[string]any{"incident": "INC-1999-0001"}})
		if err != nil {
			t.Fatal(err)
		}
		_ = client.Close()
		if said, ok := got.Content[0].(*sdk.TextContent); !ok || !got.IsError || !strings.Contains(said.Text, c.want) {
			t.Errorf("chosen %q, asked %q: %+v", c.chosen, c.asked, got.Content[0])
		}
	}
}
