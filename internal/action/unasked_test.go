package action_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// TestWhoCannotBeAskedKeepsNoFindingBack has a ticket system without its secrets,
// and a GitHub that is away: what the text alone shows is told all the same, in
// every way, and the document is held.
func TestWhoCannotBeAskedKeepsNoFindingBack(t *testing.T) {
	closed := closedDocument(t, "en", 3)
	vague := strings.ReplaceAll(strings.Replace(closed, "rolls back within 2 minutes and pages the on-call engineer", "is improved", 1), "INC-2026-0042", "INC-2026-0050")
	for _, tc := range []struct {
		name string
		away func(r *repository)
		says string
	}{
		{"no tickets", func(r *repository) { r.fails = 1 }, "is not confirmed: GitHub is away"},
		{"no reviews", func(r *repository) {
			r.server.Choose = func(q *http.Request) standin.Fault {
				if strings.HasSuffix(q.URL.Path, "/reviews") {
					return standin.Fault{Kind: standin.Unauthorized}
				}
				return standin.Fault{}
			}
		}, "whether somebody approved this pull request could not be read (cannot read the reviews of the pull request"},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
		head := r.pullRequest("changes", func() {
			r.write(map[string]string{"docs/postmortems/a.md": closed, "docs/postmortems/b.md": vague, "docs/postmortems/c.md": "---\nincident: INC-2026-0001\n---\n"})
		})
		r.ticket("INC-2026-0042")
		r.hub.Pulls[0].Reviews = []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}}
		tc.away(r)
		file := filepath.Join(t.TempDir(), "report.json")
		got := r.run("pull-request", "sarif="+file+".sarif", "report="+file)
		if incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042","INC-2026-0050"]` || !strings.Contains(got.summary, "- [ ] G2") || !strings.Contains(got.summary, tc.says) {
			t.Errorf("%s: %v %v\n%s", tc.name, got.err, got.outputs, got.summary)
		}
		for _, name := range []string{file, file + ".sarif"} {
			if info, err := os.Stat(name); err != nil || info.Size() == 0 {
				t.Errorf("%s: no %s", tc.name, name)
			}
		}
		if got.count("::error file=docs/postmortems/c.md") == 0 {
			t.Errorf("%s: no annotation\n%s", tc.name, got.log)
		}
	}
}
