package github_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// clock is one that only the test moves.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time                                 { return c.now }
func (c *clock) Sleep(_ context.Context, d time.Duration) error { c.now = c.now.Add(d); return nil }

func pemKey(t *testing.T) (*rsa.PrivateKey, string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key, string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
}

// TestApp signs in as an App: the installation is found by the repository, its
// token is used for an hour less five minutes, and then renewed.
func TestApp(t *testing.T) {
	key, text := pemKey(t)
	at := &clock{now: time.Now()}
	hub := &standin.Server{Vendor: &fakehub.GitHub{Repository: "acme/checkout", Login: "app[bot]"}, Now: at.Now}
	made := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		switch r.Method + " " + r.URL.Path {
		case "GET /repos/acme/checkout/installation", "POST /app/installations/7/access_tokens":
			claims := jwt.MapClaims{}
			_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return &key.PublicKey, nil },
				jwt.WithValidMethods([]string{"RS256"}), jwt.WithTimeFunc(at.Now), jwt.WithExpirationRequired())
			if err != nil || claims["iss"] != "42" {
				t.Errorf("signed in wrongly: %v %v", err, claims)
			}
			if r.Method == http.MethodGet {
				fmt.Fprint(w, `{"id": 7}`)
				return
			}
			made++
			w.WriteHeader(http.StatusCreated)
			_ = json.NewEncoder(w).Encode(map[string]any{"token": fmt.Sprintf("ghs_%d", made), "expires_at": at.now.Add(time.Hour)})
		default:
			if token != fmt.Sprintf("ghs_%d", made) {
				t.Errorf("%s %s comes with the token %q, want the newest of %d", r.Method, r.URL, token, made)
			}
			hub.ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	p, err := github.New(github.Config{BaseURL: server.URL, Repository: "acme/checkout", Clock: at, App: github.App{ID: "42", PrivateKey: text}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 1, 2} {
		if _, _, err := p.Create(context.Background(), tickets.Draft{Marker: fmt.Sprintf("INC-1/AI-%d", i+1), Title: "T"}); err != nil {
			t.Fatal(err)
		}
		if made != want {
			t.Errorf("after %d requests %d tokens were made, want %d", i+1, made, want)
		}
		at.now = at.now.Add(30 * time.Minute)
	}
}

