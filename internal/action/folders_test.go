package action_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/action/setup"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestAFolderThatIsNotThereIsRefused: a slip of the pen is no clean bill.
func TestAFolderThatIsNotThereIsRefused(t *testing.T) {
	for _, folder := range []string{"docs/postmortem", "services/*/postmortem", "../x", "docs/postmortems,other", "services/**/postmortems", "[", "docs/postmortems/a.md"} {
		for _, command := range []string{"pull-request", "digest", "merge", "index", "sync"} {
			if folder != "docs/postmortem" && command != "pull-request" && command != "digest" {
				continue
			}
			r := newRepository(t, map[string]string{"docs/postmortems/a.md": unlinked(t), "services/pay/postmortems/b.md": unlinked(t)})
			r.pullRequest("changes", func() { r.write(map[string]string{"other.txt": "x"}) })
			got := r.run(command, "path="+folder, "digest-to=summary", "force=true")
			if incident.CodeOf(got.err) != incident.Invalid || got.count("::error title=pmtracker::there is no folder ") != 1 || strings.Contains(got.summary, "Nothing is overdue") {
				t.Errorf("%s of %q: %v\n%s\n%s", command, folder, got.err, got.log, got.summary)
			}
		}
	}
}

// TestAFolderCanBeAPattern judges and counts the documents of each service.
func TestAFolderCanBeAPattern(t *testing.T) {
	files := map[string]string{
		".pmtracker.yaml":               "postmortems: services/*/postmortems\n",
		"services/pay/postmortems/a.md": unlinked(t), "services/pay/other/x.md": "# x\n",
		"services/web/postmortems/2026/b.md": strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0050"),
	}
	r := newRepository(t, files)
	r.pullRequest("changes", func() {
		r.write(map[string]string{"services/mail/postmortems/c.md": closedDocument(t, "en", 3), "services/mail/other/d.md": closedDocument(t, "en", 3)})
	})
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042"]` || strings.Contains(got.log, "other/d.md") {
		t.Errorf("%v %v\n%s", got.err, got.outputs, got.log)
	}
	if got := r.run("digest", "digest-to=summary", "force=true"); got.err != nil || !strings.Contains(got.summary, "3 open") {
		t.Errorf("%v\n%s\n%s", got.err, got.log, got.summary)
	}
}

// TestBeforeTheFirstPostmortemTheCheckIsGreen: nobody named a folder, and there
// is none yet; and a pull request that takes the last document of a named one
// away is judged, not stopped.
func TestBeforeTheFirstPostmortemTheCheckIsGreen(t *testing.T) {
	r := newRepository(t, map[string]string{"README.md": "x\n"})
	r.pullRequest("changes", func() { r.write(map[string]string{"README.md": "y\n"}) })
	for _, command := range []string{"pull-request", "digest"} {
		got := r.run(command, "digest-to=issue", "force=true")
		if got.err != nil || got.count("::notice title=pmtracker::there is no folder docs/postmortems yet") != 1 || len(r.hub.Issues) != 1 {
			t.Errorf("%s: %v, %d issues\n%s", command, got.err, len(r.hub.Issues), got.log)
		}
	}
	r = newRepository(t, map[string]string{".pmtracker.yaml": policy + "postmortems: incidents\n", "incidents/a.md": closedDocument(t, "en", 3)})
	r.pullRequest("changes", func() { r.git("rm", "-q", "incidents/a.md") })
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.summary, "deleted here") {
		t.Errorf("deleted: %v\n%s", got.err, got.summary)
	}
	r = newRepository(t, map[string]string{".pmtracker.yaml": policy + "postmortems: incidents\n"})
	r.pullRequest("changes", func() { r.write(map[string]string{"incidents/a.md": unlinked(t)}) })
	if got := r.run("pull-request"); got.err != nil {
		t.Errorf("the first: %v\n%s", got.err, got.log)
	}
}

