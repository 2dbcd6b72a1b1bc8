package action_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestTheMarkOfTheIndexLeadsNothingAroundTheGate writes it into documents: only
// a page that begins with it is the index.
func TestTheMarkOfTheIndexLeadsNothingAroundTheGate(t *testing.T) {
	const mark, document = "<!-- pmtracker:index -->\n", "docs/postmortems/a.md"
	closed := strings.Replace(closedDocument(t, "en", 3), "rolls back within 2 minutes and pages the on-call engineer", "is improved", 1)
	for name, tc := range map[string]struct{ file, text string }{
		"at the end":             {document, closed + "\n" + mark},
		"behind a heading":       {document, strings.Replace(closed, "## Links\n", "## Links\n\n"+mark, 1)},
		"in the front matter":    {document, strings.Replace(closed, "lang: en\n", "lang: en\n# "+mark, 1)},
		"a README without a key": {"docs/postmortems/README.md", strings.Replace(closed, "incident: INC-2026-0042\n", "", 1)},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, document: strings.Replace(closed, "status: closed", "status: in-review", 1)})
		r.pullRequest("changes", func() { r.write(map[string]string{tc.file: tc.text}) })
		got := r.run("pull-request", "all=true")
		if incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.summary, "- [ ] G2") || got.outputs["refused"] == "[]" {
			t.Errorf("%s: %v %v\n%s", name, got.err, got.outputs, got.summary)
		}
		r.git("checkout", "-q", "-B", "master")
		if got := r.run("digest", "digest-to=summary", "force=true"); got.err != nil || strings.Contains(got.summary, "0 open") {
			t.Errorf("%s: the digest passes it over: %v\n%s", name, got.err, got.summary)
		}
	}
}

// TestAReadmeThatNamesTheMarkIsNotOverwritten: people may explain it.
func TestAReadmeThatNamesTheMarkIsNotOverwritten(t *testing.T) {
	const page = "# Our postmortems\n\nThe index would begin with `<!-- pmtracker:index -->`.\n"
	r := newRepository(t, map[string]string{"docs/postmortems/README.md": page})
	if got := r.run("index"); got.err != nil || !strings.Contains(got.summary, "was written by people; begin it with") {
		t.Errorf("%v\n%s", got.err, got.summary)
	}
	if now := read(t, r.dir+"/docs/postmortems/README.md"); now != page {
		t.Errorf("it says now:\n%s", now)
	}
}
