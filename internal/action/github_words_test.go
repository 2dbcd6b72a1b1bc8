package action_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// before has a function see each request to GitHub, before it is carried out.
func (r *repository) before(see func(req *http.Request, body []byte)) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		see(req, body)
		req.Body = io.NopCloser(bytes.NewReader(body))
		r.server.ServeHTTP(w, req)
	}))
	r.t.Cleanup(s.Close)
	r.url = s.URL
}

// answer has GitHub answer a request with a status and a message; times: so often, 0: always.
func (r *repository) answer(method, part string, status, times int, message string) {
	seen := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method != method || !strings.Contains(req.URL.Path, part) || times > 0 && seen >= times {
			r.server.ServeHTTP(w, req)
			return
		}
		seen++
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"message":%q}`, message)
	}))
	r.t.Cleanup(s.Close)
	r.url = s.URL
}

// TestARefusalThatNoRightChangesNamesNone: GitHub answers 403 also to what it does for
// nobody, and the job has the right already.
func TestARefusalThatNoRightChangesNamesNone(t *testing.T) {
	const head = "ec26c3e57ca3a959ca5aad62de7213c562f8c821"
	r := newRepository(t, nil)
	r.hub.Runs = []*fakehub.Run{{File: "pmtracker.yml", Event: "pull_request", HeadSHA: head}}
	r.reviewed(head, "approved")
	r.answer(http.MethodPost, "/rerun", http.StatusForbidden, 0, "Unable to retry this workflow run because it was created over a month ago")
	got := r.run("auto")
	if incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.log, "a commit that is pushed to the pull request starts a new one: GitHub refuses it (Unable to retry this workflow run because it was created over a month ago)") || strings.Contains(got.log, "actions: write") {
		t.Errorf("too old: %v\n%s", got.err, got.log)
	}
	r.answer(http.MethodPost, "/rerun", http.StatusForbidden, 2, "This workflow is already running")
	if got := r.run("auto"); got.err != nil || r.hub.Runs[0].Attempts != 1 || r.paused != 2 {
		t.Errorf("already running: %v, run again %d times after %d waits", got.err, r.hub.Runs[0].Attempts, r.paused)
	}

	r = newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{openDocument: unlinked(t)}) })
	r.answer(http.MethodPost, "/comments", http.StatusForbidden, 0, "Unable to create comment because issue is locked.")
	got = r.run("pull-request", "comment=true")
	if got.err != nil || got.count("::notice title=pmtracker::left out: the comment; GitHub refuses it (Unable to create comment because issue is locked.)") != 1 || strings.Contains(got.log, "permissions: ") {
		t.Errorf("locked: %v\n%s", got.err, got.log)
	}
}

// TestTheDigestNamesTheRightThatItNeeds: it looks for the issue to write it.
func TestTheDigestNamesTheRightThatItNeeds(t *testing.T) {
	for message, tc := range map[string]struct {
		status int
		says   string
	}{
		"Resource not accessible by integration":       {http.StatusForbidden, "give the job permissions: issues: write ("},
		"Issues has been disabled in this repository.": {http.StatusGone, "(Issues has been disabled in this repository.); switch issues on in the settings of the repository, or give the input digest-to another place"},
	} {
		r := newRepository(t, map[string]string{openDocument: unlinked(t)})
		r.answer(http.MethodGet, "/issues", tc.status, 0, message)
		if got := r.run("digest", "force=true"); !strings.Contains(got.log, tc.says) {
			t.Errorf("%v\n%s", got.err, got.log)
		}
	}
}

// TestNoWordOfALibraryIsShown: what GitHub did not do is one sentence in the reader's
// language, without the address that was asked.
func TestNoWordOfALibraryIsShown(t *testing.T) {
	for kind, want := range map[standin.Kind][2]string{
		standin.Forbidden:      {": GitHub refuses it (Resource not accessible", ": GitHub が拒否しました（Resource not accessible"},
		standin.Unauthorized:   {": GitHub does not accept the token (Bad credentials); leave the input token out, or correct its secret", ": GitHub がトークンを受け付けません（Bad credentials）。入力 token を外すか、そのシークレットを直してください"},
		standin.ServerError:    {": GitHub answered 500 (Server Error); run the job again", ": GitHub の応答は 500（Server Error）でした。ジョブを再実行してください"},
		standin.NotImplemented: {": GitHub answered 404 (", ": GitHub の応答は 404（"},
		standin.Drop:           {": GitHub gave no answer (EOF); run the job again", ": GitHub から応答がありません（EOF）。ジョブを再実行してください"},
	} {
		r := newRepository(t, map[string]string{openDocument: unlinked(t)})
		r.fault(standin.Rule{Fault: standin.Fault{Kind: kind}, Path: "/issues", Times: 9})
		got := r.run("digest", "force=true", "digest-to=issue")
		for i, l := range []incident.Lang{incident.English, incident.Japanese} {
			text := incident.Sentence(got.err, l)
			if !strings.Contains(text, want[i]) || strings.Contains(text, "://") || strings.Contains(text, "[]") {
				t.Errorf("%s: %s", kind, text)
			}
		}
	}
}
