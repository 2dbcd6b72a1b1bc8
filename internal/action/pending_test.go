package action_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// next pushes another commit to the branch and runs the merge of it in a new checkout, with
// no more history than a runner has.
func (r *repository) next(origin string) result {
	r.t.Helper()
	other := r.again(origin)
	other.git("commit", "-q", "--allow-empty", "-m", "something else")
	other.git("push", "-q", "origin", "HEAD:master")
	other.dir = filepath.Join(r.t.TempDir(), "clone")
	r.git("clone", "-q", "--depth=1", "file://"+origin, other.dir)
	return other.run("merge", "index=false", "write=pull-request")
}

// TestLinksThatWaitStay: while their pull request waits, their tickets may be closed or
// renamed, or not be seen, and something else is pushed.
func TestLinksThatWaitStay(t *testing.T) {
	for name, meanwhile := range map[string]func(*repository){
		"as they were": func(*repository) {},
		"closed":       func(r *repository) { r.hub.Issues[0].State = "closed" },
		"renamed":      func(r *repository) { r.hub.Issues[0].Title = "[checkout] roll back by itself" },
		"not seen": func(r *repository) {
			r.fault(standin.Rule{Fault: standin.Fault{Kind: standin.Forbidden}, Method: "GET", Path: "/issues", Times: 99})
		},
	} {
		r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
		if got := r.again(origin).run("merge", "index=false", "write=pull-request"); got.err != nil || len(r.hub.Pulls) != 1 {
			t.Fatal(got.err, got.log)
		}
		meanwhile(r)
		got := r.next(origin)
		if got.err != nil || got.outputs["tickets"] != `["https://github.com/Codertocat/Hello-World/issues/812"]` || len(r.hub.Pulls) != 1 || r.hub.Pulls[0].State != "open" || len(r.hub.Pulls[0].Comments) != 0 {
			t.Errorf("%s: %v, %+v\n%s", name, got.err, *r.hub.Pulls[0].Issue, got.summary)
		}
		if text := r.git("--git-dir", origin, "show", "pmtracker/tickets:"+openDocument); !strings.Contains(text, "\n- Ticket: https://github.com/Codertocat/Hello-World/issues/812\n") {
			t.Errorf("%s: the link is gone\n%s", name, text)
		}
	}
}

// TestWhatIsRefusedWithdrawsNothing: an item that became another one meanwhile gets no
// link, and nobody can tell that what waits is needed no more.
func TestWhatIsRefusedWithdrawsNothing(t *testing.T) {
	r, origin := pushed(t, map[string]string{openDocument: unlinked(t)})
	if got := r.again(origin).run("merge", "index=false", "write=pull-request"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	other := r.again(origin)
	other.write(map[string]string{openDocument: strings.Replace(unlinked(t), "Deploys roll back by themselves", "Carts are kept", 1)})
	other.commit("another item")
	other.git("push", "-q", "origin", "HEAD:master")
	if got := r.next(origin); got.err == nil || !strings.Contains(got.summary, "has a ticket from earlier") || r.hub.Pulls[0].State != "open" {
		t.Errorf("%v, the pull request is %s\n%s", got.err, r.hub.Pulls[0].State, got.summary)
	}
}

// TestAnApprovalThatWaitsStays: the reviews are those of another push.
func TestAnApprovalThatWaitsStays(t *testing.T) {
	r, origin := pushed(t, map[string]string{".pmtracker.yaml": policy, openDocument: closedDocument(t, "en", 812)})
	r.ticket("INC-2026-0042")
	head := r.git("rev-parse", "HEAD")
	r.hub.AddPull(fakehub.Pull{HeadSHA: head, HeadRef: "x", Merged: head, Reviews: approves("ben", head), Files: map[string]string{openDocument: r.git("rev-parse", "HEAD:"+openDocument)}})
	if got := r.again(origin).run("merge", "index=false", "write=pull-request"); got.err != nil || len(r.hub.Pulls) != 2 {
		t.Fatal(got.err, got.log)
	}
	got := r.next(origin)
	if text := r.git("--git-dir", origin, "show", "pmtracker/tickets:"+openDocument); got.err != nil || r.hub.Pulls[1].State != "open" || !strings.Contains(text, `approved_by: "@ben"`) {
		t.Errorf("%v, the pull request is %s\n%s\n%s", got.err, r.hub.Pulls[1].State, got.summary, text)
	}
	other := r.again(origin)
	other.write(map[string]string{openDocument: strings.Replace(closedDocument(t, "en", 812), "The alert was quick.", "The alert was slow.", 1)})
	other.commit("edited")
	other.git("push", "-q", "origin", "HEAD:master")
	if got := r.next(origin); got.err != nil || r.hub.Pulls[1].State != "closed" {
		t.Errorf("of another revision: %v, the pull request is %s\n%s", got.err, r.hub.Pulls[1].State, got.summary)
	}
}
