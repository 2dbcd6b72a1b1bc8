package github_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// otherHub serves the same issues as other servers do: with pages of another size
// and another word, or none, about the next one.
type otherHub struct {
	hub  *standin.Server
	size int
	next func(page, last int) (name, value string) // of the header about the next page
}

func (o *otherHub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || !strings.HasSuffix(r.URL.Path, "/issues") {
		o.hub.ServeHTTP(w, r)
		return
	}
	var all []json.RawMessage
	for page := 1; ; page++ { // all of them, by the stand-in's own pages
		q := r.URL.Query()
		q.Set("per_page", "100")
		q.Set("page", strconv.Itoa(page))
		q.Del("after")
		inner := r.Clone(r.Context())
		inner.URL.RawQuery = q.Encode()
		got := httptest.NewRecorder()
		o.hub.ServeHTTP(got, inner)
		var some []json.RawMessage
		if err := json.Unmarshal(got.Body.Bytes(), &some); err != nil {
			w.WriteHeader(got.Code)
			_, _ = io.Copy(w, got.Body)
			return
		}
		if all = append(all, some...); len(some) < 100 {
			break
		}
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	if after := r.URL.Query().Get("after"); after != "" {
		page, _ = strconv.Atoi(strings.TrimPrefix(after, "cursor"))
	}
	last := (len(all) + o.size - 1) / o.size
	if name, value := o.next(page, last); value != "" {
		w.Header()[name] = []string{value}
	}
	w.Header()["content-type"] = []string{"application/json"}
	some := all[min((page-1)*o.size, len(all)):min(page*o.size, len(all))]
	if some == nil {
		some = []json.RawMessage{}
	}
	_ = json.NewEncoder(w).Encode(some)
}

// TestOtherPages finds the oldest, a middle and the newest ticket on servers whose
// pages are of other sizes, with links to another base path, by a cursor alone, in
// small letters, or without a word about the next page.
func TestOtherPages(t *testing.T) {
	for name, c := range map[string]struct {
		size int
		next func(page, last int) (string, string)
	}{
		"30, without a word":  {30, func(int, int) (string, string) { return "Link", "" }},
		"10, without a word":  {10, func(int, int) (string, string) { return "Link", "" }},
		"100, without a word": {100, func(int, int) (string, string) { return "Link", "" }},
		"another base path":   {50, absolute("https://git.example.com/api/v3/repositories/1/issues?page=%d")},
		"in small letters": {33, func(page, last int) (string, string) {
			_, v := absolute("/repos/acme/checkout/issues?page=%d")(page, last)
			return "link", v
		}},
		"by a cursor":            {25, absolute("https://api.github.com/repositories/1/issues?per_page=100&after=cursor%d")},
		"by a cursor and a page": {40, absolute("https://api.github.com/repositories/1/issues?after=cursor%[1]d&page=%[1]d")},
	} {
		t.Run(name, func(t *testing.T) {
			hub := &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}
			for i := range 210 {
				body := "other"
				switch i {
				case 0, 104, 209:
					body = tickets.WithMarker("text", fmt.Sprintf("INC-2026-0042/AI-%d", i), incidentDay)
				}
				hub.Add(fakehub.Issue{Title: "T", Body: body, PullRequest: i%7 == 3})
			}
			server := httptest.NewServer(&otherHub{&standin.Server{Vendor: hub}, c.size, c.next})
			defer server.Close()
			p, err := github.New(github.Config{BaseURL: server.URL + "/api/v3", Token: "t", Repository: "acme/checkout"})
			if err != nil {
				t.Fatal(err)
			}
			wanted := []string{"INC-2026-0042/AI-0", "INC-2026-0042/AI-104", "INC-2026-0042/AI-209"}
			found, err := p.FindMarked(t.Context(), wanted)
			if err != nil || len(found) != 3 || p.Highest() != 210 {
				t.Errorf("found %d of 3, highest %d, %v", len(found), p.Highest(), err)
			}
			found, err = p.FindAbove(t.Context(), wanted, 100)
			if err != nil || len(found[wanted[1]]) != 1 || len(found[wanted[2]]) != 1 {
				t.Errorf("above 100: %v %v", found, err)
			}
		})
	}
}

func absolute(form string) func(page, last int) (string, string) {
	return func(page, last int) (string, string) {
		if page >= last {
			return "Link", fmt.Sprintf("<"+strings.Replace(form, "%d", "1", 1)+`>; rel="first"`, 1)
		}
		return "Link", fmt.Sprintf("<"+form+`>; rel="next"`, page+1)
	}
}

// TestOtherRefusals reads the sentences in which servers refuse a create: with
// fields, with plain strings, with a message alone, and with no JSON at all.
func TestOtherRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		body, says string
		status     int
	}{
		"fields":            {`{"message":"Validation Failed","errors":[{"value":"akiko","resource":"Issue","field":"assignees","code":"invalid"}]}`, "GitHub does not take akiko as an assignee", 422},
		"strings":           {`{"message":"Validation Failed","errors":["title is too long"],"documentation_url":"https://docs.github.com"}`, "Validation Failed", 422},
		"message alone":     {`{"message":"Issues has been disabled in this repository."}`, "Issues has been disabled", 410},
		"status as a text":  {`{"message":"Resource not accessible by integration","status":"403"}`, "Resource not accessible by integration", 403},
		"something between": {`<html>denied by the proxy</html>`, "refuses it (Forbidden)", 403},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet {
					w.WriteHeader(http.StatusNoContent)
					return
				}
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			}))
			defer server.Close()
			p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = p.Create(t.Context(), tickets.Draft{Marker: "INC-2026-0042/AI-1", Title: "T", Owner: "akiko"})
			if err == nil || incident.CodeOf(err) != incident.Refused || tickets.UnknownOutcome(err) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v (%s)", err, incident.CodeOf(err))
			}
		})
	}
}

