package action

import (
	"context"
	"strconv"
	"strings"
)

// pushed gives the commits by which a push changed files of the branch, the newest first:
// one push can bring several pull requests, as a merge queue does. Each commit merges one
// or is of one. Without the event of a push it is the commit itself.
func (j *Job) pushed(ctx context.Context, m *merged, commit string, paths []string) ([]string, error) {
	e, err := j.event()
	alone := []string{commit}
	if err != nil || e.After != commit || e.Forced || len(e.Commits) == 1 || strings.Trim(e.Before, "0") == "" || !plainSHA(e.Before) {
		return alone, nil
	}
	if !j.reaches(ctx, commit, e.Before, len(e.Commits)) {
		j.say(m, "the push has commits that are not in this checkout, so only the pull request of the last one is asked who approved it; write fetch-depth: 0 under actions/checkout (%s)",
			"push されたコミットの一部がチェックアウトされていないため、最後のコミットのプルリクエストだけ承認者を確認しました。actions/checkout に fetch-depth: 0 を書いてください（%s）", e.Before+".."+commit)
		return alone, nil
	}
	out, err := j.git.run(ctx, append([]string{"rev-list", "--first-parent", "--end-of-options", e.Before + ".." + commit, "--"}, paths...)...)
	return strings.Fields(out), err
}

// reaches tells whether the history from a commit back to an earlier one is here. Where it
// is cut off, it is fetched: so far as a push of that many commits can go.
func (j *Job) reaches(ctx context.Context, commit, earlier string, commits int) bool {
	reached := func() bool {
		_, err := j.git.run(ctx, "merge-base", "--is-ancestor", earlier, commit)
		return err == nil
	}
	if reached() || !j.git.shallow(ctx) {
		return reached()
	}
	_, _ = j.git.run(ctx, "fetch", "--quiet", "--no-tags", "--depth="+strconv.Itoa(commits+1), "origin", commit) // whether it came is seen below
	return reached()
}