// TestInitLeavesARepositoryWhoseChecksPass: the folder is another than the
// default, and holds no postmortem yet.
func TestInitLeavesARepositoryWhoseChecksPass(t *testing.T) {
	for _, lang := range []incident.Lang{incident.English, incident.Japanese} {
		answers := setup.Answers{Action: "x", Lang: lang, Zone: "UTC", Folder: "ops/incidents/", Branch: "master", At: "09:00"}
		files, err := answers.Files()
		if err != nil {
			t.Fatal(err)
		}
		tree := map[string]string{"a.txt": "x"}
		for _, f := range files {
			tree[f.Path] = string(f.Text)
		}
		r := newRepository(t, tree)
		r.pullRequest("changes", func() { r.write(map[string]string{"a.txt": "y"}) })
		for _, command := range []string{"pull-request", "digest", "index"} {
			if got := r.run(command, "digest-to=summary", "force=true"); got.err != nil || got.count("::error") > 0 {
				t.Errorf("%s, %s: %v\n%s", lang, command, got.err, got.log)
			}
		}
		if now := r.git("status", "--porcelain"); now != "" { // the page is what the index itself writes
			t.Errorf("%s: the index changed %s\n%s", lang, now, read(t, r.dir+"/ops/incidents/README.md"))
		}
	}
}

// TestWhatCheckSkipsIsNotJudged: the template of the team lies in a hidden folder of a
// repository whose postmortems are everywhere. A hidden folder that is named is read.
func TestWhatCheckSkipsIsNotJudged(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy + "postmortems: .\n", "a.md": unlinked(t)})
	r.pullRequest("changes", func() {
		r.write(map[string]string{".github/pmtracker/postmortem.en.md": closedDocument(t, "en", 9), "web/node_modules/x/b.md": closedDocument(t, "en", 9)})
	})
	for _, all := range []string{"false", "true"} {
		if got := r.run("pull-request", "all="+all); got.err != nil || strings.Contains(got.summary, "postmortem.en.md") || strings.Contains(got.summary, "node_modules") {
			t.Errorf("all=%s: %v\n%s", all, got.err, got.summary)
		}
	}
	if got := r.run("pull-request", "path=.github/pmtracker"); incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.summary, "postmortem.en.md") {
		t.Errorf("named: %v\n%s", got.err, got.summary)
	}
}

// TestFoldersWithinEachOtherCountOnce: each keeps its index, and no document is counted
// or judged twice. A hidden folder is not read with the one that holds it.
func TestFoldersWithinEachOtherCountOnce(t *testing.T) {
	const mark = "<!-- pmtracker:index -->\n"
	files := map[string]string{
		openDocument: unlinked(t), "docs/.old/b.md": strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0050"),
		"docs/README.md": mark, "docs/postmortems/README.md": mark,
	}
	for path, want := range map[string]string{"docs,docs/postmortems": "1 open", ".,docs,docs/postmortems": "1 open", "docs,docs/.old": "2 open"} {
		r := newRepository(t, files)
		if got := r.run("digest", "digest-to=summary", "force=true", "path="+path); got.err != nil || !strings.Contains(got.summary, want) {
			t.Errorf("%s: %v\n%s", path, got.err, got.summary)
		}
	}
	r := newRepository(t, files)
	r.pullRequest("changes", func() { r.write(map[string]string{"other.txt": "x"}) })
	if got := r.run("pull-request", "all=true", "path=docs,docs/postmortems"); strings.Count(got.summary, "`"+openDocument+"`") != 1 {
		t.Errorf("%v\n%s", got.err, got.summary)
	}
	r, origin := pushed(t, files)
	if got := r.run("index", "path=docs,docs/postmortems"); got.err != nil {
		t.Error(got.err, got.log)
	}
	for _, page := range []string{"docs/README.md", "docs/postmortems/README.md"} {
		if text := r.atOrigin(origin, page); strings.Count(text, "[INC-2026-0042: ") != 1 || !strings.Contains(text, "1 incident;") {
			t.Errorf("%s\n%s", page, text)
		}
	}
}
