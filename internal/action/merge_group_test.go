package action_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// queue puts pull requests into the merge queue, each on top of the one before,
// checks out the last as actions/checkout does and writes its event.
func (r *repository) queue(how string, prs ...*fakehub.Pull) {
	r.t.Helper()
	r.git("checkout", "-q", "-B", "queue", "master")
	base := ""
	for _, pr := range prs {
		base = r.git("rev-parse", "HEAD")
		switch how {
		case "merge":
			r.git("merge", "-q", "--no-ff", "-m", "Merge pull request", pr.HeadSHA)
		default:
			r.git("merge", "-q", "--squash", pr.HeadSHA)
			r.commit("squashed")
		}
	}
	r.group(base, prs[len(prs)-1].Number)
}

// group writes the event of a merge group that stands on base, in the shape of
// GitHub's schema: https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group
func (r *repository) group(base string, number int) {
	who := map[string]any{"name": "Test", "email": "test@example.com"}
	head := r.git("rev-parse", "HEAD")
	r.env["GITHUB_EVENT_NAME"] = "merge_group"
	r.writeEvent(map[string]any{"action": "checks_requested", "merge_group": map[string]any{
		"head_sha": head, "head_ref": "refs/heads/gh-readonly-queue/master/pr-" + itoa(number) + "-" + base,
		"base_sha": base, "base_ref": "refs/heads/master",
		"head_commit": map[string]any{"id": head, "tree_id": r.git("rev-parse", "HEAD^{tree}"), "message": "Merge pull request", "timestamp": "2026-11-23T09:00:00Z", "author": who, "committer": who},
	}, "repository": map[string]any{"full_name": hubName}, "sender": map[string]any{"login": "ben"}})
}

// branch makes a pull request that brings one document.
func (r *repository) branch(name, document, text string) *fakehub.Pull {
	r.git("checkout", "-q", "-b", name, "master")
	r.write(map[string]string{document: text})
	head := r.commit(name)
	return r.hub.AddPull(fakehub.Pull{HeadSHA: head, HeadRef: name, BaseRef: "master", Files: map[string]string{document: r.git("rev-parse", head+":"+document)}})
}

func approves(login, head string) []fakehub.Review {
	return []fakehub.Review{{Login: login, State: "APPROVED", Commit: head}}
}

// TestAMergeGroupIsJudgedByTheReviewsOfItsPullRequests closes a document through
// the queue.
func TestAMergeGroupIsJudgedByTheReviewsOfItsPullRequests(t *testing.T) {
	other := strings.ReplaceAll(closedDocument(t, "en", 3), "INC-2026-0042", "INC-2026-0050")
	for _, tc := range []struct {
		name                string
		first, second, says string // who approved which pull request
	}{
		{"both approved", "ben", "ben", ""},
		{"the second is not", "ben", "", "nobody has approved the last commit of this pull request →"},
		{"by its own author", "ben", "akiko", "@akiko approved it, who wrote it"},
		{"the one before is judged in its own group", "", "ben", ""},
	} {
		for _, how := range []string{"merge", "squash"} {
			r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
			r.ticket("INC-2026-0042")
			r.hub.FirstIssue = 2
			first := r.branch("one", "docs/postmortems/a.md", other)
			second := r.branch("two", openDocument, strings.Replace(closedDocument(t, "en", 3), "issues/3", "issues/"+itoa(r.hub.Issues[0].Number), 1))
			if tc.first != "" {
				first.Reviews = approves(tc.first, first.HeadSHA)
			}
			if tc.second != "" {
				second.Reviews = approves(tc.second, second.HeadSHA)
			}
			r.queue(how, first, second)
			got := r.run("auto", "comment=true", "report="+filepath.Join(t.TempDir(), "report.json"))
			if (got.err == nil) != (tc.says == "") || !strings.Contains(strings.ReplaceAll(got.summary, "\u2060", ""), tc.says) {
				t.Errorf("%s, %s: %v\n%s\n%s", tc.name, how, got.err, got.log, got.summary)
			}
			if tc.says == "" && got.outputs["closed"] != `["INC-2026-0042"]` {
				t.Errorf("%s, %s: %v", tc.name, how, got.outputs)
			}
			if len(first.Comments)+len(second.Comments) > 0 {
				t.Errorf("%s: a comment is posted", tc.name)
			}
		}
	}
}

// TestAnApprovalInAGroupIsOfItsOwnFiles has a group of two pull requests on one
// base, and a document that the base branch changed after it was approved.
func TestAnApprovalInAGroupIsOfItsOwnFiles(t *testing.T) {
	text := closedDocument(t, "en", 1)
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy, openDocument: strings.Replace(text, "status: closed", "status: in-review", 1)})
	r.ticket("INC-2026-0042")
	document := r.branch("document", openDocument, text)
	other := r.branch("other", "other.txt", "x")
	other.Reviews = approves("ben", other.HeadSHA)
	base := r.git("rev-parse", "master")
	r.queue("merge", document, other)
	r.group(base, other.Number)
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.summary, "- [ ] G6") {
		t.Errorf("approved in another pull request: %v\n%s", got.err, got.summary)
	}
	document.Reviews = approves("ben", document.HeadSHA)
	if got := r.run("pull-request"); got.err != nil {
		t.Errorf("approved in its own: %v\n%s", got.err, got.summary)
	}
	r.git("checkout", "-q", "master")
	r.write(map[string]string{openDocument: strings.Replace(read(t, filepath.Join(r.dir, openDocument)), "The alert was quick.", "The alert was slow.", 1)})
	r.commit("edited on the base branch")
	r.queue("merge", document)
	if got := r.run("pull-request"); got.err == nil || !strings.Contains(got.summary, "before the base branch changed the document as well") {
		t.Errorf("changed on the base branch: %v\n%s", got.err, got.summary)
	}
}
