package action_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

const openDocument = "docs/postmortems/INC-2026-0042.md"

// unlinked is a postmortem whose action item has no ticket yet.
func unlinked(t *testing.T) string {
	text := strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1)
	return strings.Replace(text, "- Ticket: https://github.com/Codertocat/Hello-World/issues/3\n", "", 1)
}

// pushed makes a repository with an origin, as a push leaves it.
func pushed(t *testing.T, files map[string]string) (r *repository, origin string) {
	t.Helper()
	r = newRepository(t, files)
	origin = filepath.Join(t.TempDir(), "origin.git")
	r.git("clone", "-q", "--bare", r.dir, origin)
	r.git("remote", "add", "origin", origin)
	r.hub.FirstIssue = 812
	return r, origin
}

// again is a second runner with a checkout of its own.
func (r *repository) again(origin string) *repository {
	dir := filepath.Join(r.t.TempDir(), "clone")
	r.git("clone", "-q", origin, dir)
	other := *r
	other.dir = dir
	return &other
}

func (r *repository) atOrigin(origin, path string) string {
	return r.git("--git-dir", origin, "show", "master:"+path)
}

func TestAMergeOpensTicketsAndLinksThemOnce(t *testing.T) {
	r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
	got := r.run("merge", "index=false")
	if got.err != nil {
		t.Fatal(got.err, got.log)
	}
	if len(r.hub.Issues) != 1 || got.outputs["tickets"] != `["https://github.com/Codertocat/Hello-World/issues/812"]` {
		t.Fatalf("%d issues, outputs %v", len(r.hub.Issues), got.outputs)
	}
	if text := r.atOrigin(origin, openDocument); !strings.Contains(text, "\n- Ticket: https://github.com/Codertocat/Hello-World/issues/812\n") {
		t.Errorf("the link is not at the origin:\n%s", text)
	}
	if body := r.hub.Issues[0].Body; !strings.Contains(body, "the postmortem https://github.com/Codertocat/Hello-World/blob/master/docs/postmortems/INC-2026-0042.md, ") || strings.Contains(body, r.dir) {
		t.Errorf("the ticket leads nowhere:\n%s", body)
	}
	if author := r.git("--git-dir", origin, "log", "-1", "--format=%an %s", "master"); author != "github-actions[bot] pmtracker: link the tickets of action items" {
		t.Errorf("commit: %s", author)
	}
	commits := r.git("--git-dir", origin, "rev-list", "--count", "master")
	for range 2 { // the run that its own commit would start, and another
		if got := r.again(origin).run("merge", "index=false"); got.err != nil || got.outputs["tickets"] != "[]" {
			t.Errorf("again: %v %v", got.err, got.outputs)
		}
	}
	if now := r.git("--git-dir", origin, "rev-list", "--count", "master"); now != commits || len(r.hub.Issues) != 1 {
		t.Errorf("%s commits became %s, %d issues", commits, now, len(r.hub.Issues))
	}
}

