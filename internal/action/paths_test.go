package action_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// oddNames are names of files that people and attackers choose, with what a page
// shows of each.
func oddNames() map[string]string {
	return map[string]string{
		"-rf.md":                     "-rf.md",
		"--output=x.md":              "--output=x.md",
		"two  words .md":             "two words .md",
		`back\slash\..\..\x.md`:      `back\slash\..\..\x.md`,
		"right\u202eto\u2066left.md": "right�to�left.md",
		"caf\u00e9.md":               "caf\u00e9.md",
		"cafe\u0301.md":              "cafe\u0301.md", // the same word in the other normal form: another file
		"障害 報告（最終）.md":               "障害 報告（最終）.md",
		"line\nbreak.md":             "line break.md",
		"tab\tbell\a.md":             "tab bell␇.md",
		`"quoted" 'twice'.md`:        `"quoted" 'twice'.md`,
		":(glob)*[a]?.md":            ":(glob)*[a]?.md",
		"100%0A, a: b.md":            "100%0A, a: b.md",
		"`$(touch pwned)`.md":        "`$(touch pwned)`.md",
		"-/-.md":                     "-/-.md",
	}
}

// TestDocumentsOfAnyNameAreJudgedAndHeld edits a closed document of each name, so
// that its gate shuts: it has to be read on both branches, and named as the
// runner and a page can take it.
func TestDocumentsOfAnyNameAreJudgedAndHeld(t *testing.T) {
	const folder = "docs/postmortems/"
	escaped := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for name, shown := range oddNames() {
		closed := closedDocument(t, "en", 3)
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, folder + name: closed})
		r.pullRequest("changes", func() {
			r.write(map[string]string{folder + name: strings.Replace(closed, "status: closed", "status: draft", 1)})
		})
		r.ticket("INC-2026-0042")
		got := r.run("pull-request", "comment=true")
		if incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042"]` {
			t.Errorf("%q is not held: %v %v\n%s", name, got.err, got.outputs, got.log)
		}
		if n := got.count("::error file=" + folder + escaped.Replace(name) + ","); n == 0 {
			t.Errorf("%q: no annotation beside it:\n%s", name, got.log)
		}
		for where, page := range map[string]string{"summary": got.summary, "comment": strings.Join(r.hub.Issues[0].Comments, "")} {
			if !strings.Contains(page, folder+shown) || strings.ContainsAny(page, "\a\u202e\u2066") {
				t.Errorf("%q in the %s:\n%s", name, where, page)
			}
		}
	}
}

// TestTicketsAreLinkedInFilesOfAnyName has one document of each name, all merged
// at once.
func TestTicketsAreLinkedInFilesOfAnyName(t *testing.T) {
	const folder = "docs/postmortems/"
	files := map[string]string{".pmtracker.yaml": policy}
	for name := range oddNames() {
		files[folder+name] = strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0"+itoa(100+len(files)))
	}
	r, origin := pushed(t, files)
	if got := r.run("merge"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	for name := range oddNames() {
		if text := r.atOrigin(origin, folder+name); !strings.Contains(text, "- Ticket: https://") {
			t.Errorf("%q has no link", name)
		}
	}
	if n := len(r.hub.Issues); n != len(oddNames()) {
		t.Errorf("%d tickets for %d documents", n, len(oddNames()))
	}
	if out := r.git("status", "--porcelain"); out != "" {
		t.Errorf("left behind: %s", out)
	}
}
