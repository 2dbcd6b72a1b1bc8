package action_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestAPullRequestChoosesNoFileThatIsOverwritten commits links under the names that
// the workflow writes its results to.
func TestAPullRequestChoosesNoFileThatIsOverwritten(t *testing.T) {
	for name, c := range map[string]struct{ input, link, to string }{
		"report, out of the checkout":  {"report=pmtracker-report.json", "pmtracker-report.json", "victim"},
		"report, as a whole path":      {"report=DIR/pmtracker-report.json", "pmtracker-report.json", "victim"},
		"sarif, out of the checkout":   {"sarif=results.sarif", "results.sarif", "victim"},
		"sarif, in a folder":           {"sarif=out/victim", "out", "."},
		"sarif, beside the workflow":   {"sarif=results.sarif", "results.sarif", "inside"},
		"report, inside the git files": {"report=.pm/config", ".pm", "git"},
	} {
		t.Run(name, func(t *testing.T) {
			outside := t.TempDir()
			r := newRepository(t, map[string]string{".pmtracker.yaml": policy, "keep.txt": "keep"})
			target := map[string]string{"victim": filepath.Join(outside, "victim"), ".": outside, "inside": "keep.txt", "git": ".git"}[c.to]
			if err := os.WriteFile(filepath.Join(outside, "victim"), []byte("keep"), 0o644); err != nil {
				t.Fatal(err)
			}
			r.pullRequest("changes", func() {
				r.write(map[string]string{openDocument: unlinked(t)})
				if err := os.Symlink(target, filepath.Join(r.dir, c.link)); err != nil {
					t.Fatal(err)
				}
			})
			config := read(t, filepath.Join(r.dir, ".git/config"))
			got := r.run("pull-request", strings.Replace(c.input, "DIR", r.dir, 1))
			if incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.log, "no regular file") {
				t.Errorf("%v\n%s", got.err, got.log)
			}
			for _, kept := range []string{filepath.Join(outside, "victim"), filepath.Join(r.dir, "keep.txt")} {
				if text := read(t, kept); text != "keep" {
					t.Errorf("%s was overwritten: %.60s", kept, text)
				}
			}
			if read(t, filepath.Join(r.dir, ".git/config")) != config {
				t.Error("the settings of git were overwritten")
			}
		})
	}
}

// TestIntentsFollowNoLink merges a link under the name of the folder that is kept
// beside a postmortem while its tickets are opened.
func TestIntentsFollowNoLink(t *testing.T) {
	outside := t.TempDir()
	r, _ := pushed(t, map[string]string{openDocument: unlinked(t)})
	if err := os.Symlink(outside, filepath.Join(r.dir, "docs/postmortems/.pmtracker")); err != nil {
		t.Fatal(err)
	}
	if got := r.run("merge"); incident.CodeOf(got.err) != incident.Refused || len(r.hub.Issues) != 0 {
		t.Errorf("%v\n%s", got.err, got.log)
	}
	if left, err := os.ReadDir(outside); err != nil || len(left) != 0 {
		t.Errorf("it was written into: %v %v", left, err)
	}
}