// TestTwoMergesAtOnce runs two jobs on two checkouts at the same time, one of
// which already has a further document.
func TestTwoMergesAtOnce(t *testing.T) {
	r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
	first := r.again(origin)
	r.write(map[string]string{"docs/postmortems/b.md": strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0050")})
	r.commit("a second incident")
	r.git("push", "-q", "origin", "master")
	second := r.again(origin)
	var jobs sync.WaitGroup
	for _, runner := range []*repository{first, second} {
		jobs.Go(func() {
			if got := runner.run("merge", "index=false"); got.err != nil {
				t.Error(got.err, got.log)
			}
		})
	}
	jobs.Wait()
	open := map[string]int{}
	for _, is := range r.hub.Issues {
		if is.State == "open" {
			open[marker(is.Body)]++
		}
	}
	if len(open) != 2 || open["INC-2026-0042/AI-1"] != 1 || open["INC-2026-0050/AI-1"] != 1 {
		t.Errorf("open tickets: %v", open)
	}
	for _, path := range []string{openDocument, "docs/postmortems/b.md"} {
		text := r.atOrigin(origin, path)
		linked := false
		for _, is := range r.hub.Issues {
			linked = linked || is.State == "open" && strings.Contains(text, "- Ticket: https://github.com/Codertocat/Hello-World/issues/"+itoa(is.Number)+"\n")
		}
		if !linked {
			t.Errorf("%s links no open ticket:\n%s", path, text)
		}
	}
}

// TestATicketThatIsLinkedNowhereIsTold: somebody writes another link while the job runs.
func TestATicketThatIsLinkedNowhereIsTold(t *testing.T) {
	for link, told := range map[string]bool{"issues/3": true, "issues/812": false} {
		r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
		runner := r.again(origin)
		r.write(map[string]string{openDocument: strings.Replace(unlinked(t), "- Due: ", "- Ticket: https://github.com/Codertocat/Hello-World/"+link+"\n- Due: ", 1)})
		r.commit("link it by hand")
		r.git("push", "-q", "origin", "master")
		got := runner.run("merge", "index=false")
		if got.err != nil || len(r.hub.Issues) != 1 {
			t.Fatalf("%v, %d issues", got.err, len(r.hub.Issues))
		}
		says := strings.Contains(got.summary, "INC-2026-0042 AI-1: <https://github.com/Codertocat/Hello-World/issues/812> was opened for it and is linked nowhere")
		if says != told {
			t.Errorf("%s: %s", link, got.summary)
		}
	}
}

func TestAnIncompleteItemGetsNoTicket(t *testing.T) {
	r, _ := pushed(t, map[string]string{openDocument: strings.Replace(unlinked(t), "rolls back within 2 minutes and pages the on-call engineer", "is improved", 1)})
	got := r.run("merge", "index=false")
	if got.err != nil || len(r.hub.Issues) != 0 || !strings.Contains(got.summary, "no ticket is opened before every action item is complete") {
		t.Errorf("%v, %d issues\n%s", got.err, len(r.hub.Issues), got.summary)
	}
}

func TestLinksComeAsAPullRequest(t *testing.T) {
	r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
	for range 2 {
		if got := r.again(origin).run("merge", "index=false", "write=pull-request"); got.err != nil {
			t.Fatal(got.err, got.log)
		}
	}
	if len(r.hub.Pulls) != 1 || r.hub.Pulls[0].HeadRef != "pmtracker/tickets" || r.hub.Pulls[0].BaseRef != "master" {
		t.Fatalf("pull requests: %+v", r.hub.Pulls)
	}
	if text := r.git("--git-dir", origin, "show", "pmtracker/tickets:"+openDocument); !strings.Contains(text, "issues/812") {
		t.Errorf("the branch does not link:\n%s", text)
	}
	if strings.Contains(r.atOrigin(origin, openDocument), "issues/812") {
		t.Error("the branch master was changed")
	}
}

// TestTheReviewOfAMergedPullRequestIsRecorded merges a document that is closed:
// its approval is written down, so that check agrees with the Action from then
// on. A document that the pull request did not hold is left alone.
func TestTheReviewOfAMergedPullRequestIsRecorded(t *testing.T) {
	other := strings.ReplaceAll(closedDocument(t, "en", 812), "INC-2026-0042", "INC-2026-0001")
	r, origin := pushed(t, map[string]string{".pmtracker.yaml": policy, openDocument: closedDocument(t, "en", 812), "docs/postmortems/other.md": other})
	r.ticket("INC-2026-0042")
	head := r.git("rev-parse", "HEAD")
	r.hub.AddPull(fakehub.Pull{
		HeadSHA: head, HeadRef: "x", Merged: head, Reviews: []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}},
		Files: map[string]string{openDocument: r.git("rev-parse", "HEAD:"+openDocument), "docs/postmortems/other.md": strings.Repeat("0", 40)},
	})
	if got := r.run("merge", "index=false"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	if text := r.atOrigin(origin, openDocument); !strings.Contains(text, `approved_by: "@ben"`) || !strings.Contains(text, "approved_revision: ") {
		t.Errorf("no approval:\n%s", text)
	}
	if strings.Contains(r.atOrigin(origin, "docs/postmortems/other.md"), "approved_by") {
		t.Error("an approval of something else was written")
	}
	if got := r.again(origin).run("merge", "index=false"); got.err != nil || !strings.Contains(got.summary, "Nothing to do") {
		t.Errorf("again: %v\n%s", got.err, got.summary)
	}
}

// TestARefusedOwnerIsSaidAndTheRestGoesOn has one document whose owner GitHub
// does not take.
func TestARefusedOwnerIsSaidAndTheRestGoesOn(t *testing.T) {
	r, origin := pushed(t, map[string]string{
		openDocument:            strings.Replace(unlinked(t), "Owner: @akiko", "Owner: @mallory", 1),
		"docs/postmortems/z.md": strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0050"),
	})
	r.hub.Assignable = []string{"akiko"}
	got := r.run("merge", "index=false")
	if got.err == nil || got.count("::error file="+openDocument) != 1 {
		t.Errorf("%v\n%s", got.err, got.log)
	}
	if !strings.Contains(r.atOrigin(origin, "docs/postmortems/z.md"), "issues/812") {
		t.Error("the other document has no link")
	}
	if _, err := os.Stat(filepath.Join(r.dir, "docs/postmortems/.pmtracker")); err == nil {
		if out := r.git("status", "--porcelain"); strings.Contains(out, ".pmtracker") {
			t.Errorf("what the run kept would be committed: %s", out)
		}
	}
}

// TestARightThatIsMissingIsNamed: whoever reads why no ticket was opened knows what to
// write into the workflow.
func TestARightThatIsMissingIsNamed(t *testing.T) {
	for method, want := range map[string]string{"POST": "permissions: issues: write)", "GET": "permissions: issues: read)"} {
		r, _ := pushed(t, map[string]string{openDocument: unlinked(t)})
		r.fault(standin.Rule{Fault: standin.Fault{Kind: standin.Forbidden}, Method: method, Path: "/issues", Times: 9})
		if got := r.run("merge", "index=false"); got.err == nil || !strings.Contains(got.log+got.err.Error(), want) {
			t.Errorf("%s: no %q in %v\n%s", method, want, got.err, got.log)
		}
	}
}

// TestATicketClosedAsADuplicateIsNotAmongTheOpened: another run opened the same one between
// the listing and the create, and that one stays.
func TestATicketClosedAsADuplicateIsNotAmongTheOpened(t *testing.T) {
	r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
	first := true
	r.before(func(req *http.Request, body []byte) {
		var issue struct{ Title, Body string }
		if first && req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/issues") && json.Unmarshal(body, &issue) == nil {
			first = false
			r.hub.Add(fakehub.Issue{Title: issue.Title, Body: issue.Body, Author: "github-actions[bot]", Labels: []string{"postmortem"}})
		}
	})
	got := r.run("merge", "index=false")
	if got.err != nil || len(r.hub.Issues) < 2 || r.hub.Issues[0].State == "closed" || r.hub.Issues[1].State != "closed" {
		t.Fatalf("%v: %d issues\n%s", got.err, len(r.hub.Issues), got.log)
	}
	stays, closed := "/issues/"+itoa(r.hub.Issues[0].Number)+"\"", "/issues/"+itoa(r.hub.Issues[1].Number)
	if !strings.Contains(got.outputs["tickets"], stays) || strings.Contains(got.outputs["tickets"]+got.summary, closed) || strings.Contains(r.atOrigin(origin, openDocument), closed) {
		t.Errorf("%s\n%s", got.outputs["tickets"], got.summary)
	}
}

