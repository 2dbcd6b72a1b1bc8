// Package github is a stand-in for GitHub's REST API: issues, comments,
// milestones and assignees of one repository, with GitHub's limits.
package github

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// GitHub is the state of one repository. The fields are set before use.
type GitHub struct {
	Repository string   // "acme/checkout"
	Web        string   // where its pages are; empty: https://github.com
	Login      string   // of the token's account
	Assignable []string // logins; nil: everybody
	NoPush     bool     // the token has no push access: labels, assignees, milestone are dropped in silence
	FirstIssue int      // number of the first issue; 0: 1
	Limits     bool     // enforce 80 content creations a minute and 500 an hour
	NoUser     bool     // GET /user is refused, as for the token of an Action or App
	NoGraphQL  bool     // there is no GraphQL, as on servers that only speak GitHub's REST

	Issues      []*Issue
	Milestones  []*Milestone
	Board       *Board         // nil: the token may see no project
	MovedTo     map[int]string // issues that were transferred: the address of where they are
	Other       *GitHub        // another repository on the same server; nil: none
	Deleted     map[int]bool
	Pulls       []*Pull
	Runs        []*Run            // of workflows; the number of one is its place, from 1
	Permissions map[string]string // by login: admin, write, read, none; secret: the token may not ask
	Commenters  map[int]string    // logins of who wrote comments, by id; else the token's account
	ReadOnly    bool              // the token may only read, as that of a pull request from a fork
	created     []time.Time       // content creations, for the limits
	lastNumber  int
	Provoked    int // requests that the limits turned away
}

// Issue is an issue as the stand-in keeps it.
type Issue struct {
	Number            int
	Title, Body       string
	State, Reason     string
	Labels, Assignees []string
	Milestone         int
	PullRequest       bool
	Comments          []string
	Created, Updated  time.Time
	Closed            time.Time
	Author            string
	hiddenUntil       time.Time // from search
}

// Milestone is a milestone as the stand-in keeps it.
type Milestone struct {
	Number  int
	Title   string
	DueOn   string
	Created time.Time
}

func (g *GitHub) web() string {
	if g.Web == "" {
		return "https://github.com"
	}
	return g.Web
}

// Handle carries out a request.
func (g *GitHub) Handle(r *http.Request, body []byte, f standin.Fault, now time.Time) standin.Answer {
	if r.Header.Get("Authorization") == "" {
		return said(http.StatusUnauthorized, "Requires authentication")
	}
	path := strings.TrimPrefix(r.URL.Path, "/api/v3")
	switch path {
	case "/user":
		if g.NoUser {
			return said(http.StatusForbidden, "Resource not accessible by integration")
		}
		return ok(g.user(g.Login))
	case "/rate_limit":
		return ok(rateLimit(now))
	case "/graphql", "/api/graphql":
		if g.NoGraphQL {
			return said(http.StatusNotFound, "Not Found")
		}
		return g.graphQL(body)
	case "/meta":
		return ok(map[string]any{"verifiable_password_authentication": false})
	case "/search/issues":
		return ok(g.search(r.URL.Query().Get("q"), now))
	}
	if g.ReadOnly && r.Method != http.MethodGet {
		return said(http.StatusForbidden, "Resource not accessible by integration")
	}
	if g.Other != nil {
		if _, found := cutFold(path, "/repos/"+g.Other.Repository); found {
			return g.Other.Handle(r, body, f, now)
		}
	}
	repo := "/repos/" + g.Repository
	rest, found := cutFold(path, repo)
	if !found { // where a renamed repository redirects to
		rest, found = cutFold(path, "/repositories/1")
	}
	if !found {
		return said(http.StatusNotFound, "Not Found")
	}
	return g.inRepository(r, rest, body, f, now)
}

func (g *GitHub) inRepository(r *http.Request, rest string, body []byte, f standin.Fault, now time.Time) standin.Answer {
	call := r.Method + " " + rest
	switch call {
	case "GET ":
		return ok(g.repository())
	case "GET /issues":
		return g.list(r)
	case "POST /issues":
		return g.limited(now, func() standin.Answer { return g.create(body, f, now) })
	case "GET /milestones":
		return ok(g.milestones())
	case "POST /milestones":
		return g.limited(now, func() standin.Answer { return g.createMilestone(body, now) })
	}
	if who, found := standin.Matches("GET /assignees/*", call); found {
		if g.Assignable == nil || slices.ContainsFunc(g.Assignable, func(l string) bool { return strings.EqualFold(l, who[0]) }) {
			return standin.Answer{Status: http.StatusNoContent}
		}
		return said(http.StatusNotFound, "Not Found")
	}
	if steps, found := standin.Matches("GET /issues/*", call); found {
		return g.withIssue(steps[0], func(is *Issue) standin.Answer { return ok(g.issue(is)) })
	}
	if steps, found := standin.Matches("PATCH /issues/*", call); found {
		return g.withIssue(steps[0], func(is *Issue) standin.Answer { return g.edit(is, body, now) })
	}
	if steps, found := standin.Matches("GET /issues/*/comments", call); found {
		return g.withIssue(steps[0], func(is *Issue) standin.Answer { return ok(g.comments(is)) })
	}
	if steps, found := standin.Matches("POST /issues/*/comments", call); found {
		return g.withIssue(steps[0], func(is *Issue) standin.Answer {
			return g.limited(now, func() standin.Answer { return g.comment(is, body, now) })
		})
	}
	if steps, found := standin.Matches("PATCH /issues/comments/*", call); found {
		return g.limited(now, func() standin.Answer { return g.editComment(steps[0], body, now) })
	}
	if steps, found := standin.Matches("DELETE /issues/comments/*", call); found {
		return g.removeComment(steps[0])
	}
	if a, found := g.runs(r, call); found {
		return a
	}
	return g.inPulls(r, call, body, now)
}

