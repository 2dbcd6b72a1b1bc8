package action_test

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// page is what the test takes from the page "Ten minutes to the first stopped
// pull request", and what it expects of it.
type page struct {
	file, lang, prompt string
	after              *regexp.Regexp // the concrete change that step 4 gives
	refusal, reason    string         // of the vague one
}

var (
	prompts    = regexp.MustCompile(`⟨[^⟩]*⟩`)
	vagueAfter = regexp.MustCompile(`(?m)^- (After|これから): .*$`)
)

// TestTenMinutesToTheFirstStoppedPullRequest follows the page word by word, as a
// newcomer does: set up, write a postmortem, see it stopped, let it pass.
func TestTenMinutesToTheFirstStoppedPullRequest(t *testing.T) {
	for _, p := range []page{
		{"GITHUB-ACTION.md", "en", "⟨Write at least one change", regexp.MustCompile("`(After: [^`]*)`"), "- [ ] G2 ", `"improve monitoring" does not say what will be done differently`},
		{"GITHUB-ACTION.ja.md", "ja", "⟨行動の変化を", regexp.MustCompile("`(これから: [^`]*)`"), "- [ ] G2 ", "監視の強化"},
	} {
		t.Run(p.lang, p.follow)
	}
}

func (p page) follow(t *testing.T) {
	text := read(t, "../../docs/"+p.file)
	_, item, _ := strings.Cut(text, "```markdown\n")
	item, _, _ = strings.Cut(item, "```")
	r := newRepository(t, nil)
	r.pmtracker("init", "--yes", "--lang", p.lang, "--timezone", "Asia/Tokyo", "--branch", "master")
	config := read(t, filepath.Join(r.dir, ".pmtracker.yaml"))
	r.write(map[string]string{".pmtracker.yaml": strings.Replace(config, "# gate: ", "gate: ", 1)})
	r.commit("set up")
	origin := filepath.Join(t.TempDir(), "origin.git")
	r.git("clone", "-q", "--bare", r.dir, origin)
	r.git("remote", "add", "origin", origin)

	const document = "docs/postmortems/INC-2026-0001.md"
	if path := r.pmtracker("new", "--title", "Checkout failed for 40% of orders", "--severity", "SEV2", "--detected-at", "2026-11-20 09:12"); path != document {
		t.Fatalf("new wrote %s", path)
	}
	vague := fill(read(t, filepath.Join(r.dir, document)), p.prompt, item)
	closed := func(text string) string { return strings.Replace(text, "status: draft", "status: closed", 1) }
	r.pullRequest("vague", func() { r.write(map[string]string{document: closed(vague)}) })
	got := r.run("pull-request", "comment=true")
	comment := strings.Join(r.hub.Issues[0].Comments, "")
	if got.err == nil || !strings.Contains(comment, p.refusal) || !strings.Contains(comment, p.reason) {
		t.Errorf("step 3 is not stopped: %v\n%s", got.err, comment)
	}
	for line := range strings.Lines(text) { // the page quotes the checklist
		if strings.HasPrefix(line, "- [ ] ") && !strings.Contains(comment, line) {
			t.Errorf("the page shows %q, the comment is\n%s", line, comment)
		}
	}

	m := p.after.FindStringSubmatch(text[strings.Index(text, "## 4."):])
	if m == nil {
		t.Fatal("step 4 names no concrete change")
	}
	concrete := vagueAfter.ReplaceAllLiteralString(vague, "- "+m[1])
	r.git("checkout", "-q", "-f", "master")
	head := r.pullRequest("concrete", func() {
		r.write(map[string]string{document: strings.Replace(concrete, "status: draft", "status: in-review", 1)})
	})
	if got := r.run("pull-request"); got.err != nil {
		t.Fatalf("step 4 does not pass: %v\n%s", got.err, got.log)
	}
	r.git("checkout", "-q", "master")
	r.git("merge", "-q", "--no-ff", "-m", "merge", head)
	r.git("push", "-q", "origin", "master")
	if got := r.run("merge"); got.err != nil || len(got.outputs["tickets"]) < 10 {
		t.Fatalf("after the merge: %v %v\n%s", got.err, got.outputs, got.log)
	}
	head = r.pullRequest("close", func() {
		r.write(map[string]string{document: strings.Replace(read(t, filepath.Join(r.dir, document)), "status: in-review", "status: closed", 1)})
	})
	if got := r.run("pull-request"); got.err == nil || strings.Count(got.summary, "- [ ]") != 1 || !strings.Contains(got.summary, "- [ ] G6") {
		t.Errorf("before the approval: %v\n%s", got.err, got.summary)
	}
	r.hub.Pulls[len(r.hub.Pulls)-1].Reviews = []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}}
	r.hub.Pulls[0].Reviews = r.hub.Pulls[len(r.hub.Pulls)-1].Reviews // the event names the first pull request
	if got := r.run("pull-request"); got.err != nil || got.outputs["closed"] != `["INC-2026-0001"]` {
		t.Errorf("after the approval: %v\n%s", got.err, got.summary)
	}
}

// fill answers the prompts of a fresh document, one of them with an action item.
func fill(text, prompt, item string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, prompt) {
			lines[i] = item
		}
	}
	return prompts.ReplaceAllString(strings.Join(lines, "\n"), "…")
}

// pmtracker runs the program in the repository and gives what it prints.
func (r *repository) pmtracker(args ...string) string {
	r.t.Helper()
	path, err := binary()
	if err != nil {
		r.t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = r.dir
	cmd.Env = append(cmd.Environ(), "PMTRACKER_ACTOR=@akiko", "PMTRACKER_DB=", "PMTRACKER_CONFIG=")
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatalf("pmtracker %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}
