package action_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// fork makes a pull request from a fork and runs the first of the two workflows,
// whose token may only read. It gives the report between them.
func fork(t *testing.T) (r *repository, report string) {
	r = newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head := r.pullRequest("changes", func() { r.write(map[string]string{openDocument: closedDocument(t, "ja", 3)}) })
	r.event("pull_request.opened.json", r.git("rev-parse", "master"), head, func(pr map[string]any) {
		pr["head"].(map[string]any)["repo"].(map[string]any)["full_name"] = "eve/Hello-World"
	})
	r.ticket("INC-2026-0043")
	report = filepath.Join(t.TempDir(), "report.json")
	r.hub.ReadOnly = true
	got := r.run("pull-request", "comment=true", "report="+report)
	if incident.CodeOf(got.err) != incident.Refused || got.count("::notice title=pmtracker::省略しました: コメント") != 1 {
		t.Fatalf("the first workflow: %v\n%s", got.err, got.log)
	}
	r.hub.ReadOnly = false
	r.writeEvent(map[string]any{"workflow_run": map[string]any{"event": "pull_request", "head_sha": head}})
	return r, report
}

func TestTheSecondWorkflowPostsWhatTheFirstFound(t *testing.T) {
	r, report := fork(t)
	for range 2 {
		if got := r.run("comment", "report="+report); got.err != nil {
			t.Fatal(got.err, got.log)
		}
	}
	if c := r.hub.Issues[0].Comments; len(c) != 1 || !strings.Contains(c[0], "まだクローズできません") || !strings.Contains(c[0], "- [ ] G6") {
		t.Errorf("comments %q", c)
	}
}

// TestAForgedReportGainsNothing lets the fork write the report itself.
func TestAForgedReportGainsNothing(t *testing.T) {
	r, report := fork(t)
	other := r.hub.AddPull(fakehub.Pull{HeadSHA: strings.Repeat("c", 40), HeadRef: "other", BaseRef: "master"})
	for name, text := range map[string]string{
		"another pull request": `{"number": ` + itoa(other.Number) + `, "verdicts": []}`,
		"no JSON":              "# hello",
		"no number":            `{"verdicts": []}`,
	} {
		if err := os.WriteFile(report, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := r.run("comment", "report="+report); incident.CodeOf(got.err) != incident.Refused || got.count("::error title=pmtracker::") != 1 {
			t.Errorf("%s: %v\n%s", name, got.err, got.log)
		}
	}
	if err := os.Remove(report); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "x.json")
	if err := os.WriteFile(elsewhere, []byte(`{"number": 2, "verdicts": []}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, report); err != nil {
		t.Fatal(err)
	}
	if got := r.run("comment", "report="+report); incident.CodeOf(got.err) != incident.Refused {
		t.Errorf("a link: %v", got.err)
	}
	if err := os.WriteFile(elsewhere, []byte(`{"number": 2, "verdicts": [], "x": "`+strings.Repeat("x", 9<<20)+`"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := r.run("comment", "report="+elsewhere); incident.CodeOf(got.err) != incident.Refused {
		t.Errorf("a file of 9 MB: %v", got.err)
	}
	if len(other.Comments) != 0 {
		t.Errorf("comments of another pull request: %q", other.Comments)
	}
	evil := "@everyone <script>x</script> [click](https://evil.example) ![x](https://evil.example/p.png)\n# heading"
	forged, err := json.Marshal(map[string]any{"number": 2, "verdicts": []any{map[string]any{
		"path": "`" + evil, "incident": evil, "title": evil, "lang": evil, "status": "closed", "held": true, "problem": "",
		"diagnostics": []any{map[string]any{"rule": evil, "severity": evil, "line": 1, "message": "a finding: " + evil, "suggestion": evil}},
		"unmet":       []any{map[string]any{"rule": "G2", "item": evil, "message": evil, "fix": evil}, map[string]any{"rule": evil, "message": evil, "fix": evil}},
		"off":         []string{evil},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(report); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(report, forged, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := r.run("comment", "report="+report); got.err != nil {
		t.Fatal(got.err)
	}
	page := strings.Join(r.hub.Issues[0].Comments, "\n")
	if !strings.Contains(page, "(`unknown`)") {
		t.Errorf("a rule of the fork's own making:\n%s", page)
	}
	prose := page[:strings.Index(page, "` ")] + page[strings.LastIndex(page, " `"):] // what stands in code is shown as it is
	for _, bad := range []string{"@everyone", "<script", "[click](", "![x](", "\n# heading"} {
		if strings.Contains(prose, bad) {
			t.Errorf("the comment keeps %q:\n%s", bad, page)
		}
	}
}
