package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// secretPaper is a postmortem that lies on the server and is none of an incident.
const secretPaper = "---\nincident: secret\ntitle: not for the network\nauthor: \"@root\"\n---\n# x\n\n## Action items\n\n### AI-1: x\n- Owner: @root\n"

// TestPathsReachNoFile: nobody who comes over the network reads or changes a file of
// the server by naming it where an incident is named, and static files are those of
// the program.
func TestPathsReachNoFile(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	files := []string{filepath.Join(folder, "secret.md"), filepath.Join(folder, "secret")}
	for _, file := range files {
		if err := os.WriteFile(file, []byte(secretPaper), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := newSite(t, func(o *Options) { o.AssistantsWrite = true })
	p := s.person("en")
	tricks := []string{"secret.md", "secret", files[0], "./secret.md", "../" + filepath.Base(folder) + "/secret.md", `..\secret.md`, "secret.md\x00", "/etc/passwd"}
	for _, trick := range tricks {
		key := url.PathEscape(trick)
		for _, path := range []string{"", "/review", "/edit", "/history", "/items/AI-1", "/postmortem.md", "/export.html", "/timeline.svg", "/tickets"} {
			p.reachesNothing(p.get("/incidents/"+key+path), trick+path)
		}
		for path, form := range map[string][]string{
			"/items/AI-1": {"owner", "@evil"}, "/items/AI-1/verify": {"evidence", "x"}, "/edit": {"text", "evil", "base", "0"}, "/line": {"line", "2", "text", "evil", "base", "0"},
			"/close": nil, "/approve": {"verdict", "approve"}, "/tickets": nil, "/generate": nil, "/reopen": {"reason", "x"}, "/log": {"text", "x"},
		} {
			p.reachesNothing(p.post("/incidents/"+key+path, form...), trick+path)
		}
		for _, path := range []string{"", "/gate", "/postmortem"} {
			p.reachesNothing(p.call("GET", "/incidents/"+key+path, ""), trick+path)
		}
		p.reachesNothing(p.call("POST", "/incidents/"+key+"/close", ""), trick)
		p.reachesNothing(p.call("PATCH", "/incidents/"+key+"/action-items/AI-1", `{"owner":"@evil"}`), trick)
	}
	for _, path := range []string{"/static/../secret.md", "/static/%2e%2e/secret.md", "/static/..%2fsecret.md", "/static/x/..%5csecret.md", "/static//" + files[0], "/static/app.css/../../secret.md", "/..%2fsecret.md"} {
		p.reachesNothing(p.get(path), path)
	}
	client := s.assistant("")
	for _, trick := range tricks {
		for tool, arguments := range map[string]map[string]any{
			"get_incident": {}, "why_not_closed": {}, "set_action_item": {"item": "AI-1", "fields": map[string]string{"owner": "@evil"}}, "open_tickets": {},
			"log_event": {"kind": "note", "text": "x"}, "tick_step": {"step": "contain"}, "comment": {"line": 2, "text": "x"},
		} {
			arguments["incident"] = trick
			got, err := client.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
			if err == nil && !got.IsError {
				t.Errorf("%s takes %q", tool, trick)
			}
		}
	}
	for _, file := range files {
		if text, err := os.ReadFile(file); err != nil || string(text) != secretPaper {
			t.Errorf("%s was changed: %v: %s", file, err, text)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != len(files) {
		t.Errorf("something was written beside them: %v %v", left, err)
	}
}

// reachesNothing fails the test where an answer is of a file.
func (p *person) reachesNothing(a answer, what string) {
	p.Helper()
	if a.status < 300 || a.status == http.StatusSeeOther || strings.Contains(a.body, "not for the network") {
		p.Errorf("%q is answered with %d %s", what, a.status, plainText(a.body))
	}
}