// TestGone tells an issue that was deleted from one of a repository whose issues
// are switched off.
func TestGone(t *testing.T) {
	for message, says := range map[string]string{"This issue was deleted": "was deleted", "Issues are disabled for this repo": "switch issues on"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusGone)
			_, _ = io.WriteString(w, `{"message":"`+message+`"}`)
		}))
		defer server.Close()
		p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Get(t.Context(), incident.TicketRef{Provider: incident.GitHub, Number: 1})
		if incident.CodeOf(err) != incident.NotFound || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", message, err)
		}
	}
}

// incidentDay is the zero day: a marker without a due date.
var incidentDay civil.Date

// TestWhatToDo: what GitHub refuses of a repository is told with what to do.
func TestWhatToDo(t *testing.T) {
	answers := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, body, ok := strings.Cut(answers[r.Method+" "+r.URL.Path], " ")
		if !ok {
			status, body = "200", "[]"
		}
		n, _ := strconv.Atoi(status)
		w.WriteHeader(n)
		_, _ = w.Write([]byte(body))
	}))
	defer server.Close()
	p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
	if err != nil {
		t.Fatal(err)
	}
	const issues = "/repos/acme/checkout/issues"
	answers["POST "+issues] = `422 {"message":"Validation Failed","errors":[{"value":"postmortem","resource":"Label","field":"name","code":"invalid"}]}`
	_, _, err = p.Create(t.Context(), tickets.Draft{Marker: "INC-1/AI-1", Title: "T", Labels: []string{"postmortem"}})
	wantSaid(t, err, "does not take the labels postmortem", "correct tickets.labels in .pmtracker.yaml", "tickets.labels を直すか")

	answers["POST "+issues] = `301 {"message":"Moved Permanently"}`
	answers["GET /repos/acme/checkout"] = `200 {"full_name":"acme/pay","permissions":{"push":true}}`
	_, _, err = p.Create(t.Context(), tickets.Draft{Marker: "INC-1/AI-1", Title: "T"})
	wantSaid(t, err, "it has moved (301) and is now acme/pay; write that as tickets.repository", "現在の名前は acme/pay です")
	right := p.Rights(t.Context())[1]
	if right.State != tickets.RightMissing || !right.Needed || !strings.Contains(right.Detail, "is now acme/pay") {
		t.Errorf("a renamed repository: %+v", right)
	}

	answers["GET "+issues] = `200 []`
	answers["POST "+issues] = `201 {"html_url":"https://github.com/acme/checkout/issues/7"}`
	if right := p.Rights(t.Context())[1]; right.State != tickets.RightHeld || !strings.Contains(right.Detail, "made https://github.com/acme/checkout/issues/7; close it") {
		t.Errorf("a probe that was taken: %+v", right)
	}

	answers["GET "+issues] = `410 {"message":"Issues has been disabled in this repository."}`
	_, err = p.FindMarked(t.Context(), []string{"INC-1/AI-1"})
	wantSaid(t, err, "switch issues on in the settings of that repository", "Issues を有効にするか")
}

// TestNoData: a success that lacks what was asked for is no word that there is
// nothing, after which second tickets would be opened.
func TestNoData(t *testing.T) {
	body := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
	defer server.Close()
	p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout", Clock: &clock{now: time.Now()}})
	if err != nil {
		t.Fatal(err)
	}
	body = "null" // as many programs write a list without entries
	if _, err := p.FindMarked(t.Context(), []string{"INC-1/AI-1"}); err != nil {
		t.Error(err)
	}
	for _, body = range []string{"", "\n", "{}", "[null]", "[{}]"} {
		_, err := p.FindMarked(t.Context(), []string{"INC-1/AI-1"})
		if incident.CodeOf(err) != incident.Unavailable {
			t.Errorf("a list of %q: %v", body, err)
		}
		wantSaid(t, err, "GITHUB_API_URL")
		if body == "" {
			_, err = p.Get(t.Context(), incident.TicketRef{Provider: incident.GitHub, Number: 1})
			wantSaid(t, err, "GITHUB_API_URL")
		}
	}
}

// wantSaid looks for parts of a refusal in either language.
func wantSaid(t *testing.T, err error, parts ...string) {
	t.Helper()
	text := incident.Sentence(err, incident.English) + "\n" + incident.Sentence(err, incident.Japanese)
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
}

// TestOwnerByName: an owner who is written as the name in the mapping is the
// account beside it.
func TestOwnerByName(t *testing.T) {
	p, err := github.New(github.Config{Token: "t", Repository: "acme/checkout",
		People: incident.People{{ID: "@akiko", Name: "Akiko Sato", GitHub: "akiko-s"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, owner := range []string{"Akiko Sato", "@akiko", "akiko sato", "＠akiko", "@akiko-s", "＠ａｋｉｋｏ－ｓ"} {
		if login, err := p.Account(t.Context(), owner, p.Home()); err != nil || login != "akiko-s" {
			t.Errorf("%s is %q, %v", owner, login, err)
		}
	}
	if login, err := p.Account(t.Context(), "＠Ｂｅｎ", p.Home()); err != nil || login != "Ben" {
		t.Errorf("somebody outside the mapping is %q, %v", login, err)
	}
}
