package cli_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pmtracker/pmtracker/internal/standin"
	"github.com/pmtracker/pmtracker/internal/standin/contract"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
)

// stands is the ticket systems of one script.
type stands struct {
	t        *testing.T
	rules    standin.Rules
	listed   []standin.Rule
	server   *standin.Server
	hub      *fakehub.GitHub
	jira     *fakejira.Jira
	breaches []string // of the vendor's description
	mu       sync.Mutex
}

type standsKey struct{}

var descriptions = sync.OnceValues(func() (map[string]*contract.Description, error) {
	_, file, _, _ := runtime.Caller(0)
	folder := filepath.Join(filepath.Dir(file), "..", "..", "testdata", "contract", "openapi")
	all := map[string]*contract.Description{}
	for name, text := range map[string]string{"github": "github.json", "jira": "jira-v2-derived.json", "jira3": "jira-v3.json"} {
		d, err := contract.Load(filepath.Join(folder, text))
		if err != nil {
			return nil, err
		}
		all[name] = d
	}
	return all, nil
})

// standInCommands are the commands by which a script has a ticket system:
//
//	github [nopush] [nouser] [assignable=akiko,ben] [repository=acme/checkout] [other=acme/payments] [board=7]
//	jira [datacenter] [noduedate] [onlycreate] [lag=5s] [older=40] [lacks=ADD_COMMENTS] [noassignee] [types=Bug,Story] [required=customfield_10010] [page=3] [other=OPS]
//	fault METHOD PATH KIND [skip=N] [times=N] [delay=5s] [field=F]   (several add up; "fault none" ends them)
//	tickets N                   asserts how many tickets there are, and
//	tickets open N              how many of them are open
//	calls N METHOD PATH         asserts how many requests of that kind came so far
//	ticket NUMBER copied [TITLE]  somebody copies a ticket, as the copy button of GitHub or Jira does
//	ticket NUMBER FIELD VALUE   changes a ticket behind the program's back, or with "ticket NUMBER has TEXT" asserts
//	                            (of the system that was started last)
func standInCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"github": func(ts *testscript.TestScript, _ bool, args []string) { of(ts).startGitHub(ts, args) },
		"jira":   func(ts *testscript.TestScript, _ bool, args []string) { of(ts).startJira(ts, args) },
		"fault":  func(ts *testscript.TestScript, _ bool, args []string) { of(ts).fault(ts, args) },
		"tickets": func(ts *testscript.TestScript, _ bool, args []string) {
			of(ts).count(ts, args)
		},
		"calls":  func(ts *testscript.TestScript, _ bool, args []string) { of(ts).calls(ts, args) },
		"ticket": func(ts *testscript.TestScript, neg bool, args []string) { of(ts).ticket(ts, neg, args) },
	}
}

func of(ts *testscript.TestScript) *stands { return ts.Value(standsKey{}).(*stands) }

// start serves a vendor. At the end of the script every exchange has to have
// kept to the vendor's description.
func (s *stands) start(ts *testscript.TestScript, name string, vendor standin.Vendor) string {
	all, err := descriptions()
	ts.Check(err)
	s.server = &standin.Server{Vendor: vendor, Choose: s.rules.Choose, Check: func(x standin.Exchange) {
		if string(bytes.TrimSpace(x.Body)) == "{}" && x.Status >= http.StatusBadRequest {
			return // doctor tries a right by a request that is refused as incomplete
		}
		described := all[name]
		if strings.HasPrefix(x.URL, "/rest/api/3/") {
			described = all["jira3"]
		}
		err := described.Request(x)
		if err == nil && (x.Fault == "" || x.Status < 400 && x.Fault != standin.Garbled) {
			err = described.Answer(x)
		}
		if err != nil && !errors.Is(err, contract.ErrNotDescribed) {
			s.mu.Lock()
			s.breaches = append(s.breaches, err.Error())
			s.mu.Unlock()
		}
	}}
	server := httptest.NewServer(s.server)
	ts.Defer(func() {
		server.CloseClientConnections()
		server.Close()
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(s.breaches) > 0 {
			s.t.Errorf("%s: against the vendor's description:\n%s", ts.Name(), strings.Join(s.breaches, "\n"))
			s.breaches = nil
		}
	})
	return server.URL
}

