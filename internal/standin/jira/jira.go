// Package jira is a stand-in for Jira's REST API, Cloud or Data Center: the
// issues of one project, found by JQL only after a while, as in the real one.
package jira

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// Jira is the state of one project. The fields are set before use.
type Jira struct {
	Project    string // key: "PAY"
	DataCenter bool
	Users      []User            // who can be assigned
	Elsewhere  map[string][]User // who can be assigned in other projects, whose issues can be read and changed
	NoDueDate  bool              // the create screen lacks the due date
	NoAssignee bool              // the create screen lacks the assignee
	Types      []string          // of issues; none: Task
	PageSize   int               // of issue types and fields; 0: 50
	Required   string            // id of a further field without which no issue is created
	Lag        time.Duration     // until a new issue shows in a search
	FirstIssue int               // number of the first issue; 0: 1
	// OnlyVersion2 is a Cloud that does not know version 3 of the API.
	OnlyVersion2 bool
	Lacks        []string // permissions that the account does not have
	OnlyCreate   bool     // what is not essential answers 404: serverInfo, createmeta, myself

	Issues     []*Issue
	Gone       map[string]bool   // deleted issues
	Moved      map[string]string // moved issues: their key now
	lastNumber int
}

// User is a person who can be assigned.
type User struct {
	AccountID, Name, Display, Email string

	EmailShown bool // on Cloud, where most profiles hide it
}

// Issue is an issue as the stand-in keeps it.
type Issue struct {
	Key                  string
	Summary, Description string
	DueDate              string
	Assignee             string // account id or name
	Labels               []string
	Status               string // new, indeterminate, done
	Resolution           string
	Properties           map[string]json.RawMessage
	Comments             []string
	Created, Updated     time.Time
	visible              time.Time // to a search
}

// Handle carries out a request.
func (j *Jira) Handle(r *http.Request, body []byte, f standin.Fault, now time.Time) standin.Answer {
	if r.Header.Get("Authorization") == "" {
		return failed(http.StatusUnauthorized, "You are not authenticated.")
	}
	at := strings.Index(r.URL.Path, "/rest/api/2/")
	version3 := false
	if at < 0 {
		at = strings.Index(r.URL.Path, "/rest/api/3/")
		version3 = at >= 0
	}
	if at < 0 || version3 && (j.DataCenter || j.OnlyVersion2) {
		return unknownPath()
	}
	if version3 {
		flat, refused := flatten(body)
		if refused != nil {
			return *refused
		}
		answer := j.answer(r, flat, at, f, now)
		asDocuments(answer.Body)
		return answer
	}
	return j.answer(r, body, at, f, now)
}

