package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/cli"
)

const timelineYAML = `incident: INC-2026-0042
title: Card payments fail after a deploy
severity: SEV2
service: checkout
author: akiko@example.com
timezone: UTC
occurred_at: 2026-03-01T09:00:00Z
events:
  - {at: 2026-03-01T09:04:00Z, kind: detection, actor_role: Ops, text: The error rate alert fires}
  - {at: 2026-03-01T09:20:00Z, kind: containment, actor_role: Ops, text: The deploy is rolled back}
  - {at: 2026-03-01T09:40:00Z, kind: recovery, actor_role: IC, text: The error rate is back in its range}
kpis: [{name: error rate, unit: "%", value: 0.4, baseline: [0, 1]}]
reports: [{kind: completion, sent_at: 2026-03-01T10:00:00Z, audience: customers, tickets: ["https://github.com/acme/checkout/issues/1"]}]
action_items:
  - {title: Deploys roll back by themselves, kind: prevent, owner: "@ben", due: 2026-04-01, when: a deploy raises the error rate above 2% for 5 minutes,
     before: the engineer on call decides by hand, after: the deploy pipeline rolls back within 2 minutes and pages on-call, verified_by: the game day on 2026-05-01 sees the rollback}
`

// oneIssueGitHub is a GitHub that keeps the issues it is sent.
func oneIssueGitHub(t *testing.T) (*httptest.Server, *[]map[string]any) {
	var issues []map[string]any
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		answer := func(v any) { _ = json.NewEncoder(w).Encode(v) }
		path := strings.TrimPrefix(r.URL.Path, "/repos/acme/checkout")
		switch {
		case strings.HasPrefix(path, "/assignees/"):
			w.WriteHeader(http.StatusNoContent)
		case r.URL.Path == "/user":
			answer(map[string]any{"login": "bot"})
		case path == "/issues" && r.Method == http.MethodPost:
			var in map[string]any
			_ = json.NewDecoder(r.Body).Decode(&in)
			n := len(issues) + 1
			issue := map[string]any{"number": n, "title": in["title"], "body": in["body"], "state": "open", "user": map[string]any{"login": "bot"},
				"html_url": fmt.Sprintf("https://github.com/acme/checkout/issues/%d", n), "assignees": []any{map[string]any{"login": "ben"}},
				"labels": []any{map[string]any{"name": "postmortem"}}}
			issues = append(issues, issue)
			w.WriteHeader(http.StatusCreated)
			answer(issue)
		case path == "/issues":
			answer(issues)
		case path == "/issues/1" && len(issues) > 0:
			answer(issues[0])
		default:
			t.Logf("not answered: %s %s", r.Method, r.URL)
			w.WriteHeader(http.StatusNotFound)
			answer(map[string]any{"message": "Not Found"})
		}
	}))
	t.Cleanup(server.Close)
	return server, &issues
}

func run(args ...string) (code int, out, talk string) {
	var stdout, stderr bytes.Buffer
	code = cli.Main(args, cli.IO{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	return code, stdout.String(), stderr.String()
}

func TestFromTimelineToClosed(t *testing.T) {
	server, issues := oneIssueGitHub(t)
	t.Setenv("GITHUB_API_URL", server.URL)
	t.Setenv("GITHUB_REPOSITORY", "acme/checkout")
	t.Setenv("GITHUB_TOKEN", "secret")
	dir := t.TempDir()
	yaml, md := filepath.Join(dir, "t.yaml"), filepath.Join(dir, "p.md")
	if err := os.WriteFile(yaml, []byte(timelineYAML), 0o600); err != nil {
		t.Fatal(err)
	}
	step := func(want int, args ...string) string {
		t.Helper()
		code, out, talk := run(args...)
		if code != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out, talk)
		}
		return out
	}
	step(0, "generate", yaml, "-o", md)
	if out := step(1, "close", md, "--format", "json"); !strings.Contains(out, `"rule":"G4","item":"AI-1"`) || !strings.Contains(out, `"rule":"G6"`) {
		t.Fatalf("refused for other reasons: %s", out)
	}
	step(0, "tickets", "create", md)
	step(0, "tickets", "create", md)
	if len(*issues) != 1 {
		t.Fatalf("%d tickets, want 1", len(*issues))
	}
	step(1, "approve", md, "--as", "akiko@example.com")
	step(0, "approve", md, "--as", "ben@example.com")
	step(0, "close", md)
	if text, _ := os.ReadFile(md); !strings.Contains(string(text), "status: closed\n") {
		t.Fatalf("the file does not say closed:\n%s", text)
	}
}