func (g *GitHub) withIssue(number string, do func(*Issue) standin.Answer) standin.Answer {
	n, _ := strconv.Atoi(number)
	if g.Deleted[n] {
		return said(http.StatusGone, "This issue was deleted")
	}
	if to := g.MovedTo[n]; to != "" {
		a := said(http.StatusMovedPermanently, "Moved Permanently")
		a.Header = http.Header{"Location": {to}}
		return a
	}
	for _, is := range g.Issues {
		if is.Number == n {
			return do(is)
		}
	}
	return said(http.StatusNotFound, "Not Found")
}

// createRequest is what is read of the body of a create or an edit.
type createRequest struct {
	Title       json.RawMessage `json:"title"`
	Body        *string         `json:"body"`
	Labels      *[]string       `json:"labels"`
	Assignees   *[]string       `json:"assignees"`
	Assignee    *string         `json:"assignee"`
	Milestone   json.RawMessage `json:"milestone"` // a number; null: none
	State       string          `json:"state"`
	StateReason string          `json:"state_reason"`
}

func (g *GitHub) create(body []byte, f standin.Fault, now time.Time) standin.Answer {
	var in createRequest
	var title string
	if err := json.Unmarshal(body, &in); err != nil {
		return said(http.StatusBadRequest, "Problems parsing JSON")
	}
	if err := json.Unmarshal(in.Title, &title); err != nil || title == "" {
		return invalid("Issue", "title", "missing_field")
	}
	is := &Issue{Title: title, State: "open", Created: now, Updated: now, Author: g.Login}
	if refused := g.apply(is, in, g.NoPush || f.Kind == standin.DropFields); refused != nil {
		return *refused
	}
	g.lastNumber = max(g.lastNumber+1, g.FirstIssue)
	is.Number = g.lastNumber
	if f.Kind == standin.Unsearchable {
		is.hiddenUntil = now.Add(f.Delay)
	}
	g.Issues = append(g.Issues, is)
	a := ok(g.issue(is))
	a.Status = http.StatusCreated
	a.Header = http.Header{"Location": {g.api("/issues/" + strconv.Itoa(is.Number))}}
	return a
}

// Add puts an issue there that somebody else opened, and gives its number.
func (g *GitHub) Add(is Issue) int {
	g.lastNumber = max(g.lastNumber+1, g.FirstIssue)
	is.Number = g.lastNumber
	if is.State == "" {
		is.State = "open"
	}
	g.Issues = append(g.Issues, &is)
	return is.Number
}

func (g *GitHub) edit(is *Issue, body []byte, now time.Time) standin.Answer {
	var in createRequest
	if err := json.Unmarshal(body, &in); err != nil {
		return said(http.StatusBadRequest, "Problems parsing JSON")
	}
	if in.State != "" && in.State != "open" && in.State != "closed" {
		return invalid("Issue", "state", "invalid")
	}
	if refused := g.apply(is, in, g.NoPush); refused != nil {
		return *refused
	}
	var title string
	if json.Unmarshal(in.Title, &title) == nil && title != "" {
		is.Title = title
	}
	if in.State == "closed" && is.State != "closed" {
		is.Closed, is.Reason = now, "completed"
	}
	if in.State != "" {
		is.State = in.State
		if in.StateReason != "" {
			is.Reason = in.StateReason
		}
		if in.State == "open" {
			is.Closed = time.Time{}
		}
	}
	is.Updated = now
	return ok(g.issue(is))
}

