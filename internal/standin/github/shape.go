package github

import (
	"strconv"
	"strings"
	"time"
)

// user is a person in the shape of GitHub's "simple user".
func (g *GitHub) user(login string) map[string]any {
	api := "https://api.github.com/users/" + login
	kind := "User"
	if strings.HasSuffix(login, "[bot]") {
		kind = "Bot"
	}
	return map[string]any{
		"login": login, "id": number(login), "node_id": "U_" + login, "avatar_url": "https://avatars.githubusercontent.com/u/1",
		"gravatar_id": "", "url": api, "html_url": g.web() + "/" + login, "followers_url": api + "/followers",
		"following_url": api + "/following{/other_user}", "gists_url": api + "/gists{/gist_id}",
		"starred_url": api + "/starred{/owner}{/repo}", "subscriptions_url": api + "/subscriptions",
		"organizations_url": api + "/orgs", "repos_url": api + "/repos", "events_url": api + "/events{/privacy}",
		"received_events_url": api + "/received_events", "type": kind, "site_admin": false,
	}
}

// number gives a stable number for a name.
func number(name string) int {
	n := 1000
	for _, r := range name {
		n = (n*31 + int(r)) % 1_000_000_007
	}
	return n
}

func (g *GitHub) issue(is *Issue) map[string]any {
	path := "/issues/" + strconv.Itoa(is.Number)
	out := map[string]any{
		"url": g.api(path), "repository_url": g.api(""), "labels_url": g.api(path + "/labels{/name}"),
		"comments_url": g.api(path + "/comments"), "events_url": g.api(path + "/events"),
		"html_url": g.web() + "/" + g.Repository + path, "id": 4_000_000 + is.Number, "node_id": "I_" + strconv.Itoa(is.Number),
		"number": is.Number, "title": is.Title, "user": g.user(firstOf(is.Author, "octocat")), "labels": []any{}, "state": is.State,
		"locked": false, "assignee": nil, "assignees": []any{}, "milestone": nil, "comments": len(is.Comments),
		"created_at": stamp(is.Created), "updated_at": stamp(is.Updated), "closed_at": nil,
		"author_association": "MEMBER", "active_lock_reason": nil, "body": nil, "state_reason": nil,
	}
	if is.Body != "" {
		out["body"] = is.Body
	}
	if is.Reason != "" {
		out["state_reason"] = is.Reason
	}
	if !is.Closed.IsZero() {
		out["closed_at"] = stamp(is.Closed)
	}
	labels := []any{}
	for i, name := range is.Labels {
		labels = append(labels, map[string]any{"id": 100 + i, "node_id": "L_" + name, "url": g.api("/labels/" + "l"), "name": name, "description": nil, "color": "ededed", "default": false})
	}
	out["labels"] = labels
	people := []any{}
	for _, login := range is.Assignees {
		people = append(people, g.user(login))
		if len(people) == 1 {
			out["assignee"] = people[0]
		}
	}
	out["assignees"] = people
	for _, m := range g.Milestones {
		if m.Number == is.Milestone {
			out["milestone"] = g.milestone(m)
		}
	}
	if is.PullRequest {
		pull := strings.Replace(g.api(path), "/issues/", "/pulls/", 1)
		page := g.web() + "/" + g.Repository + "/pull/" + strconv.Itoa(is.Number)
		out["pull_request"] = map[string]any{"url": pull, "html_url": page, "diff_url": page + ".diff", "patch_url": page + ".patch"}
	}
	return out
}

func (g *GitHub) milestone(m *Milestone) map[string]any {
	path := "/milestones/" + strconv.Itoa(m.Number)
	out := map[string]any{
		"url": g.api(path), "html_url": g.web() + "/" + g.Repository + "/milestone/" + strconv.Itoa(m.Number),
		"labels_url": g.api(path + "/labels"), "id": 9000 + m.Number, "node_id": "MI_" + strconv.Itoa(m.Number), "number": m.Number,
		"title": m.Title, "description": nil, "creator": g.user(g.Login), "open_issues": 0, "closed_issues": 0, "state": "open",
		"created_at": stamp(m.Created), "updated_at": stamp(m.Created), "closed_at": nil, "due_on": nil,
	}
	if m.DueOn != "" {
		out["due_on"] = m.DueOn
	}
	return out
}

func (g *GitHub) milestones() []any {
	all := []any{}
	for _, m := range g.Milestones {
		all = append(all, g.milestone(m))
	}
	return all
}

func (g *GitHub) comments(is *Issue) []any {
	all := []any{}
	for i, text := range is.Comments {
		if text != "" { // taken away
			all = append(all, g.shownComment(is, i))
		}
	}
	return all
}

func (g *GitHub) shownComment(is *Issue, i int) map[string]any {
	id := commentID(is, i)
	path := "/issues/comments/" + strconv.Itoa(id)
	return map[string]any{
		"id": id, "node_id": "IC_1", "url": g.api(path), "html_url": g.web() + "/" + g.Repository + "/issues/" + strconv.Itoa(is.Number) + "#issuecomment-1",
		"body": is.Comments[i], "user": g.user(firstOf(g.Commenters[id], g.Login)), "created_at": stamp(is.Updated), "updated_at": stamp(is.Updated),
		"issue_url": g.api("/issues/" + strconv.Itoa(is.Number)), "author_association": "MEMBER",
	}
}

// repository is in the shape of GitHub's "full repository".
func (g *GitHub) repository() map[string]any {
	owner, name, _ := strings.Cut(g.Repository, "/")
	out := map[string]any{
		"id": 1, "node_id": "R_1", "name": name, "full_name": g.Repository, "private": true, "owner": g.user(owner),
		"html_url": g.web() + "/" + g.Repository, "url": g.api(""), "default_branch": "main", "license": nil,
		"pushed_at": "2026-01-01T00:00:00Z", "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
		"permissions": map[string]any{"pull": true, "triage": !g.NoPush, "push": !g.NoPush, "maintain": false, "admin": false},
	}
	for _, text := range []string{"archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare", "contents",
		"contributors", "deployments", "downloads", "events", "forks", "git_commits", "git_refs", "git_tags", "hooks", "issue_comment",
		"issue_events", "issues", "keys", "labels", "languages", "merges", "milestones", "notifications", "pulls", "releases", "stargazers",
		"statuses", "subscribers", "subscription", "tags", "teams", "trees", "clone", "git", "ssh", "svn"} {
		out[text+"_url"] = g.api("/" + text)
	}
	for _, nothing := range []string{"description", "homepage", "language", "mirror_url"} {
		out[nothing] = nil
	}
	for _, count := range []string{"forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count", "watchers", "watchers_count", "network_count", "subscribers_count"} {
		out[count] = 0
	}
	for _, no := range []string{"fork", "has_projects", "has_wiki", "has_pages", "has_discussions", "archived", "disabled"} {
		out[no] = false
	}
	out["has_issues"] = true
	return out
}

func (g *GitHub) search(query string, now time.Time) map[string]any {
	items := []any{}
	for _, is := range g.Issues {
		if is.hiddenUntil.After(now) || !strings.Contains(is.Body+is.Title, strings.Fields(query + " ")[0]) {
			continue
		}
		item := g.issue(is)
		item["score"] = 1
		items = append(items, item)
	}
	return map[string]any{"total_count": len(items), "incomplete_results": false, "items": items}
}

func rateLimit(now time.Time) map[string]any {
	limit := map[string]any{"limit": 5000, "used": 1, "remaining": 4999, "reset": now.Add(time.Hour).Unix()}
	return map[string]any{"rate": limit, "resources": map[string]any{"core": limit, "search": limit}}
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
