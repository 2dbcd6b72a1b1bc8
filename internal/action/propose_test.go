package action_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// proposing is a repository with a document whose ticket has another owner, and the
// pull request that sync opens for it.
func proposing(t *testing.T) (r *repository, origin string, ticket *fakehub.Issue) {
	t.Helper()
	r, origin = pushed(t, map[string]string{".pmtracker.yaml": policy + "people: [{id: \"@ben\", github: ben-s}, {id: \"@chie\", github: chie}]\n", openDocument: closedDocument(t, "en", 812)})
	r.ticket("INC-2026-0042")
	ticket = r.hub.Issues[0]
	ticket.Title = "Deploys roll back by themselves when checkout errors pass 2%"
	if got := r.again(origin).run("index"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	ticket.Assignees = []string{"ben-s"}
	r.sync(origin)
	if len(r.hub.Pulls) != 1 {
		t.Fatalf("pull requests %+v", r.hub.Pulls)
	}
	return r, origin, ticket
}

// sync runs the command in a new checkout, with no more history than a runner has.
func (r *repository) sync(origin string) result {
	r.t.Helper()
	other := *r
	other.dir = filepath.Join(r.t.TempDir(), "clone")
	r.git("clone", "-q", "--depth=1", "file://"+origin, other.dir)
	got := other.run("sync")
	if got.err != nil {
		r.t.Fatal(got.err, got.log)
	}
	return got
}

func (r *repository) tip(origin, branch string) string {
	return r.git("--git-dir", origin, "rev-parse", branch)
}

func TestAProposalIsPushedOnlyWithNews(t *testing.T) {
	r, origin, ticket := proposing(t)
	was := r.tip(origin, "pmtracker/sync")
	r.sync(origin)
	if now := r.tip(origin, "pmtracker/sync"); now != was {
		t.Error("a run without news pushed another commit")
	}
	text := r.hub.Pulls[0].Body
	ticket.Assignees = []string{"chie"}
	r.sync(origin)
	if diff := r.git("--git-dir", origin, "diff", "master", "pmtracker/sync"); len(r.hub.Pulls) != 1 || !strings.Contains(diff, "+- Owner: @chie") || r.hub.Pulls[0].Body == text {
		t.Errorf("%d pull requests, %s\n%s", len(r.hub.Pulls), r.hub.Pulls[0].Body, diff)
	}
}

// TestAStaleProposalIsClosed: what agrees again is not left open to be merged, and may
// be proposed again when it differs again.
func TestAStaleProposalIsClosed(t *testing.T) {
	r, origin, ticket := proposing(t)
	ticket.Assignees = []string{"akiko"}
	got := r.sync(origin)
	if pr := r.hub.Pulls[0]; pr.State != "closed" || len(pr.Comments) != 1 || got.count("::notice title=pmtracker::nothing is left to change; the pull request ") != 1 {
		t.Errorf("it is %s, with %q\n%s", pr.State, pr.Comments, got.log)
	}
	r.sync(origin) // and nothing more is said
	if n := len(r.hub.Pulls[0].Comments); n != 1 {
		t.Errorf("%d comments", n)
	}
	ticket.Assignees = []string{"ben-s"}
	r.sync(origin)
	if len(r.hub.Pulls) != 2 || r.hub.Pulls[1].State != "open" {
		t.Errorf("what differs again is not proposed: %+v", r.hub.Pulls)
	}
}

// TestADeclinedProposalIsNotMadeAgain: its text says that closing it keeps what the
// documents say.
func TestADeclinedProposalIsNotMadeAgain(t *testing.T) {
	r, origin, ticket := proposing(t)
	r.hub.Pulls[0].State = "closed"
	if got := r.sync(origin); len(r.hub.Pulls) != 1 || !strings.Contains(got.summary, "proposed before and closed") {
		t.Errorf("%d pull requests\n%s", len(r.hub.Pulls), got.summary)
	}
	later := r.again(origin) // the due date has passed, which the index says
	if got := later.runAt(time.Date(2026, 12, 20, 9, 0, 0, 0, time.UTC), "sync"); got.err != nil || len(r.hub.Pulls) != 1 || !strings.Contains(read(t, filepath.Join(later.dir, "docs/postmortems/README.md")), "1 action item overdue") {
		t.Errorf("proposed again as days pass: %v, %d pull requests\n%s", got.err, len(r.hub.Pulls), got.summary)
	}
	ticket.Assignees = []string{"chie"}
	if r.sync(origin); len(r.hub.Pulls) != 2 {
		t.Errorf("another proposal is not made: %+v", r.hub.Pulls)
	}
}

// TestCommitsOfPeopleStayOnTheBranch: somebody corrected the proposal.
func TestCommitsOfPeopleStayOnTheBranch(t *testing.T) {
	r, origin, ticket := proposing(t)
	other := r.again(origin)
	other.git("checkout", "-q", "pmtracker/sync")
	if err := os.WriteFile(filepath.Join(other.dir, "note.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	other.commit("by hand")
	other.git("push", "-q", "origin", "HEAD")
	was := r.tip(origin, "pmtracker/sync")
	for _, owner := range []string{"chie", "akiko"} { // other news, and none
		ticket.Assignees = []string{owner}
		got := r.sync(origin)
		if r.tip(origin, "pmtracker/sync") != was || r.hub.Pulls[0].State != "open" {
			t.Errorf("%s: the commit of a person is gone, or its pull request closed\n%s", owner, got.log)
		}
		if owner == "chie" && !strings.Contains(got.summary, "the branch pmtracker/sync has commits of people") {
			t.Errorf("it is not said: %s", got.summary)
		}
	}
	r.hub.Pulls[0].State, r.hub.Pulls[0].Merged, r.hub.Pulls[0].HeadSHA = "closed", "x", was
	ticket.Assignees = []string{"chie"}
	if r.sync(origin); r.tip(origin, "pmtracker/sync") == was || len(r.hub.Pulls) != 2 {
		t.Error("a branch that was merged is not used again")
	}
}
