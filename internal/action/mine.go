package action

import (
	"context"
	"net/http"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// bot is the account of the token that GitHub gives a job.
const bot = "github-actions[bot]"

// isMine tells whether the token's own account wrote something. GET /user is refused to
// the token of a job and of an app; GraphQL tells either who it is. Where that is refused
// as well, what the job's own account wrote counts.
// https://docs.github.com/en/graphql/reference/queries#viewer
func (a *api) isMine(ctx context.Context, who *gh.User) (bool, error) {
	if a.me == "" {
		req, err := a.client.NewRequest(http.MethodPost, "graphql", map[string]string{"query": "query { viewer { login } }"})
		if err != nil {
			return false, failed(err, "cannot ask whose token this is", "トークンのアカウントを確認できません")
		}
		req.URL.Path = strings.Replace(req.URL.Path, "/api/v3/graphql", "/api/graphql", 1)
		var said struct {
			Data struct{ Viewer struct{ Login string } }
		}
		if _, err := a.client.Do(ctx, req, &said); err != nil && !denied(err) {
			return false, failed(err, "cannot ask whose token this is", "トークンのアカウントを確認できません")
		}
		if a.me = said.Data.Viewer.Login; a.me == "" {
			a.me = bot
		}
	}
	isApp := strings.HasSuffix(a.me, "[bot]")
	return strings.EqualFold(who.GetLogin(), a.me) && (who.GetType() == "Bot") == isApp, nil
}
