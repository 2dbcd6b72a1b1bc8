package github

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// failure makes the error of a request that go-github reports as failed. what
// says what could not be done.
func failure(resp *gh.Response, err, what error, changes bool) error {
	a := tickets.Attempt{Service: "GitHub", Address: "GITHUB_API_URL", What: what, Changes: changes}
	if resp == nil || resp.Response == nil {
		return a.NoAnswer(err)
	}
	a.PutRight = putRight(resp, said(err))
	if status := resp.StatusCode; status >= 300 {
		return a.Answered(status, said(err))
	}
	return a.NoAnswer(err)
}

// putRight says what puts right that GitHub denies a request: a right of the token,
// unless its words name another cause; nil where they say all that is known of that.
func putRight(resp *gh.Response, said string) error {
	words := strings.ToLower(said)
	about := func(what string) bool { return strings.Contains(words, what) }
	switch sso := resp.Header.Get("X-GitHub-SSO"); {
	case aboutRight(resp, said):
		return lacksRight(resp.Request)
	case about("archived"):
		return tickets.Cannot("unarchive the repository, or name another one as tickets.repository (GITHUB_REPOSITORY)", "リポジトリのアーカイブを解除するか、tickets.repository（GITHUB_REPOSITORY）に別のリポジトリを書いてください")
	case about("saml") || strings.HasPrefix(sso, "required"):
		return singleSignOn(sso)
	case about("ip allow list"):
		return tickets.Cannot("run it from an address on the IP allow list of the organisation, or have an owner of it add this one", "組織の IP 許可リストにあるアドレスから実行するか、組織のオーナーにこのアドレスを追加してもらってください")
	}
	return nil
}

// otherCauses are words of a 403 by which GitHub names a cause that no right of the
// token changes: the state of the repository or account, and what an organisation allows.
var otherCauses = []string{
	"archived", "locked", "disabled", "blocked", "suspended", "flagged", "must be verified",
	"saml", "ip allow list", "access restrictions", "forbids access", "two-factor", "limited the ability",
	"login attempts", "administrative rules",
}

// aboutRight tells of a denied request whether it is about what the token may do: what
// GitHub, GitHub Enterprise and GitHub Apps say then has no form of its own.
func aboutRight(resp *gh.Response, said string) bool {
	words := strings.ToLower(said)
	return !strings.HasPrefix(resp.Header.Get("X-GitHub-SSO"), "required") &&
		!slices.ContainsFunc(otherCauses, func(cause string) bool { return strings.Contains(words, cause) })
}

// singleSignOn says where a token is authorised for an organisation that signs in by
// SAML. The address is that of a header: "required; url=https://github.com/orgs/…".
func singleSignOn(header string) error {
	_, address, _ := strings.Cut(header, "url=")
	if !strings.HasPrefix(address, "https://") {
		return tickets.Cannot("authorise the token for the organisation, under \"Configure SSO\" beside it in GitHub's settings of tokens", "GitHub のトークン設定にある「Configure SSO」で、このトークンを組織に対して承認してください")
	}
	return tickets.Cannot("authorise the token for the organisation at %s", "%s で、このトークンを組織に対して承認してください", address)
}

// lacksRight says which right a request to the issues of a repository needs; a request
// in GraphQL asks for what is on a project board.
func lacksRight(sent *http.Request) error {
	right := "issues: write"
	switch {
	case sent == nil || strings.HasSuffix(sent.URL.Path, "/graphql"):
		return tickets.Cannot("give the account of the token the right", "トークンのアカウントに権限を与えてください")
	case sent.Method == http.MethodGet:
		right = "issues: read"
	}
	return tickets.Cannot("give the account of the token the right %s (in a workflow permissions: %[1]s)", "トークンのアカウントに %s の権限を与えてください（ワークフローでは permissions: %[1]s）", right)
}

// movedAway is the error of a request that GitHub redirects: the repository was
// renamed or transferred. It asks for the name that it has now.
func (p *Provider) movedAway(ctx context.Context, what error, status int) error {
	repository, _, err := p.client.Repositories.Get(ctx, p.owner, p.repo)
	if now := repository.GetFullName(); err == nil && now != "" && !strings.EqualFold(now, p.repository()) {
		return incident.Tell(incident.Invalid, "%s: it has moved (%d) and is now %s; write that as tickets.repository (GITHUB_REPOSITORY)",
			"%s: 移動しており（%d）、現在の名前は %s です。tickets.repository（GITHUB_REPOSITORY）に書いてください", what, status, now)
	}
	return tickets.Attempt{Service: "GitHub", What: what}.Answered(status, "")
}

// said gives GitHub's own words: its message, and of each error in detail the
// field and what is wrong with it.
func said(err error) string {
	var e *gh.ErrorResponse
	if !errors.As(err, &e) {
		return ""
	}
	parts := []string{e.Message}
	for _, d := range e.Errors {
		if detail := strings.TrimSpace(d.Field + " " + firstOf(d.Message, d.Code)); detail != "" {
			parts = append(parts, detail)
		}
	}
	return strings.Trim(strings.Join(parts, "; "), "; ")
}

// refused says which field of a 422 GitHub does not take, "" for another error.
func refusedField(err error) string {
	var e *gh.ErrorResponse
	if errors.As(err, &e) && e.Response != nil && e.Response.StatusCode == http.StatusUnprocessableEntity && len(e.Errors) > 0 {
		return e.Errors[0].Field
	}
	return ""
}

// labelRefused tells whether a 422 is about a label.
func labelRefused(err error) bool {
	var e *gh.ErrorResponse
	return errors.As(err, &e) && e.Response != nil && e.Response.StatusCode == http.StatusUnprocessableEntity &&
		slices.ContainsFunc(e.Errors, func(d gh.Error) bool { return strings.EqualFold(d.Resource, "label") || d.Field == "labels" })
}

// spoken tells whether an error is GitHub's own answer in JSON, and not that of
// something before it which does not know the path.
func spoken(err error) bool {
	var e *gh.ErrorResponse
	return errors.As(err, &e) && e.Message != ""
}

func ownerRefused(login, repository string) error {
	return incident.Tell(incident.Refused, "GitHub does not take %s as an assignee in %s; give that account access to the repository, or name another owner",
		"%[2]s で %[1]s は担当にできません。リポジトリへの権限を与えるか、別の担当を書いてください", login, repository)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
