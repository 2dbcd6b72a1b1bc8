package contract_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	"github.com/pmtracker/pmtracker/internal/standin/contract"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
)

const folder = "../../../testdata/contract/"

func load(t *testing.T, name string) *contract.Description {
	t.Helper()
	d, err := contract.Load(folder + "openapi/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// undescribed lists the calls that the trimmed descriptions leave out.
var undescribed = []string{"GET /user", "GET /meta", "GET /rest/api/2/serverInfo", "GET /rest/api/3/serverInfo", "GET /rest/api/2/mypermissions", "GET /repositories/1"}

// watch checks every exchange of a stand-in in both directions.
func watch(t *testing.T, d *contract.Description) func(standin.Exchange) {
	return func(x standin.Exchange) {
		err := d.Request(x)
		if errors.Is(err, contract.ErrNotDescribed) {
			for _, u := range undescribed {
				if strings.HasPrefix(x.Method+" "+x.URL, u) {
					return
				}
			}
		}
		if err != nil {
			t.Errorf("%v\n%s", err, x.Body)
			return
		}
		if x.Fault != "" && x.Status >= 400 || x.Fault == standin.Garbled {
			return
		}
		if err := d.Answer(x); err != nil {
			t.Error(err)
		}
	}
}

// TestDescriptionsRefuseWhatIsWrong is the negative control: a description that
// lets a create without a title pass, or an answer without a number, proves
// nothing by letting the others pass.
func TestDescriptionsRefuseWhatIsWrong(t *testing.T) {
	hub, work := load(t, "github.json"), load(t, "jira-v2-derived.json")
	x := func(method, url, body string) standin.Exchange {
		return standin.Exchange{Method: method, URL: url, Body: []byte(body), Header: http.Header{"Content-Type": {"application/json"}},
			Status: http.StatusCreated, Answer: []byte(`{}`), Answers: http.Header{"Content-Type": {"application/json"}}}
	}
	for _, c := range []struct {
		name string
		err  error
	}{
		{"a create without a title", hub.Request(x("POST", "/repos/a/b/issues", `{"body":"x"}`))},
		{"a create whose title is a list", hub.Request(x("POST", "/repos/a/b/issues", `{"title":["x"]}`))},
		{"a state that does not exist", hub.Request(x("PATCH", "/repos/a/b/issues/1", `{"state":"shut"}`))},
		{"a listing of a state that does not exist", hub.Request(x("GET", "/repos/a/b/issues?state=bogus", ``))},
		{"an answer that is no issue", hub.Answer(x("POST", "/repos/a/b/issues", `{"title":"x"}`))},
		{"fields that are no object", work.Request(x("POST", "/rest/api/2/issue", `{"fields":"x"}`))},
		{"an assignee with a field of Go's", work.Request(x("PUT", "/rest/api/2/issue/A-1/assignee", `{"avatarUrls":1}`))},
	} {
		if c.err == nil || errors.Is(c.err, contract.ErrNotDescribed) {
			t.Errorf("%s passes (%v)", c.name, c.err)
		}
	}
	if err := hub.Request(x("POST", "/repos/a/b/issues", `{"title":"x"}`)); err != nil {
		t.Errorf("a right create is refused: %v", err)
	}
}

// watchJira takes each request to the description of its version.
func watchJira(t *testing.T) func(standin.Exchange) {
	two, three := watch(t, load(t, "jira-v2-derived.json")), watch(t, load(t, "jira-v3.json"))
	return func(x standin.Exchange) {
		if x.Status == http.StatusNotFound {
			return // a version that this server does not know
		}
		if strings.HasPrefix(x.URL, "/rest/api/3/") {
			three(x)
			return
		}
		two(x)
	}
}

func drafts() []tickets.Draft {
	return []tickets.Draft{
		{Marker: "INC-2026-0042/AI-1", Title: "Deploys roll back by themselves", Body: "**When** a deploy\n\n- one\n- two", Owner: "akiko",
			Due: civil.Date{Year: 2026, Month: 12, Day: 15}, Labels: []string{"postmortem"}, Lang: incident.English},
		{Marker: "INC-2026-0042/AI-2", Title: "決済の失敗を検知する", Body: "**きっかけ** デプロイ", Owner: "ben",
			Due: civil.Date{Year: 2027, Month: 1, Day: 5}, Lang: incident.Japanese},
	}
}

// open runs a provider through all that it can do.
func open(t *testing.T, p tickets.Provider) {
	t.Helper()
	ctx := context.Background()
	opened := 0
	for range 2 {
		opener := tickets.Opener{Provider: p, Clock: tickets.SystemClock{}, Opened: func(d tickets.Draft, got tickets.Ticket, _ tickets.Outcome) error {
			opened++
			again, err := p.Get(ctx, got.Ref)
			if err != nil {
				return err
			}
			if again.Due != d.Due || len(again.Owners) != 1 || len(again.Markers) != 1 || again.Markers[0] != d.Marker {
				t.Errorf("%s comes back as %+v", d.Marker, again)
			}
			return nil
		}}
		if err := opener.Open(ctx, drafts(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if opened != 4 {
		t.Errorf("told of %d tickets, want 2 in each of 2 runs", opened)
	}
}

func TestGitHubKeepsToItsDescription(t *testing.T) {
	for _, mode := range []github.DueMode{github.DueInBody, github.DueInMilestone} {
		g := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot", Assignable: []string{"akiko", "ben"}}
		server := httptest.NewServer(&standin.Server{Vendor: g, Check: watch(t, load(t, "github.json"))})
		defer server.Close()
		p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout", DueMode: mode})
		if err != nil {
			t.Fatal(err)
		}
		open(t, p)
		if len(g.Issues) != 2 {
			t.Errorf("%d issues, want 2", len(g.Issues))
		}
	}
}

func TestJiraKeepsToItsDescription(t *testing.T) {
	for _, kind := range []string{"Cloud", "Cloud of version 2", "Data Center"} {
		dataCenter := kind == "Data Center"
		j := &fakejira.Jira{Project: "PAY", DataCenter: dataCenter, OnlyVersion2: kind == "Cloud of version 2", Users: []fakejira.User{
			{AccountID: "5b10ac8d82e05b22cc7d4ef5", Name: "akiko", Display: "Akiko Sato", Email: "akiko@example.com"},
			{AccountID: "712020:ca9d4a5b", Name: "ben", Display: "Ben", Email: "ben@example.com"}}}
		server := httptest.NewServer(&standin.Server{Vendor: j, Check: watchJira(t)})
		defer server.Close()
		people := incident.People{{ID: "@akiko", GitHub: "akiko", Jira: "5b10ac8d82e05b22cc7d4ef5"}}
		config := jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY", People: people}
		if dataCenter {
			config.User, config.People = "", nil
		}
		p, err := jira.New(config)
		if err != nil {
			t.Fatal(err)
		}
		open(t, p)
		if len(j.Issues) != 2 {
			t.Errorf("%d issues, want 2", len(j.Issues))
		}
	}
}

// TestRecordedAnswers replays what GitHub really said through the adapter.
func TestRecordedAnswers(t *testing.T) {
	text, err := os.ReadFile(folder + "github/recorded/add-labels-to-issue.json")
	if err != nil {
		t.Fatal(err)
	}
	var recorded []struct {
		Method   string
		Path     string
		Status   int
		Response json.RawMessage
	}
	if err := json.Unmarshal(text, &recorded); err != nil {
		t.Fatal(err)
	}
	first := recorded[0]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.EqualFold(r.Method, first.Method) || r.URL.Path != first.Path {
			t.Errorf("asked for %s %s, recorded is %s %s", r.Method, r.URL.Path, first.Method, first.Path)
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(first.Status)
		_, _ = w.Write(first.Response)
	}))
	defer server.Close()
	p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "octokit-fixture-org/add-labels-to-issue", Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	got, warnings, err := p.Create(context.Background(), tickets.Draft{Marker: "INC-1/AI-1", Title: "Issue without a label", Labels: []string{"postmortem"}})
	if err != nil {
		t.Fatal(err)
	}
	if got.URL != "https://github.com/octokit-fixture-org/add-labels-to-issue/issues/1" || got.Done {
		t.Errorf("read %+v", got)
	}
	if len(warnings) != 1 || !strings.Contains(warnings[0], "postmortem") {
		t.Errorf("the label that GitHub did not set is not told: %q", warnings)
	}
}
