package action

import (
	"context"
	"net/http"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// bot is the account of the token that GitHub gives a job.
const bot = "github-actions[bot]"

// isMine tells whether the token's own account wrote something.
func (a *api) isMine(ctx context.Context, who *gh.User) (bool, error) {
	if a.me == "" {
		var err error
		if a.me, err = a.whoseToken(ctx); err != nil {
			return false, err
		}
	}
	if a.me == anybody {
		return true, nil
	}
	isApp := strings.HasSuffix(a.me, "[bot]")
	return strings.EqualFold(who.GetLogin(), a.me) && (who.GetType() == "Bot") == isApp, nil
}

// anybody stands for the token's account where the server cannot tell whose it is.
const anybody = "*"

// whoseToken asks for the login of the token's account. GET /user is refused to the
// token of a job and of an app; GraphQL tells either who it is. Where that is refused
// as well, it is taken to be the job's own. A server that knows no GraphQL, which GitHub
// always does, keeps nobody apart.
// https://docs.github.com/en/graphql/reference/queries#viewer
func (a *api) whoseToken(ctx context.Context) (string, error) {
	req, err := a.client.NewRequest(http.MethodPost, "graphql", map[string]string{"query": "query { viewer { login } }"})
	if err != nil {
		return "", failed(err, "cannot ask whose token this is", "トークンのアカウントを確認できません")
	}
	req.URL.Path = strings.Replace(req.URL.Path, "/api/v3/graphql", "/api/graphql", 1)
	var said struct {
		Data   struct{ Viewer struct{ Login string } }
		Errors []any
	}
	answer, err := a.client.Do(ctx, req, &said)
	switch {
	case said.Data.Viewer.Login != "":
		return said.Data.Viewer.Login, nil
	case len(said.Errors) > 0, denied(err) && answer.StatusCode == http.StatusForbidden:
		return bot, nil
	case answer != nil && (answer.StatusCode < http.StatusInternalServerError || answer.StatusCode == http.StatusNotImplemented):
		return anybody, nil
	}
	return "", failed(err, "cannot ask whose token this is", "トークンのアカウントを確認できません")
}
