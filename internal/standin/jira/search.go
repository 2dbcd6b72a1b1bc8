package jira

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
)

var term = regexp.MustCompile(`(?i)^(project|labels|key)\s*(=|in)\s*(.+)$`)

// match runs a query of terms joined by AND. It knows project, labels and key.
func (j *Jira) match(jql string, now time.Time) ([]*Issue, bool) {
	query, order, _ := strings.Cut(jql, " ORDER BY ")
	var found []*Issue
	for _, is := range j.Issues {
		if !is.visible.After(now) && !j.Gone[is.Key] {
			found = append(found, is)
		}
	}
	for _, t := range strings.Split(query, " AND ") {
		m := term.FindStringSubmatch(strings.TrimSpace(t))
		if m == nil {
			return nil, false
		}
		if strings.EqualFold(m[1], "project") && strings.Trim(m[3], `"`) != j.Project {
			return nil, false
		}
		values := strings.Split(strings.Trim(m[3], "()"), ",")
		for i, v := range values {
			values[i] = strings.Trim(strings.TrimSpace(v), `"'`)
		}
		found = slices.DeleteFunc(found, func(is *Issue) bool {
			return !slices.ContainsFunc(values, func(v string) bool {
				switch strings.ToLower(m[1]) {
				case "labels":
					return slices.Contains(is.Labels, v)
				case "key":
					return is.Key == v
				}
				return v == j.Project
			})
		})
	}
	if strings.Contains(strings.ToUpper(order), "DESC") {
		slices.Reverse(found)
	}
	return found, true
}

func (j *Jira) page(found []*Issue, start, size int, q url.Values) []any {
	start = min(start, len(found))
	issues := []any{}
	for _, is := range found[start:min(start+size, len(found))] {
		issues = append(issues, j.issue(is, q))
	}
	return issues
}

func (j *Jira) searchByToken(jql, token string, size int, now time.Time, q url.Values) standin.Answer {
	found, ok := j.match(jql, now)
	if !ok {
		return failed(http.StatusBadRequest, "Error in the JQL Query")
	}
	start := number(token, 0)
	answer := map[string]any{"issues": j.page(found, start, min(size, 100), q), "isLast": start+size >= len(found)}
	if start+size < len(found) {
		answer["nextPageToken"] = strconv.Itoa(start + size)
	}
	return good(answer)
}

func (j *Jira) searchByNumber(jql string, start, size int, now time.Time, q url.Values) standin.Answer {
	found, ok := j.match(jql, now)
	if !ok {
		return failed(http.StatusBadRequest, "Error in the JQL Query")
	}
	size = min(size, 100)
	return good(map[string]any{"startAt": start, "maxResults": size, "total": len(found), "issues": j.page(found, start, size, q)})
}

// issue is an issue with the fields and properties that were asked for.
func (j *Jira) issue(is *Issue, q url.Values) map[string]any {
	n := is.Key[strings.LastIndexByte(is.Key, '-')+1:]
	fields := map[string]any{
		"summary": is.Summary, "description": nil, "duedate": nil, "assignee": nil, "labels": append([]string{}, is.Labels...), "resolution": nil,
		"status": map[string]any{"name": is.Status, "id": "1", "statusCategory": map[string]any{"id": 1, "key": is.Status, "name": is.Status}},
	}
	if is.Description != "" {
		fields["description"] = is.Description
	}
	if is.DueDate != "" {
		fields["duedate"] = is.DueDate
	}
	if is.Resolution != "" {
		fields["resolution"] = map[string]any{"name": is.Resolution}
	}
	for _, u := range slices.Concat(j.Users, j.Elsewhere[projectOf(is)]) { // it stays assigned to who is there no more
		if is.Assignee != "" && (u.AccountID == is.Assignee || u.Name == is.Assignee) {
			fields["assignee"] = j.user(u)
		}
	}
	out := map[string]any{"id": "1" + n, "key": is.Key, "self": "https://your-domain.atlassian.net/rest/api/2/issue/1" + n, "fields": fields}
	properties := map[string]any{}
	for _, name := range strings.Split(q.Get("properties"), ",") {
		if value, ok := is.Properties[name]; ok {
			properties[name] = value
		}
	}
	if q.Get("properties") != "" {
		out["properties"] = properties
	}
	return out
}

func (j *Jira) user(u User) map[string]any {
	out := map[string]any{"displayName": u.Display, "active": true}
	if j.DataCenter {
		out["name"], out["key"], out["emailAddress"] = u.Name, u.Name, u.Email
		return out
	}
	out["accountId"], out["accountType"] = u.AccountID, "atlassian"
	if u.EmailShown {
		out["emailAddress"] = u.Email
	}
	return out
}

