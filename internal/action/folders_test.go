package action_test

import (
	"os"
	"path/filepath"
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

// linked is a repository with postmortems behind a symbolic link.
func linked(t *testing.T, postmortems, document, to, name string) *repository {
	other := strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0050")
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy + postmortems, document: other, filepath.Dir(name) + "/keep": ""})
	if err := os.Symlink(to, filepath.Join(r.dir, name)); err != nil {
		t.Fatal(err)
	}
	r.commit("a link")
	return r
}

// TestAFolderThatIsALinkIsTheOneItLeadsTo: git tells the changes of that one.
func TestAFolderThatIsALinkIsTheOneItLeadsTo(t *testing.T) {
	for name, to := range map[string]string{"docs/postmortems": "../pm", "docs": "."} {
		r := linked(t, "postmortems: docs/postmortems\n", map[string]string{"../pm": "pm/a.md", ".": "postmortems/a.md"}[to], to, name)
		folder := map[string]string{"../pm": "pm/", ".": "postmortems/"}[to]
		r.pullRequest("changes", func() { r.write(map[string]string{folder + "b.md": closedDocument(t, "en", 99)}) })
		if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042"]` || !strings.Contains(got.summary, folder+"b.md") {
			t.Errorf("%s: %v\n%s", name, got.err, got.log)
		}
		if got := r.run("digest", "digest-to=summary", "force=true"); got.err != nil || !strings.Contains(got.summary, "2 open") {
			t.Errorf("%s: %v\n%s%s", name, got.err, got.log, got.summary)
		}
		r.git("checkout", "-q", "master")
		r.pullRequest("other", func() { r.write(map[string]string{"README.md": "x"}) })
		if got := r.run("pull-request"); got.err != nil || !strings.Contains(got.summary, "changes no postmortem") {
			t.Errorf("%s: %v\n%s", name, got.err, got.log)
		}
	}
	r := linked(t, "postmortems: services/*/pm\n", "services/pay/pm/a.md", "pay", "services/alias")
	r.pullRequest("changes", func() { r.write(map[string]string{"services/pay/pm/b.md": closedDocument(t, "en", 99)}) })
	if got := r.run("digest", "digest-to=summary", "force=true"); got.err != nil || !strings.Contains(got.summary, "2 open") {
		t.Errorf("beside its folder: %v\n%s", got.err, got.summary)
	}
}

// TestAClosedDocumentStaysBehindTheLink: it is in the folder that the link leads to.
func TestAClosedDocumentStaysBehindTheLink(t *testing.T) {
	r := linked(t, "", "pm/a.md", "../pm", "docs/postmortems")
	r.write(map[string]string{"pm/b.md": closedDocument(t, "en", 3)})
	r.commit("closed")
	r.pullRequest("changes", func() { r.git("rm", "-q", "pm/b.md") })
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.log, "is deleted here") {
		t.Errorf("%v\n%s", got.err, got.log)
	}
	r.git("checkout", "-q", "master")
	r.pullRequest("moves", func() { r.git("mv", "pm/b.md", "docs/b.md") })
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.log, "out of the folders of the postmortems (docs/postmortems, pm)") {
		t.Errorf("%v\n%s", got.err, got.log)
	}
}

// TestWithoutACheckoutNothingIsSaid: a workflow without actions/checkout, or with its path:,
// leaves an empty workspace, which is no repository without postmortems.
func TestWithoutACheckoutNothingIsSaid(t *testing.T) {
	for _, command := range []string{"pull-request", "merge", "sync", "digest", "index"} {
		r := newRepository(t, nil)
		r.pullRequest("changes", func() { r.write(map[string]string{openDocument: "x"}) })
		r.dir = t.TempDir()
		got := r.run(command, "digest-to=summary", "force=true")
		if incident.CodeOf(got.err) != incident.Invalid || got.count("::error title=pmtracker::the repository is not checked out in the workspace") != 1 {
			t.Errorf("%s: %v\n%s", command, got.err, got.log)
		}
	}
}