// TestEachPullRequestOfAPushIsAsked: a merge queue brings several in one push, and a
// runner has only the last commit.
func TestEachPullRequestOfAPushIsAsked(t *testing.T) {
	const second = "docs/postmortems/INC-2026-0043.md"
	for _, tc := range []struct {
		name, depth string
		told        int // commits of which the event tells
		missing     bool
	}{{"all of the history", "100", 0, false}, {"the last commit, and how many there are", "1", 5, false}, {"the last commit", "1", 0, true}} {
		for _, how := range []string{"merge", "squash"} {
			r, origin := pushed(t, map[string]string{".pmtracker.yaml": policy})
			before := r.git("rev-parse", "HEAD")
			r.ticket("INC-2026-0042")
			r.ticket("INC-2026-0043")
			pulls := []*fakehub.Pull{r.branch("one", openDocument, closedDocument(t, "en", 812)), r.branch("two", second, closedDocument(t, "ja", 813)), r.branch("three", "other.txt", "x")}
			for _, pr := range pulls {
				pr.Reviews = approves("ben", pr.HeadSHA)
			}
			r.queue(how, pulls...)
			after := r.git("rev-parse", "HEAD")
			for i, pr := range pulls {
				pr.State, pr.Merged = "closed", r.git("rev-parse", "HEAD~"+itoa(len(pulls)-1-i))
			}
			r.git("push", "-q", "origin", "HEAD:master")
			other := *r
			other.dir = filepath.Join(t.TempDir(), "clone")
			r.git("clone", "-q", "--depth="+tc.depth, "file://"+origin, other.dir)
			other.env = map[string]string{"GITHUB_EVENT_NAME": "push", "GITHUB_SHA": after}
			other.writeEvent(map[string]any{"before": before, "after": after, "commits": make([]struct{}, tc.told)})
			got := other.run("auto", "index=false")
			if got.err != nil || strings.Contains(got.summary, "write fetch-depth: 0") != tc.missing {
				t.Errorf("%s, %s: %v\n%s", tc.name, how, got.err, got.summary)
			}
			for _, document := range []string{openDocument, second} {
				if recorded := strings.Contains(r.atOrigin(origin, document), `approved_by: "@ben"`); recorded == tc.missing {
					t.Errorf("%s, %s: the approval of %s is recorded: %v\n%s", tc.name, how, document, recorded, got.log)
				}
			}
		}
	}
}
