package action

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// failed says what GitHub did not do, in English and in Japanese, and why: Refused for
// want of a right, Invalid for a token that is not accepted, else Unavailable.
func failed(err error, english, japanese string, values ...any) error {
	why := answered(err)
	return incident.Tell(incident.CodeOf(why), english+": %w", japanese+": %w", append(values, why)...)
}

// answered gives what GitHub said, in its own words, and what to do about it. The
// library's error has the address that was asked as well, which helps nobody.
func answered(err error) error {
	var e *gh.ErrorResponse
	if !errors.As(err, &e) || e.Response == nil {
		return unanswered(err)
	}
	status := e.Response.StatusCode
	said := cmp.Or(strings.TrimSpace(e.Message), http.StatusText(status))
	switch status {
	case http.StatusUnauthorized:
		return incident.Tell(incident.Invalid, "GitHub does not accept the token (%s); leave the input token out, or correct its secret",
			"GitHub がトークンを受け付けません（%s）。入力 token を外すか、そのシークレットを直してください", said)
	case http.StatusGone:
		return incident.Tell(incident.Invalid, "GitHub answered 410 (%s); switch issues on in the settings of the repository, or give the input digest-to another place",
			"GitHub の応答は 410（%s）でした。リポジトリの設定で Issues を有効にするか、入力 digest-to に別の投稿先を指定してください", said)
	case http.StatusForbidden:
		if ofState().MatchString(said) {
			return unwilling{incident.Tell(incident.Refused, "GitHub refuses it (%s), which no right of the job changes", "GitHub が拒否しました（%s）。ジョブの権限の問題ではありません", said)}
		}
		return incident.Tell(incident.Refused, "GitHub refuses it (%s); give the job permissions: %s (where the input token is given: give that token the right)",
			"GitHub が拒否しました（%s）。ジョブに permissions: %s を付けてください（入力 token を使う場合はそのトークンに権限を付けてください）", said, rightFor(e.Response.Request))
	case http.StatusNotFound:
		return incident.Tell(incident.Refused, "GitHub answered 404 (%s): it does not exist, or the token may not see it; give the job permissions: %s",
			"GitHub の応答は 404（%s）でした。存在しないか、トークンでは見えません。ジョブに permissions: %s を付けてください", said, rightFor(e.Response.Request))
	}
	return incident.Tell(incident.Unavailable, "GitHub answered %d (%s); run the job again", "GitHub の応答は %d（%s）でした。ジョブを再実行してください", status, said)
}

// unwilling is the error of what GitHub does for nobody, as things stand: a conversation is
// locked, a run is too old.
type unwilling struct{ error }

// Unwrap gives what GitHub said.
func (u unwilling) Unwrap() error { return u.error }

// ofState finds the answers 403 that speak of no right. GitHub writes them for people and
// lists them nowhere.
var ofState = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^unable to |already running|\blocked\b|\barchived\b|\bdisabled\b`)
})

// unanswered says why there is no answer.
func unanswered(err error) error {
	why := tickets.Reason(tickets.Attempt{Service: "GitHub", Address: "GITHUB_API_URL", What: err}.NoAnswer(err))
	var asked *url.Error
	if !errors.As(why, &asked) {
		return why
	}
	return incident.Tell(incident.CodeOf(why), "GitHub gave no answer (%w); run the job again", "GitHub から応答がありません（%w）。ジョブを再実行してください", asked.Err)
}

var ofPullRequest = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`/pulls\b|/issues/[0-9]+/comments$`) })

// rightFor gives the right that a request needs, as the permissions of a job name it. Who
// looks for a run is about to run it again, who lists issues or comments to write one, and
// who lists the pull requests of a branch to open one.
func rightFor(sent *http.Request) string {
	path := sent.URL.Path
	switch {
	case strings.Contains(path, "/actions/"):
		return "actions: write"
	case !ofPullRequest().MatchString(path):
		return "issues: write"
	case sent.Method == http.MethodGet && strings.Contains(path, "/pulls") && !sent.URL.Query().Has("head"):
		return "pull-requests: read"
	}
	return "pull-requests: write"
}