// answer carries out a request in version 2 of the API.
func (j *Jira) answer(r *http.Request, body []byte, at int, f standin.Fault, now time.Time) standin.Answer {
	call := r.Method + " " + r.URL.Path[at+len("/rest/api/2"):]
	q := r.URL.Query()
	switch call {
	case "POST /issue":
		return j.create(body, f, now)
	case "GET /search/jql":
		if j.DataCenter {
			return unknownPath()
		}
		return j.searchByToken(q.Get("jql"), q.Get("nextPageToken"), number(q.Get("maxResults"), 50), now, q)
	case "GET /search":
		if !j.DataCenter {
			return failed(http.StatusGone, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.")
		}
		return j.searchByNumber(q.Get("jql"), number(q.Get("startAt"), 0), number(q.Get("maxResults"), 50), now, q)
	case "GET /user/assignable/search":
		return j.assignable(q)
	}
	if key, ok := standin.Matches("GET /issue/*", call); ok {
		return j.with(key[0], func(is *Issue) standin.Answer { return good(j.issue(is, q)) })
	}
	if key, ok := standin.Matches("PUT /issue/*", call); ok {
		return j.with(key[0], func(is *Issue) standin.Answer { return j.edit(is, body, now) })
	}
	if key, ok := standin.Matches("PUT /issue/*/assignee", call); ok {
		return j.with(key[0], func(is *Issue) standin.Answer { return j.assign(is, body, now) })
	}
	if key, ok := standin.Matches("GET /issue/*/transitions", call); ok {
		return j.with(key[0], func(is *Issue) standin.Answer { return good(transitions()) })
	}
	if key, ok := standin.Matches("POST /issue/*/transitions", call); ok {
		return j.with(key[0], func(is *Issue) standin.Answer { return j.transition(is, body, now) })
	}
	if key, ok := standin.Matches("POST /issue/*/comment", call); ok {
		return j.with(key[0], func(is *Issue) standin.Answer { return j.comment(is, body, now) })
	}
	if j.OnlyCreate {
		return unknownPath()
	}
	return j.describe(call, q)
}

func (j *Jira) with(key string, do func(*Issue) standin.Answer) standin.Answer {
	if to := j.Moved[key]; to != "" {
		key = to
	}
	for _, is := range j.Issues {
		if is.Key == key && !j.Gone[key] {
			return do(is)
		}
	}
	return failed(http.StatusNotFound, "Issue does not exist or you do not have permission to see it.")
}

type createRequest struct {
	Fields struct {
		Project   struct{ Key string }
		IssueType struct{ Name, ID string }
		Summary   string
		// Version 2 takes wiki markup; anything but a text is refused.
		Description *string
		DueDate     *string
		Assignee    *struct{ AccountID, Name *string }
		Labels      []string
	}
	Properties []struct {
		Key   string
		Value json.RawMessage
	}
}

func (j *Jira) create(body []byte, f standin.Fault, now time.Time) standin.Answer {
	var in createRequest
	if err := json.Unmarshal(body, &in); err != nil {
		return failed(http.StatusBadRequest, "Operation value must be a string")
	}
	if in.Fields.Project.Key != j.Project {
		return fieldRefused("project", "valid project is required")
	}
	if in.Fields.Summary == "" {
		return fieldRefused("summary", "You must specify a summary of the issue.")
	}
	if !slices.Contains(j.types(), in.Fields.IssueType.Name) {
		return fieldRefused("issuetype", "Specify a valid issue type")
	}
	if refused := j.furtherFields(body); refused != nil {
		return *refused
	}
	is := &Issue{Summary: in.Fields.Summary, Labels: in.Fields.Labels, Status: "new", Properties: map[string]json.RawMessage{}, Created: now, Updated: now}
	if in.Fields.Description != nil {
		is.Description = *in.Fields.Description
	}
	if d := in.Fields.DueDate; d != nil {
		if j.NoDueDate {
			return fieldRefused("duedate", "Field 'duedate' cannot be set. It is not on the appropriate screen, or unknown.")
		}
		is.DueDate = *d
	}
	if slices.ContainsFunc(in.Fields.Labels, func(l string) bool { return strings.ContainsAny(l, " \t") }) {
		return fieldRefused("labels", "The label can't contain spaces.")
	}
	if a := in.Fields.Assignee; a != nil {
		if j.NoAssignee {
			return fieldRefused("assignee", "Field 'assignee' cannot be set. It is not on the appropriate screen, or unknown.")
		}
		who, ok := j.account(j.Project, a.AccountID, a.Name)
		if !ok {
			return fieldRefused("assignee", "User cannot be assigned issues.")
		}
		is.Assignee = who
	}
	for _, p := range in.Properties {
		is.Properties[p.Key] = p.Value
	}
	if f.Kind == standin.DropFields {
		is.Assignee, is.Labels = "", nil
	}
	j.add(is, now)
	if f.Kind == standin.Unsearchable {
		is.visible = now.Add(f.Delay)
	}
	n := is.Key[strings.LastIndexByte(is.Key, '-')+1:]
	return standin.Answer{Status: http.StatusCreated, Body: map[string]any{
		"id": "1" + n, "key": is.Key, "self": "https://your-domain.atlassian.net/rest/api/2/issue/1" + n}}
}

// furtherFields looks at the fields that only this project asks for.
func (j *Jira) furtherFields(body []byte) *standin.Answer {
	var in struct{ Fields map[string]any }
	_ = json.Unmarshal(body, &in)
	for id := range in.Fields {
		if strings.HasPrefix(id, "customfield_") && id != j.Required {
			refused := fieldRefused(id, "Field '"+id+"' cannot be set. It is not on the appropriate screen, or unknown.")
			return &refused
		}
	}
	if j.Required != "" && in.Fields[j.Required] == nil {
		refused := fieldRefused(j.Required, "Team is required.")
		return &refused
	}
	return nil
}

func (j *Jira) add(is *Issue, now time.Time) {
	j.lastNumber = max(j.lastNumber+1, j.FirstIssue)
	is.Key = j.Project + "-" + strconv.Itoa(j.lastNumber)
	is.visible = now.Add(j.Lag)
	j.Issues = append(j.Issues, is)
}

// Add puts an issue there that somebody else opened, and gives its key.
func (j *Jira) Add(is Issue, now time.Time) string {
	if is.Status == "" {
		is.Status = "new"
	}
	j.add(&is, now)
	return is.Key
}

// people gives who can be assigned in a project.
func (j *Jira) people(project string) (users []User, ok bool) {
	if project == j.Project {
		return j.Users, true
	}
	users, ok = j.Elsewhere[project]
	return users, ok
}

// projectOf gives the key of the project that an issue is in.
func projectOf(is *Issue) string {
	project, _, _ := strings.Cut(is.Key, "-")
	return project
}

// account gives whom an assignee of a request means in a project.
func (j *Jira) account(project string, accountID, name *string) (string, bool) {
	given := accountID
	if j.DataCenter {
		given = name
	}
	if given == nil {
		return "", false
	}
	if *given == "" {
		return "", true
	}
	users, _ := j.people(project)
	for _, u := range users {
		if !j.DataCenter && u.AccountID == *given || j.DataCenter && u.Name == *given {
			return *given, true
		}
	}
	return "", false
}

func (j *Jira) edit(is *Issue, body []byte, now time.Time) standin.Answer {
	var in struct {
		Fields map[string]json.RawMessage
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return failed(http.StatusBadRequest, "cannot be read")
	}
	for name, value := range in.Fields {
		var text string
		_ = json.Unmarshal(value, &text)
		switch name {
		case "duedate":
			if j.NoDueDate {
				return fieldRefused("duedate", "Field 'duedate' cannot be set. It is not on the appropriate screen, or unknown.")
			}
			is.DueDate = text
		case "summary":
			is.Summary = text
		case "description":
			is.Description = text
		case "assignee":
			var a struct{ AccountID, Name *string }
			_ = json.Unmarshal(value, &a)
			who, ok := j.account(projectOf(is), a.AccountID, a.Name)
			if !ok {
				return fieldRefused("assignee", "User cannot be assigned issues.")
			}
			is.Assignee = who
		default:
			return fieldRefused(name, "Field '"+name+"' cannot be set.")
		}
	}
	is.Updated = now
	return standin.Answer{Status: http.StatusNoContent}
}

func (j *Jira) assign(is *Issue, body []byte, now time.Time) standin.Answer {
	var a struct{ AccountID, Name *string }
	if err := json.Unmarshal(body, &a); err != nil {
		return failed(http.StatusBadRequest, "cannot be read")
	}
	who, ok := j.account(projectOf(is), a.AccountID, a.Name)
	if !ok {
		return fieldRefused("assignee", "User cannot be assigned issues.")
	}
	is.Assignee, is.Updated = who, now
	return standin.Answer{Status: http.StatusNoContent}
}

func (j *Jira) transition(is *Issue, body []byte, now time.Time) standin.Answer {
	var in struct {
		Transition struct{ ID string }
		Fields     struct{ Resolution struct{ Name string } }
	}
	_ = json.Unmarshal(body, &in)
	switch in.Transition.ID {
	case "11":
		is.Status, is.Resolution = "new", ""
	case "21":
		is.Status, is.Resolution = "indeterminate", ""
	case "31":
		is.Status, is.Resolution = "done", "Done"
	default:
		return failed(http.StatusBadRequest, "It seems that you have tried to perform an illegal workflow operation.")
	}
	is.Updated = now
	return standin.Answer{Status: http.StatusNoContent}
}

func (j *Jira) comment(is *Issue, body []byte, now time.Time) standin.Answer {
	var in struct{ Body string }
	if err := json.Unmarshal(body, &in); err != nil || in.Body == "" {
		return failed(http.StatusBadRequest, "Comment body can not be empty!")
	}
	is.Comments = append(is.Comments, in.Body)
	is.Updated = now
	return standin.Answer{Status: http.StatusCreated, Body: map[string]any{"id": strconv.Itoa(len(is.Comments)), "body": in.Body}}
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return n
	}
	return otherwise
}

