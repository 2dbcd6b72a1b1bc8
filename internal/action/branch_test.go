package action_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestARefusedPushFailsAndOpensNoSecondTicket has a protected branch: the job
// says what to do, and the run after it links the same ticket.
func TestARefusedPushFailsAndOpensNoSecondTicket(t *testing.T) {
	r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
	hook := filepath.Join(origin, "hooks", "pre-receive")
	if err := os.WriteFile(hook, []byte("#!/bin/sh\necho 'protected branch hook declined' >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	got := r.again(origin).run("merge", "index=false")
	if !strings.Contains(got.summary, "The changed files were not brought to the branch: cannot push (") || incident.CodeOf(got.err) != incident.Unavailable || got.count("::error title=pmtracker::cannot push (") != 1 || !strings.Contains(got.log, "write: pull-request") {
		t.Errorf("a refused push: %v\n%s", got.err, got.log)
	}
	if err := os.Remove(hook); err != nil {
		t.Fatal(err)
	}
	if got := r.again(origin).run("merge", "index=false"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	if text := r.atOrigin(origin, openDocument); len(r.hub.Issues) != 1 || !strings.Contains(text, "issues/812\n") {
		t.Errorf("%d tickets\n%s", len(r.hub.Issues), text)
	}
}

// TestWhatWasOpenedIsLinkedWhenALaterTicketFails: GitHub fails between two
// documents; the link of the first reaches the branch.
func TestWhatWasOpenedIsLinkedWhenALaterTicketFails(t *testing.T) {
	r, origin := pushed(t, map[string]string{
		openDocument: unlinked(t), "docs/postmortems/z.md": strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0050"),
	})
	r.fails = 2
	got := r.again(origin).run("merge", "index=false")
	if incident.CodeOf(got.err) != incident.Unavailable || got.count("::error title=pmtracker::GitHub is away") != 1 {
		t.Errorf("GitHub fails: %v\n%s", got.err, got.log)
	}
	if text := r.atOrigin(origin, openDocument); !strings.Contains(text, "issues/812\n") {
		t.Errorf("the first link is lost:\n%s", text)
	}
}

// TestTheBaseIsFetchedWhereItIsMissing has the checkout of a head alone, one
// commit deep.
func TestTheBaseIsFetchedWhereItIsMissing(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head := r.pullRequest("changes", func() { r.write(map[string]string{openDocument: closedDocument(t, "en", 3)}) })
	r.ticket("INC-2026-0042")
	r.git("config", "uploadpack.allowAnySHA1InWant", "true")
	dir := filepath.Join(t.TempDir(), "shallow")
	r.git("clone", "-q", "--depth=1", "--branch", "changes", "file://"+r.dir, dir)
	shallow := *r
	shallow.dir = dir
	if shallow.git("rev-parse", "HEAD") != head {
		t.Fatal("the checkout is not the head")
	}
	if got := shallow.run("pull-request"); got.err == nil || got.outputs["refused"] != `["INC-2026-0042"]` {
		t.Errorf("%v %v\n%s", got.err, got.outputs, got.log)
	}
}

// TestWhatOthersChangedIsNotJudged: the base branch went on after the pull request was
// opened, and the event of a merge names its old commit. However deep the checkout is and whatever
// is checked out, only the documents of the pull request are judged.
func TestWhatOthersChangedIsNotJudged(t *testing.T) {
	const theirs = "docs/postmortems/theirs.md"
	bad := strings.ReplaceAll(closedDocument(t, "en", 99), "INC-2026-0042", "INC-2026-0050")
	for _, what := range []string{"changes", "merge"} {
		for _, depth := range []string{"1", "2"} {
			r := newRepository(t, map[string]string{".pmtracker.yaml": policy, theirs: bad})
			r.git("config", "uploadpack.allowAnySHA1InWant", "true")
			named := r.git("rev-parse", "HEAD")
			r.git("checkout", "-q", "-b", "changes")
			r.write(map[string]string{openDocument: strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1)})
			head := r.commit("change")
			r.git("checkout", "-q", "master")
			r.write(map[string]string{theirs: bad + "\nMore.\n", "docs/postmortems/new.md": strings.ReplaceAll(bad, "INC-2026-0050", "INC-2026-0051")})
			r.commit("of others")
			if what == "changes" { // a head may have left the base branch before the commit that is named
				named = r.git("rev-parse", "HEAD")
			}
			r.git("checkout", "-q", "-b", "merge")
			r.git("merge", "-q", "--no-ff", "-m", "merge", head)
			r.event("pull_request.opened.json", named, head, nil)
			dir := filepath.Join(t.TempDir(), "shallow")
			r.git("clone", "-q", "--depth="+depth, "--branch", what, "file://"+r.dir, dir)
			r.dir = dir
			got := r.run("pull-request")
			if got.err != nil || strings.Contains(got.summary, "INC-2026-005") || !strings.Contains(got.summary, "INC-2026-0042") {
				t.Errorf("%s at depth %s: %v\n%s\n%s", what, depth, got.err, got.log, got.summary)
			}
		}
	}
}

// TestTheIndexIsWrittenThroughNoLink: a link in place of the picture would let the
// Action write any file of the checkout.
func TestTheIndexIsWrittenThroughNoLink(t *testing.T) {
	r, origin := pushed(t, map[string]string{".pmtracker.yaml": policy, openDocument: closedDocument(t, "en", 812)})
	r.ticket("INC-2026-0042")
	if err := os.Symlink("../../.pmtracker.yaml", filepath.Join(r.dir, "docs/postmortems/mttr.svg")); err != nil {
		t.Fatal(err)
	}
	r.commit("a link")
	r.git("push", "-q", "origin", "master")
	got := r.again(origin).run("index")
	if incident.CodeOf(got.err) != incident.Refused || got.count("::error title=pmtracker::docs/postmortems/mttr.svg is no regular file") != 1 {
		t.Errorf("%v\n%s", got.err, got.log)
	}
	if r.atOrigin(origin, ".pmtracker.yaml") != strings.TrimSpace(policy) {
		t.Error("the settings were written over")
	}
}