// TestTheBaseBranchAloneIsNoPullRequest: on pull_request_target the checkout is the base
// branch, from which the pull request cannot be told to change nothing.
func TestTheBaseBranchAloneIsNoPullRequest(t *testing.T) {
	for name, moved := range map[string]bool{"as the event names it": false, "newer": true} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, "docs/postmortems/a.md": unlinked(t)})
		r.pullRequest("changes", func() { r.write(map[string]string{openDocument: closedDocument(t, "en", 99)}) })
		r.git("checkout", "-q", "master")
		if moved {
			r.write(map[string]string{"docs/postmortems/a.md": "# of others\n"})
			r.env["GITHUB_SHA"] = r.commit("of others")
		}
		r.env["GITHUB_EVENT_NAME"] = "pull_request_target"
		dir := filepath.Join(t.TempDir(), "shallow")
		r.git("clone", "-q", "--depth=1", "--branch", "master", "file://"+r.dir, dir)
		r.dir = dir
		got := r.run("pull-request")
		if incident.CodeOf(got.err) != incident.Invalid || got.count("::error title=pmtracker::the last commit of the pull request (") != 1 {
			t.Errorf("%s: %v\n%s", name, got.err, got.log)
		}
	}
}

// TestACheckoutWithoutTheHeadIsJudged: after a squash the branch holds the pull request as
// another commit, and an event that a tool wrote may name none, or one that is nowhere.
func TestACheckoutWithoutTheHeadIsJudged(t *testing.T) {
	for name, set := range map[string]func(pr map[string]any){
		"squashed":          func(map[string]any) {},
		"no head":           func(pr map[string]any) { delete(pr, "head") },
		"a head of nowhere": func(pr map[string]any) { pr["head"] = map[string]any{"sha": strings.Repeat("a", 40)} },
		"merged, on pull_request_target": func(pr map[string]any) {
			pr["merged"] = true
		},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
		base := r.git("rev-parse", "HEAD")
		head := r.pullRequest("changes", func() { r.write(map[string]string{openDocument: closedDocument(t, "en", 99)}) })
		r.git("checkout", "-q", "master")
		r.git("merge", "-q", "--squash", "changes")
		r.env["GITHUB_SHA"], r.env["GITHUB_EVENT_NAME"] = r.commit("squashed"), "pull_request"
		if strings.Contains(name, "target") {
			r.env["GITHUB_EVENT_NAME"] = "pull_request_target"
		}
		r.event("pull_request.opened.json", base, head, set)
		if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042"]` {
			t.Errorf("%s: %v %v\n%s", name, got.err, got.outputs, got.log)
		}
	}
}

// TestACommitOnTopOfTheHeadIsJudged: a workflow may add one of its own before the check.
func TestACommitOnTopOfTheHeadIsJudged(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.git("config", "uploadpack.allowAnySHA1InWant", "true")
	r.pullRequest("changes", func() { r.write(map[string]string{openDocument: closedDocument(t, "en", 99)}) })
	r.git("checkout", "-q", "changes")
	r.commit("formatted")
	dir := filepath.Join(t.TempDir(), "shallow")
	r.git("clone", "-q", "--depth=1", "--branch", "changes", "file://"+r.dir, dir)
	r.dir = dir
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042"]` {
		t.Errorf("%v %v\n%s", got.err, got.outputs, got.log)
	}
}

// TestAFolderCanBeAPattern judges and counts the documents of each service.
func TestAFolderCanBeAPattern(t *testing.T) {
	files := map[string]string{
		".pmtracker.yaml":               "postmortems: services/*/postmortems\n",
		"services/pay/postmortems/a.md": strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0051"), "services/pay/other/x.md": "# x\n",
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
	for folder, lang := range map[string]incident.Lang{
		"ops/incidents/": incident.English, "docs/障害報告": incident.Japanese, "docs/post mortems: all": incident.English, "/docs/pm, ops/it, docs/*": incident.Japanese,
	} {
		answers := setup.Answers{Action: "x", Lang: lang, Zone: "UTC", Folder: folder, Branch: "master", At: "09:00"}
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
				t.Errorf("%s, %s: %v\n%s", folder, command, got.err, got.log)
			}
		}
		if now := r.git("status", "--porcelain"); now != "" { // the page is what the index itself writes
			t.Errorf("%s: the index changed %s", folder, now)
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
