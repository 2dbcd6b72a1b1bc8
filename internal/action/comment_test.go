package action_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// commented is a pull request whose document is in review, and the comments of it.
func commented(t *testing.T) (r *repository, head string) {
	t.Helper()
	r = newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head = r.pullRequest("changes", func() {
		r.write(map[string]string{openDocument: strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1)})
	})
	return r, head
}

// TestAnOlderRunLeavesTheCommentToTheNewer: the runs of two pushes end in any order.
func TestAnOlderRunLeavesTheCommentToTheNewer(t *testing.T) {
	r, head := commented(t)
	if r.run("pull-request", "comment=true"); len(r.hub.Issues[0].Comments) != 1 || !strings.Contains(r.hub.Issues[0].Comments[0], "\nCommit: "+head+"\n") {
		t.Fatalf("comments %q", r.hub.Issues[0].Comments)
	}
	next := strings.Repeat("a", 40)
	newer := "<!-- pmtracker:pull-request -->\nof the newer run\n\nCommit: " + next + "\n"
	r.hub.Pulls[0].HeadSHA, r.hub.Issues[0].Comments[0] = next, newer
	got := r.run("pull-request", "comment=true")
	if got.err != nil || r.hub.Issues[0].Comments[0] != newer || got.count("::notice title=pmtracker::the comment speaks of a newer commit of the pull request and stays") != 1 {
		t.Errorf("%v, comments %q\n%s", got.err, r.hub.Issues[0].Comments, got.log)
	}
	r.fault(standin.Rule{Fault: standin.Fault{Kind: standin.Forbidden}, Method: "GET", Path: "/pulls/", Times: 9}) // a token that may comment, and no more
	if got := r.run("pull-request", "comment=true"); got.err != nil || r.hub.Issues[0].Comments[0] == newer {
		t.Errorf("%v, comments %q\n%s", got.err, r.hub.Issues[0].Comments, got.log)
	}
}

// pullless is a GitHub that answers the question about one pull request in a way of its own.
type pullless struct {
	*fakehub.GitHub
	answer standin.Answer
}

func (p pullless) Handle(r *http.Request, body []byte, f standin.Fault, now time.Time) standin.Answer {
	if r.Method == http.MethodGet && onePull.MatchString(r.URL.Path) {
		return p.answer
	}
	return p.GitHub.Handle(r, body, f, now)
}

// TestTheCommentIsWrittenWhereNobodyTellsTheHead: not every server knows the call, and the
// comment is what people wait for.
func TestTheCommentIsWrittenWhereNobodyTellsTheHead(t *testing.T) {
	for name, answer := range map[string]standin.Answer{
		"null":          {Status: http.StatusOK, Body: json.RawMessage("null")},
		"no fields":     {Status: http.StatusOK, Body: map[string]any{}},
		"nothing":       {Status: http.StatusOK},
		"not known":     {Status: http.StatusNotImplemented, Body: map[string]any{"message": "no"}},
		"another shape": {Status: http.StatusOK, Body: []any{}},
		"always one":    {Status: http.StatusOK, Body: map[string]any{"head": map[string]any{"sha": strings.Repeat("b", 40)}}}, // nobody has commented on it
		"no commit":     {Status: http.StatusOK, Body: map[string]any{"head": map[string]any{"sha": "main"}}},
	} {
		r, head := commented(t)
		r.server.Vendor = pullless{r.hub, answer}
		got := r.run("pull-request", "comment=true")
		if c := r.hub.Issues[0].Comments; got.err != nil || len(c) != 1 || !strings.Contains(c[0], "\nCommit: "+head+"\n") {
			t.Errorf("%s: %v, comments %q\n%s", name, got.err, c, got.log)
		}
	}
}

// TestTwoRunsAtOnceLeaveOneComment: each finds none and makes one.
func TestTwoRunsAtOnceLeaveOneComment(t *testing.T) {
	const other = "<!-- pmtracker:pull-request -->\nof another run"
	for name, told := range map[string]bool{"as they post": true, "by the next run": true, "not where nobody can be told apart": false} {
		r, _ := commented(t)
		r.hub.NoGraphQL = !told
		issue := r.hub.Issues[0]
		if name == "as they post" {
			r.server.Choose = func(req *http.Request) standin.Fault {
				if req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/comments") {
					issue.Comments = append(issue.Comments, other)
				}
				return standin.Fault{}
			}
		} else {
			issue.Comments = []string{other, other, "a word of somebody", other}
		}
		got := r.run("pull-request", "comment=true")
		left := slices.DeleteFunc(slices.Clone(issue.Comments), func(text string) bool { return !strings.HasPrefix(text, "<!-- pmtracker") })
		if got.err != nil || len(left) == 1 != told || !strings.Contains(left[0], "No error in 1 document") {
			t.Errorf("%s: %v, comments %q\n%s", name, got.err, issue.Comments, got.log)
		}
	}
}

// TestTheCommentEndsInTheLanguageOfItsPage: the documents are Japanese, the team says no
// language, and a README that people wrote is changed beside them.
func TestTheCommentEndsInTheLanguageOfItsPage(t *testing.T) {
	r := newRepository(t, nil)
	r.pullRequest("changes", func() {
		long := map[string]string{"docs/postmortems/2026/README.md": "# ours\n"}
		for i := range 60 {
			key := fmt.Sprintf("INC-2026-1%03d", i)
			long["docs/postmortems/2026/"+key+".md"] = strings.NewReplacer("INC-2026-0043", key, "status: closed", "status: in-review").Replace(closedDocument(t, "ja", 3))
		}
		r.write(long)
	})
	got := r.run("pull-request", "comment=true")
	comment := strings.Join(r.hub.Issues[0].Comments, "")
	if !strings.HasPrefix(got.summary, "## ポストモーテム\n") || !strings.Contains(comment, "コメントが長いため、ここまでです。") || !strings.Contains(comment, "\nコミット: ") {
		t.Errorf("%v\n%.300s\n…\n%s", got.err, got.summary, comment[max(0, len(comment)-300):])
	}
}

// TestAMissingTicketHasOneAdvice: before the merge there is nothing to do about it.
func TestAMissingTicketHasOneAdvice(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{openDocument: unlinked(t)}) })
	got := r.run("pull-request")
	if got.err != nil || strings.Count(got.summary, "nothing now: once every action item is complete, it is opened and linked after the merge") != 1 || strings.Contains(got.summary, "open it with") || strings.Contains(got.summary, "**Findings**") {
		t.Errorf("%v\n%s", got.err, got.summary)
	}
	if got.outputs["warnings"] != "1" || got.count("::warning file="+openDocument) != 1 {
		t.Errorf("%v\n%s", got.outputs, got.log)
	}
}