// TestAppRefused says what is wrong with an App and never shows its key.
func TestAppRefused(t *testing.T) {
	_, err := github.New(github.Config{Repository: "acme/checkout", App: github.App{ID: "42", PrivateKey: "-----BEGIN SECRET"}})
	if incident.CodeOf(err) != incident.Invalid || strings.Contains(err.Error(), "SECRET") {
		t.Errorf("a key that is none: %v", err)
	}
	_, text := pemKey(t)
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	p, err := github.New(github.Config{BaseURL: server.URL, Repository: "acme/checkout", App: github.App{ID: "42", PrivateKey: text}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.FindMarked(context.Background(), []string{"X/AI-1"})
	if incident.CodeOf(err) != incident.Invalid || !strings.Contains(err.Error(), "install the App on the repository") {
		t.Errorf("an App that is not installed: %v", err)
	}
}

// TestProject puts the due date on a Projects board, on an Enterprise Server,
// whose GraphQL API lies beside the other. A board that refuses is a warning.
func TestProject(t *testing.T) {
	hub := &standin.Server{Vendor: &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}}
	var asked []map[string]any
	field, down := "DATE", false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/graphql" {
			if !strings.HasPrefix(r.URL.Path, "/api/v3/") {
				t.Errorf("asked for %s", r.URL.Path)
			}
			hub.ServeHTTP(w, r)
			return
		}
		var in struct {
			Query     string
			Variables map[string]any
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		asked = append(asked, in.Variables)
		switch {
		case down:
			w.WriteHeader(http.StatusBadGateway)
		case strings.Contains(in.Query, "projectV2(number"):
			fmt.Fprintf(w, `{"data":{"repositoryOwner":{"projectV2":{"id":"PVT_1","field":{"id":"F_1","dataType":%q}}}}}`, field)
		case strings.Contains(in.Query, "addProjectV2ItemById"):
			fmt.Fprint(w, `{"data":{"addProjectV2ItemById":{"item":{"id":"I_9"}}}}`)
		default:
			fmt.Fprint(w, `{"data":{"updateProjectV2ItemFieldValue":{"projectV2Item":{"id":"I_9"}}}}`)
		}
	}))
	defer server.Close()
	draft := tickets.Draft{Marker: "INC-1/AI-1", Title: "T", Due: civil.Date{Year: 2026, Month: 12, Day: 15}}
	open := func() []string {
		p, err := github.New(github.Config{BaseURL: server.URL + "/api/v3", Token: "t", Repository: "acme/checkout", DueMode: github.DueInProject, Project: "7", ProjectField: "Due"})
		if err != nil {
			t.Fatal(err)
		}
		_, warnings, err := p.Create(context.Background(), draft)
		if err != nil {
			t.Fatal(err)
		}
		return warnings
	}
	if warnings := open(); len(warnings) > 0 {
		t.Errorf("warned: %q", warnings)
	}
	last := asked[len(asked)-1]
	if len(asked) != 3 || last["date"] != "2026-12-15" || last["item"] != "I_9" || last["field"] != "F_1" || asked[0]["number"] != 7.0 {
		t.Errorf("asked %v", asked)
	}
	down = true
	p, err := github.New(github.Config{BaseURL: server.URL + "/api/v3", Token: "t", Repository: "acme/checkout", DueMode: github.DueInProject, Project: "7", ProjectField: "Due"})
	if err != nil {
		t.Fatal(err)
	}
	journal := &notebook{sent: map[string]time.Time{}}
	late := draft
	late.Marker = "INC-1/AI-2"
	var told []string
	opener := tickets.Opener{Provider: p, Clock: &clock{now: time.Now()}, Journal: journal, Opened: func(_ tickets.Draft, _ tickets.Ticket, o tickets.Outcome) error {
		told = append(told, o.Warnings...)
		return nil
	}}
	if err := opener.Open(t.Context(), []tickets.Draft{late}, nil); err != nil || len(told) != 1 || !strings.Contains(told[0], "the next run puts its date on the project") {
		t.Errorf("a board that does not answer: %v %q", err, told)
	}
	down = false
	asked = nil
	if err := opener.Open(t.Context(), nil, []tickets.Draft{late}); err != nil || len(asked) != 3 || asked[2]["date"] != "2026-12-15" {
		t.Errorf("the next run: %v, it asked %v", err, asked)
	}
	asked = nil
	elsewhere := tickets.Opener{Provider: p, Clock: &clock{now: time.Now()}, Opened: func(tickets.Draft, tickets.Ticket, tickets.Outcome) error { return nil }}
	if err := elsewhere.Open(t.Context(), []tickets.Draft{late}, nil); err != nil || len(asked) != 2 || asked[1]["date"] != "2026-12-15" {
		t.Errorf("a run that finds the ticket by its marker alone: %v, it asked %v", err, asked)
	}
	board := func() (found tickets.Right) {
		fresh, err := github.New(github.Config{BaseURL: server.URL + "/api/v3", Token: "t", Repository: "acme/checkout", DueMode: github.DueInProject, Project: "7", ProjectField: "Due"})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range fresh.Rights(t.Context()) {
			if strings.Contains(r.Name, "project 7") {
				found = r
			}
		}
		return found
	}
	if r := board(); r.State != tickets.RightHeld {
		t.Errorf("doctor says of a board that is there: %+v", r)
	}
	field = "TEXT"
	if r := board(); r.State != tickets.RightMissing || !strings.Contains(r.Detail, `no date field "Due"`) {
		t.Errorf("doctor says of a field that is no date: %+v", r)
	}
	if warnings := open(); len(warnings) != 1 || !strings.Contains(warnings[0], `no date field "Due"`) {
		t.Errorf("a field that is no date: %q", warnings)
	}
}

// notebook is a journal that is kept over runs.
type notebook struct{ sent map[string]time.Time }

func (n *notebook) Begin(marker string, at time.Time) error { n.sent[marker] = at; return nil }
func (n *notebook) Drop(marker string) error                { delete(n.sent, marker); return nil }
func (n *notebook) Intents() map[string]time.Time           { return maps.Clone(n.sent) }
func (n *notebook) End(marker string, inDoubt bool) error {
	if !inDoubt {
		delete(n.sent, marker)
	}
	return nil
}

// TestMilestone makes one milestone a day, goes without where the token may not,
// and finds one whose answer was lost.
func TestMilestone(t *testing.T) {
	var rules standin.Rules
	g := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}
	server := httptest.NewServer(&standin.Server{Vendor: g, Choose: rules.Choose})
	defer server.Close()
	open := func(n int, day int) (tickets.Ticket, []string) {
		p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout", DueMode: github.DueInMilestone})
		if err != nil {
			t.Fatal(err)
		}
		ticket, warnings, err := p.Create(context.Background(), tickets.Draft{Marker: fmt.Sprintf("INC-1/AI-%d", n), Title: "T", Due: civil.Date{Year: 2026, Month: 12, Day: day}})
		if err != nil {
			t.Fatal(err)
		}
		return ticket, warnings
	}
	open(1, 15)
	ticket, _ := open(2, 15)
	if len(g.Milestones) != 1 || ticket.Due.Day != 15 {
		t.Errorf("%d milestones, the ticket is due on %v", len(g.Milestones), ticket.Due)
	}
	rules.Set(standin.Rule{Method: "POST", Path: "/milestones", Fault: standin.Fault{Kind: standin.DropAfter}, Times: 1})
	open(3, 16)
	if len(g.Milestones) != 2 {
		t.Errorf("%d milestones after one whose answer was lost, want 2", len(g.Milestones))
	}
	rules.Set(standin.Rule{Method: "POST", Path: "/milestones", Fault: standin.Fault{Kind: standin.Forbidden}})
	ticket, warnings := open(4, 17)
	if len(warnings) != 1 || ticket.Due.Day != 17 {
		t.Errorf("without the right to make milestones: %q, due %v", warnings, ticket.Due)
	}
}
