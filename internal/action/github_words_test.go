package action_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
)

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