func (s *stands) startGitHub(ts *testscript.TestScript, args []string) {
	s.hub, s.jira = &fakehub.GitHub{Repository: "acme/checkout", Login: "pmtracker"}, nil
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		switch name {
		case "nopush":
			s.hub.NoPush = true
		case "nouser":
			s.hub.NoUser = true
		case "assignable":
			s.hub.Assignable = strings.Split(value, ",")
		case "repository":
			s.hub.Repository = value
		case "board": // board=7
			n, err := strconv.Atoi(value)
			ts.Check(err)
			s.hub.Board = &fakehub.Board{Number: n, Field: "Due date", Dates: map[int]string{}}
		case "other":
			s.hub.Other = &fakehub.GitHub{Repository: value, Login: "pmtracker"}
			s.hub.Other.Add(fakehub.Issue{Title: "One", Assignees: []string{"akiko"}, Body: "Due: 2026-12-15"})
		default:
			ts.Fatalf("github: what is %q?", arg)
		}
	}
	ts.Setenv("GITHUB_API_URL", s.start(ts, "github", s.hub))
	ts.Setenv("GITHUB_TOKEN", "ghp_verysecret")
	ts.Setenv("GITHUB_REPOSITORY", s.hub.Repository)
}

func (s *stands) startJira(ts *testscript.TestScript, args []string) {
	s.jira = &fakejira.Jira{Project: "PAY", Users: []fakejira.User{
		{AccountID: "5b10ac8d82e05b22cc7d4ef5", Name: "akiko", Display: "Akiko Sato", Email: "akiko@example.com"},
		{AccountID: "712020:ca9d4a5b-0000", Name: "ben", Display: "Ben", Email: "ben@example.com"},
		{AccountID: "712020:eva-0001", Name: "eva", Display: "Eva Lind", Email: "eva@example.com"},
		{AccountID: "712020:carla-0001", Name: "carla", Display: "Carla Diaz", Email: "carla@example.com", EmailShown: true},
	}}
	ts.Setenv("JIRA_USER", "pmtracker@example.com")
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		switch name {
		case "datacenter":
			s.jira.DataCenter = true
			ts.Setenv("JIRA_USER", "")
		case "noduedate":
			s.jira.NoDueDate = true
		case "noassignee":
			s.jira.NoAssignee = true
		case "types":
			s.jira.Types = strings.Split(value, ",")
		case "required":
			s.jira.Required = value
		case "page":
			s.jira.PageSize, _ = strconv.Atoi(value)
		case "lacks":
			s.jira.Lacks = strings.Split(value, ",")
		case "onlycreate":
			s.jira.OnlyCreate = true
		case "other": // a project in which Dana alone can be assigned
			s.jira.Elsewhere = map[string][]fakejira.User{value: {{AccountID: "712020:dana-0001", Name: "dana", Display: "Dana", Email: "dana@example.com"}}}
			s.jira.Issues = append(s.jira.Issues, &fakejira.Issue{Key: value + "-12", Summary: "Two", Status: "new", DueDate: "2026-12-15", Assignee: "712020:dana-0001"})
		case "older":
			n, err := strconv.Atoi(value)
			ts.Check(err)
			for range n {
				s.jira.Add(fakejira.Issue{Summary: "older"}, time.Now().Add(-24*time.Hour))
			}
		case "lag":
			d, err := time.ParseDuration(value)
			ts.Check(err)
			s.jira.Lag = d
		default:
			ts.Fatalf("jira: what is %q?", arg)
		}
	}
	ts.Setenv("JIRA_URL", s.start(ts, "jira", s.jira))
	ts.Setenv("JIRA_TOKEN", "verysecret")
	ts.Setenv("JIRA_PROJECT", "PAY")
}

func (s *stands) fault(ts *testscript.TestScript, args []string) {
	if len(args) == 1 && args[0] == "none" {
		s.rules.Set()
		s.listed = nil
		return
	}
	if len(args) < 3 {
		ts.Fatalf("usage: fault METHOD PATH KIND [skip=N] [times=N] [delay=5s] [field=F]")
	}
	r := standin.Rule{Method: args[0], Path: args[1], Fault: standin.Fault{Kind: standin.Kind(args[2])}}
	for _, arg := range args[3:] {
		name, value, _ := strings.Cut(arg, "=")
		n, _ := strconv.Atoi(value)
		switch name {
		case "skip":
			r.Skip = n
		case "times":
			r.Times = n
		case "field":
			r.Field = value
		case "delay":
			d, err := time.ParseDuration(value)
			ts.Check(err)
			r.Delay = d
		}
	}
	s.listed = append(s.listed, r)
	s.rules.Set(s.listed...)
}

