package github

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// Pull is a pull request. It is an issue as well, which holds its comments.
type Pull struct {
	*Issue
	HeadSHA, HeadRef, BaseRef string
	Merged                    string // the commit that merged it; empty: it is not
	Reviews                   []Review
	Files                     map[string]string // blobs by path, as they are in the head
}

// Review is a reviewer's word on a commit of a pull request.
type Review struct {
	Login, State, Commit string
	Association          string // empty: MEMBER
	Bot                  bool
}

// AddPull puts a pull request there, and gives it.
func (g *GitHub) AddPull(p Pull) *Pull {
	n := g.Add(Issue{Title: p.HeadRef, PullRequest: true, Author: "octocat"})
	for _, is := range g.Issues {
		if is.Number == n {
			p.Issue = is
		}
	}
	g.Pulls = append(g.Pulls, &p)
	return &p
}

// commentID numbers the comments of the repository.
func commentID(is *Issue, i int) int { return is.Number*1000 + i + 1 }

func (g *GitHub) editComment(id string, body []byte, now time.Time) standin.Answer {
	var in struct {
		Body string `json:"body"`
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Body == "" {
		return invalid("IssueComment", "body", "missing_field")
	}
	n, _ := strconv.Atoi(id)
	for _, is := range g.Issues {
		if i := n - commentID(is, 0); i >= 0 && i < len(is.Comments) && is.Comments[i] != "" {
			is.Comments[i] = in.Body
			is.Updated = now
			return ok(g.shownComment(is, i))
		}
	}
	return said(http.StatusNotFound, "Not Found")
}

// removeComment takes a comment away: its text is empty from then on, so that the others
// keep their ids.
func (g *GitHub) removeComment(id string) standin.Answer {
	n, _ := strconv.Atoi(id)
	for _, is := range g.Issues {
		if i := n - commentID(is, 0); i >= 0 && i < len(is.Comments) && is.Comments[i] != "" {
			is.Comments[i] = ""
			return standin.Answer{Status: http.StatusNoContent}
		}
	}
	return said(http.StatusNotFound, "Not Found")
}

// inPulls carries out what is asked about pull requests.
func (g *GitHub) inPulls(r *http.Request, call string, body []byte, now time.Time) standin.Answer {
	switch call {
	case "GET /pulls":
		found := []any{}
		for _, p := range g.Pulls {
			head, state := r.URL.Query().Get("head"), firstOf(r.URL.Query().Get("state"), "open")
			if (state == "all" || p.State == state) && (head == "" || head == g.owner()+":"+p.HeadRef) {
				found = append([]any{g.pull(p)}, found...) // the newest first
			}
		}
		return ok(found)
	case "POST /pulls":
		return g.limited(now, func() standin.Answer { return g.createPull(body) })
	}
	if steps, found := standin.Matches("GET /commits/*/pulls", call); found {
		of := []any{}
		for _, p := range g.Pulls {
			if p.Merged == steps[0] || p.HeadSHA == steps[0] {
				of = append(of, g.pull(p))
			}
		}
		return ok(of)
	}
	if steps, found := standin.Matches("GET /collaborators/*/permission", call); found {
		return g.permission(steps[0])
	}
	for _, p := range g.Pulls {
		path := "/pulls/" + strconv.Itoa(p.Number)
		switch call {
		case "GET " + path:
			return ok(g.pull(p))
		case "GET " + path + "/reviews":
			return ok(g.reviews(p))
		case "GET " + path + "/files":
			return ok(g.files(p))
		}
	}
	return said(http.StatusNotFound, "Not Found")
}

// permission is what an account may do: whoever is not named reads.
func (g *GitHub) permission(login string) standin.Answer {
	level := firstOf(g.Permissions[login], "read")
	if level == "secret" {
		return said(http.StatusForbidden, "Resource not accessible by integration")
	}
	return ok(map[string]any{"permission": level, "role_name": level, "user": g.user(login)})
}

func (g *GitHub) createPull(body []byte) standin.Answer {
	var in struct {
		Title, Head, Base, Body string
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Title == "" || in.Head == "" || in.Base == "" {
		return invalid("PullRequest", "title", "missing_field")
	}
	p := g.AddPull(Pull{HeadRef: in.Head, BaseRef: in.Base})
	p.Title, p.Body, p.Author = in.Title, in.Body, g.Login
	a := ok(g.pull(p))
	a.Status = http.StatusCreated
	return a
}

func (g *GitHub) owner() string {
	for i, r := range g.Repository {
		if r == '/' {
			return g.Repository[:i]
		}
	}
	return g.Repository
}

// pull is a pull request, cut to what callers here read.
func (g *GitHub) pull(p *Pull) map[string]any {
	var merged, mergedAt any
	if p.Merged != "" {
		merged, mergedAt = p.Merged, "2026-11-20T09:00:00Z"
	}
	return map[string]any{
		"number": p.Number, "title": p.Title, "state": p.State, "body": p.Body, "user": g.user(firstOf(p.Author, "octocat")),
		"html_url":         g.web() + "/" + g.Repository + "/pull/" + strconv.Itoa(p.Number),
		"merge_commit_sha": merged, "merged_at": mergedAt,
		"head": map[string]any{"ref": p.HeadRef, "sha": p.HeadSHA}, "base": map[string]any{"ref": p.BaseRef},
	}
}

func (g *GitHub) reviews(p *Pull) []any {
	all := []any{}
	for i, r := range p.Reviews {
		user := g.user(r.Login)
		if r.Bot {
			user["type"] = "Bot"
		}
		web := g.web() + "/" + g.Repository + "/pull/" + strconv.Itoa(p.Number)
		all = append(all, map[string]any{
			"id": i + 1, "node_id": "PRR_" + strconv.Itoa(i+1), "user": user, "body": "", "state": r.State, "commit_id": r.Commit,
			"html_url": web + "#r", "pull_request_url": g.api("/pulls/" + strconv.Itoa(p.Number)), "submitted_at": "2026-11-20T09:00:00Z",
			"author_association": firstOf(r.Association, "MEMBER"),
			"_links":             map[string]any{"html": map[string]any{"href": web}, "pull_request": map[string]any{"href": g.api("/pulls")}},
		})
	}
	return all
}

func (g *GitHub) files(p *Pull) []any {
	all := []any{}
	for name, blob := range p.Files {
		address := g.web() + "/" + g.Repository + "/blob/" + blob
		all = append(all, map[string]any{
			"sha": blob, "filename": name, "status": "modified", "additions": 1, "deletions": 0, "changes": 1,
			"blob_url": address, "raw_url": address, "contents_url": address,
		})
	}
	return all
}