// apply takes over what both create and edit can set.
func (g *GitHub) apply(is *Issue, in createRequest, silently bool) *standin.Answer {
	if in.Body != nil {
		is.Body = *in.Body
	}
	if silently {
		return nil
	}
	if in.Assignee != nil && in.Assignees == nil {
		in.Assignees = &[]string{*in.Assignee}
	}
	if in.Assignees != nil {
		for _, login := range *in.Assignees {
			if g.Assignable != nil && !slices.ContainsFunc(g.Assignable, func(l string) bool { return strings.EqualFold(l, login) }) {
				a := invalid("Issue", "assignees", "invalid")
				return &a
			}
		}
		is.Assignees = *in.Assignees
	}
	if in.Labels != nil {
		is.Labels = *in.Labels
	}
	if len(in.Milestone) > 0 {
		number := 0
		_ = json.Unmarshal(in.Milestone, &number)
		if string(in.Milestone) != "null" && !slices.ContainsFunc(g.Milestones, func(m *Milestone) bool { return m.Number == number }) {
			a := invalid("Issue", "milestone", "invalid")
			return &a
		}
		is.Milestone = number
	}
	return nil
}

func (g *GitHub) createMilestone(body []byte, now time.Time) standin.Answer {
	var in struct {
		Title string `json:"title"`
		DueOn string `json:"due_on"`
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Title == "" {
		return invalid("Milestone", "title", "missing_field")
	}
	if slices.ContainsFunc(g.Milestones, func(m *Milestone) bool { return m.Title == in.Title }) {
		return invalid("Milestone", "title", "already_exists")
	}
	m := &Milestone{Number: len(g.Milestones) + 1, Title: in.Title, Created: now}
	if due, err := time.Parse(time.RFC3339, in.DueOn); err == nil {
		// GitHub cuts the time down to midnight in California.
		m.DueOn = time.Date(due.Year(), due.Month(), due.Day(), 8, 0, 0, 0, time.UTC).Format(time.RFC3339)
	}
	g.Milestones = append(g.Milestones, m)
	a := ok(g.milestone(m))
	a.Status = http.StatusCreated
	return a
}

func (g *GitHub) comment(is *Issue, body []byte, now time.Time) standin.Answer {
	var in struct {
		Body string `json:"body"`
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Body == "" {
		return invalid("IssueComment", "body", "missing_field")
	}
	is.Comments = append(is.Comments, in.Body)
	is.Updated = now
	all := g.comments(is)
	return standin.Answer{Status: http.StatusCreated, Body: all[len(all)-1]}
}

func (g *GitHub) api(path string) string {
	return "https://api.github.com/repos/" + g.Repository + path
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	rest := s[len(prefix):]
	return rest, rest == "" || rest[0] == '/'
}

func ok(body any) standin.Answer { return standin.Answer{Status: http.StatusOK, Body: body} }

func said(status int, message string) standin.Answer {
	return standin.Answer{Status: status, Body: map[string]any{
		"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(status),
	}}
}

func invalid(resource, field, code string) standin.Answer {
	a := said(http.StatusUnprocessableEntity, "Validation Failed")
	a.Body.(map[string]any)["errors"] = []any{map[string]any{"resource": resource, "field": field, "code": code}}
	return a
}

func (g *GitHub) list(r *http.Request) standin.Answer {
	q := r.URL.Query()
	state := q.Get("state")
	var since time.Time
	if s := q.Get("since"); s != "" {
		since, _ = time.Parse(time.RFC3339, s)
	}
	var picked []*Issue
	for _, is := range g.Issues {
		if g.Deleted[is.Number] || g.MovedTo[is.Number] != "" || is.Updated.Before(since) {
			continue
		}
		if label := q.Get("labels"); label != "" && !slices.Contains(is.Labels, label) {
			continue
		}
		if state == "all" || is.State == state || state == "" && is.State == "open" {
			picked = append(picked, is)
		}
	}
	if q.Get("direction") != "asc" {
		slices.Reverse(picked)
	}
	return g.page(picked, q)
}

// deepest is how far the number of a page reaches; beyond it only cursors do.
// https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
const deepest = 10_000

// page is a page of issues: behind a cursor, else by its number. The link to the
// next one carries both, as GitHub's does.
func (g *GitHub) page(picked []*Issue, q url.Values) standin.Answer {
	page, size := atoi(q.Get("page"), 1), min(atoi(q.Get("per_page"), 30), 100)
	start := (page - 1) * size
	if after := q.Get("after"); after != "" {
		start = slices.IndexFunc(picked, func(is *Issue) bool { return cursor(is) == after }) + 1
	} else if page*size >= deepest {
		return said(http.StatusUnprocessableEntity, "Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)")
	}
	start = min(start, len(picked))
	end := min(start+size, len(picked))
	all := []any{}
	for _, is := range picked[start:end] {
		all = append(all, g.issue(is))
	}
	answer := ok(all)
	if end < len(picked) && end > 0 {
		next := maps.Clone(q)
		next.Set("after", cursor(picked[end-1]))
		next.Set("page", strconv.Itoa(page+1))
		answer.Header = http.Header{"Link": {"<" + g.api("/issues") + "?" + next.Encode() + `>; rel="next"`}}
	}
	return answer
}

func cursor(is *Issue) string {
	return base64.StdEncoding.EncodeToString([]byte("cursor:v2:" + strconv.Itoa(is.Number)))
}

func atoi(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return n
	}
	return otherwise
}