func (s *stands) count(ts *testscript.TestScript, args []string) {
	all, open := 0, 0
	if s.hub != nil {
		for _, is := range s.hub.Issues {
			all++
			if is.State == "open" {
				open++
			}
		}
	}
	if s.jira != nil {
		for _, is := range s.jira.Issues {
			all++
			if is.Status != "done" {
				open++
			}
		}
	}
	got, want := all, args[len(args)-1]
	if args[0] == "open" {
		got = open
	}
	if strconv.Itoa(got) != want {
		ts.Fatalf("there are %d tickets, want %s", got, strings.Join(args, " "))
	}
}

func (s *stands) calls(ts *testscript.TestScript, args []string) {
	n := 0
	for _, x := range s.server.Log() {
		if x.Method == args[1] && strings.Contains(x.URL, args[2]) {
			n++
		}
	}
	if strconv.Itoa(n) != args[0] {
		text, _ := json.MarshalIndent(s.server.Log(), "", " ")
		ts.Fatalf("%d calls of %s %s, want %s\n%s", n, args[1], args[2], args[0], text)
	}
}

// ticket changes or asserts what a ticket says: of Jira, where it was started
// last.
func (s *stands) ticket(ts *testscript.TestScript, neg bool, args []string) {
	n, _ := strconv.Atoi(args[0])
	if s.jira != nil {
		s.ticketAtJira(ts, neg, args)
		return
	}
	for _, is := range s.hub.Issues {
		if is.Number != n {
			continue
		}
		value := strings.Join(args[2:], " ")
		switch args[1] {
		case "has":
			text, _ := json.Marshal(is)
			if strings.Contains(string(text), value) == neg {
				ts.Fatalf("ticket %d: %s", n, text)
			}
		case "state":
			is.State, is.Reason, _ = strings.Cut(value, " ") // and why: "closed not_planned"
		case "title":
			is.Title = value
		case "assignees":
			is.Assignees = strings.Fields(value)
		case "body":
			is.Body = strings.ReplaceAll(value, `\n`, "\n")
		case "deleted":
			s.hub.Deleted = map[int]bool{n: true}
		case "moved":
			s.hub.MovedTo = map[int]string{n: value}
		case "stays":
			s.hub.MovedTo = nil
		case "copied":
			s.hub.Add(fakehub.Issue{Title: cmp.Or(value, is.Title), Body: is.Body, Labels: is.Labels, Author: "dana"})
		case "dated": // on the board
			s.hub.Board.Dates[n] = value
		case "unboarded":
			delete(s.hub.Board.Dates, n)
		case "pull", "issue":
			is.PullRequest = args[1] == "pull"
		}
		return
	}
	ts.Fatalf("there is no ticket %d", n)
}

func (s *stands) ticketAtJira(ts *testscript.TestScript, neg bool, args []string) {
	key := s.jira.Project + "-" + args[0]
	value := strings.Join(args[2:], " ")
	for _, is := range s.jira.Issues {
		if is.Key != key {
			continue
		}
		switch args[1] {
		case "has":
			text, _ := json.Marshal(is)
			if strings.Contains(string(text), value) == neg {
				ts.Fatalf("%s: %s", key, text)
			}
		case "state":
			is.Status, is.Resolution, _ = strings.Cut(value, " ") // and how it was resolved: "done Duplicate"
		case "title":
			is.Summary = value
		case "assignees":
			is.Assignee = value
		case "due":
			is.DueDate = value
		case "deleted":
			s.jira.Gone = map[string]bool{key: true}
		case "moved":
			s.jira.Moved = map[string]string{key: value}
			s.jira.Issues = append(s.jira.Issues, &fakejira.Issue{Key: value, Summary: is.Summary, Status: is.Status, DueDate: is.DueDate, Assignee: is.Assignee})
		case "copied": // labels and text, but no property
			s.jira.Add(fakejira.Issue{Summary: cmp.Or(value, is.Summary), Description: is.Description, Labels: is.Labels}, time.Now().Add(-time.Minute))
		default:
			ts.Fatalf("ticket: what is %q at Jira?", args[1])
		}
		return
	}
	ts.Fatalf("there is no ticket %s", key)
}