func good(body any) standin.Answer { return standin.Answer{Status: http.StatusOK, Body: body} }

func failed(status int, message string) standin.Answer {
	return standin.Answer{Status: status, Body: map[string]any{"errorMessages": []string{message}, "errors": map[string]string{}}}
}

func fieldRefused(field, message string) standin.Answer {
	return standin.Answer{Status: http.StatusBadRequest, Body: map[string]any{"errorMessages": []string{}, "errors": map[string]string{field: message}}}
}

func unknownPath() standin.Answer {
	return standin.Answer{Status: http.StatusNotFound, Body: map[string]any{"message": "null for uri", "status-code": 404}}
}

// Refuse gives Jira's words for a fault.
func (j *Jira) Refuse(f standin.Fault, r *http.Request, _ time.Time) (standin.Answer, bool) {
	limited := failed(http.StatusTooManyRequests, "Rate limit exceeded")
	switch f.Kind {
	case standin.Limit403, standin.Limit429:
		limited.Header = http.Header{"Retry-After": {standin.Seconds(f.Delay)}, "Ratelimit-Reason": {"jira-burst-based"}}
		return limited, true
	case standin.Limit403Silent, standin.Limit429Silent, standin.LimitPrimary:
		return limited, true
	case standin.Moved:
		return standin.Answer{Status: http.StatusMovedPermanently, Header: http.Header{"Location": {"http://" + r.Host + "/jira" + r.URL.RequestURI()}}}, true
	case standin.ServerError:
		return failed(http.StatusInternalServerError, "Internal server error"), true
	case standin.Forbidden:
		return failed(http.StatusForbidden, "You do not have permission to create issues in this project."), true
	case standin.Unauthorized:
		return failed(http.StatusUnauthorized, "Client must be authenticated to access this resource."), true
	case standin.NotImplemented:
		return unknownPath(), true
	case standin.RefusedField:
		return fieldRefused(f.Field, "Field '"+f.Field+"' cannot be set. It is not on the appropriate screen, or unknown."), true
	}
	return standin.Answer{}, false
}