// assignable searches by prefix, as Jira does.
func (j *Jira) assignable(q url.Values) standin.Answer {
	people, ok := j.people(q.Get("project"))
	if !ok {
		return failed(http.StatusNotFound, "No project could be found with key '"+q.Get("project")+"'.")
	}
	users := []any{}
	for _, u := range people {
		asked := strings.ToLower(q.Get("query"))
		hit := asked != "" && (strings.HasPrefix(strings.ToLower(u.Display), asked) || strings.HasPrefix(strings.ToLower(u.Email), asked)) ||
			q.Get("accountId") != "" && u.AccountID == q.Get("accountId")
		if j.DataCenter {
			asked = strings.ToLower(q.Get("username"))
			hit = asked != "" && strings.HasPrefix(strings.ToLower(u.Name), asked)
		}
		if hit {
			users = append(users, j.user(u))
		}
	}
	return good(users)
}

func transitions() map[string]any {
	to := func(id, name, category string) map[string]any {
		return map[string]any{"id": id, "name": name, "to": map[string]any{"name": name, "id": id,
			"statusCategory": map[string]any{"id": 1, "key": category, "name": name}}}
	}
	return map[string]any{"transitions": []any{to("11", "To Do", "new"), to("21", "In Progress", "indeterminate"), to("31", "Done", "done")}}
}

// describe answers what is asked about the server and the project.
func (j *Jira) describe(call string, q url.Values) standin.Answer {
	switch call {
	case "GET /serverInfo":
		kind := "Cloud"
		if j.DataCenter {
			kind = "Server"
		}
		return good(map[string]any{"deploymentType": kind, "version": "1001.0.0", "baseUrl": "https://your-domain.atlassian.net"})
	case "GET /myself":
		return good(j.user(User{AccountID: "5b10a2844c20165700ede21g", Name: "pmtracker", Display: "pmtracker"}))
	case "GET /mypermissions":
		have := map[string]any{}
		for _, name := range []string{"BROWSE_PROJECTS", "CREATE_ISSUES", "ASSIGN_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES", "ADD_COMMENTS"} {
			have[name] = map[string]any{"key": name, "havePermission": !slices.Contains(j.Lacks, name)}
		}
		return good(map[string]any{"permissions": have})
	case "GET /project/" + j.Project:
		return good(map[string]any{"id": "10000", "key": j.Project, "name": j.Project})
	}
	return j.createMeta(call, q)
}

func (j *Jira) types() []string {
	if len(j.Types) == 0 {
		return []string{"Task"}
	}
	return j.Types
}

// createMeta answers what can be set when an issue is created, page by page.
func (j *Jira) createMeta(call string, q url.Values) standin.Answer {
	path := "GET /issue/createmeta/" + j.Project + "/issuetypes"
	all, list := []any{}, "issueTypes"
	for i, name := range j.types() {
		id := strconv.Itoa(10001 + i)
		all = append(all, map[string]any{"id": id, "name": name, "subtask": false})
		if call == path+"/"+id {
			path, all, list = call, j.screen(), "fields"
			break
		}
	}
	if call != path {
		return unknownPath()
	}
	size := 50
	if j.PageSize > 0 {
		size = j.PageSize
	}
	start := min(number(q.Get("startAt"), 0), len(all))
	page := all[start:min(start+size, len(all))]
	answer := map[string]any{"maxResults": size, "startAt": start, "total": len(all)}
	if j.DataCenter {
		list = "values"
		answer["isLast"] = start+size >= len(all)
	}
	answer[list] = page
	return good(answer)
}

// screen gives the fields that can be set.
func (j *Jira) screen() []any {
	fields := []any{}
	add := func(id, name string, required bool) {
		fields = append(fields, map[string]any{"fieldId": id, "key": id, "name": name, "required": required, "hasDefaultValue": false,
			"operations": []string{"set"}, "schema": map[string]any{"type": "string"}})
	}
	for _, id := range []string{"project", "issuetype", "summary", "description", "labels", "assignee", "duedate"} {
		if id == "duedate" && j.NoDueDate || id == "assignee" && j.NoAssignee {
			continue
		}
		add(id, id, id == "project" || id == "issuetype" || id == "summary")
	}
	if j.Required != "" {
		add(j.Required, "Team", true)
	}
	return fields
}
